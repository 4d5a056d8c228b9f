"""What scripts do with `alienpy.alien`, on a real grid: the variables lead to a sandbox of the test's own."""

import contextlib
import io
import os
import signal
import threading
import unittest

from alienpy import alien
from alienpy.alien import RET, AliEn, AlienSessionInfo, JAlien, ProcessInput, SendMsg, SendMsgMulti, retf_print


def printed(call, *args):
    """The result of a call, and what it has printed."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        result = call(*args)
    return result, out.getvalue(), err.getvalue()


class Lines(unittest.TestCase):
    def test_the_output_of_a_line_can_be_captured(self):
        code, out, _ = printed(JAlien, ['whoami'])
        self.assertEqual((code, out), (0, 'demo\n'))

    def test_a_failure_is_told_on_stderr_with_its_code(self):
        code, out, err = printed(JAlien, 'stat nosuch')
        self.assertEqual((code, out), (2, ''))
        self.assertIn('nosuch', err)

    def test_commands_of_a_line_share_a_directory(self):
        home = AliEn().run('pwd').ansdict['metadata']['currentdir']
        code, out, _ = printed(AliEn().ProcessMsg, 'mkdir -p inner; cd inner; pwd; cd')
        self.assertEqual((code, out.strip()), (0, f'{home}inner/'))
        self.assertEqual(AlienSessionInfo['currentdir'], home)

    def test_without_a_command_nothing_runs(self):
        self.assertEqual(printed(alien.ProcessCommandChain)[0], 1)


class Answers(unittest.TestCase):
    def test_an_answer_has_its_code_text_and_dictionary(self):
        answer = AliEn().run('whoami')
        self.assertTrue(answer)
        self.assertEqual((answer.exitcode, answer.out, answer.err), (0, 'demo', ''))
        self.assertEqual(alien.GetMeta(answer.ansdict)['user'], 'demo')
        self.assertEqual(alien.GetResults(answer.ansdict)[0]['message'], 'demo')

    def test_messages_are_left_out_on_request(self):
        self.assertEqual(AliEn().run('whoami', 'nomsg').out, '')

    def test_a_refusal_is_false_and_says_why(self):
        answer = SendMsg(AliEn().wb(), 'stat', ['nosuch'])
        self.assertFalse(answer)
        self.assertEqual(answer.exitcode, 2)
        self.assertIn('nosuch', answer.err)

    def test_many_are_asked_in_turn(self):
        answers = SendMsgMulti(None, ['whoami', alien.CreateJsonCommand('whoami'), 'stat nosuch'])
        self.assertEqual([answer.exitcode for answer in answers], [0, 0, 2])

    def test_a_ping_takes_time(self):
        self.assertGreater(alien.wb_ping(), 0)


class Commands(unittest.TestCase):
    def test_each_is_a_function(self):
        self.assertEqual(alien.DO_whoami(), RET(0, 'demo'))
        self.assertEqual(alien.DO_stat(None, ['nosuch']).exitcode, 2)

    def test_the_output_goes_into_a_shell_command(self):
        self.assertEqual(ProcessInput(None, 'whoami', [], 'tr a-z A-Z').out, 'DEMO')

    def test_names_with_blanks_and_umlauts_are_one_word(self):
        name = 'ein Versuch ä'
        self.assertEqual(ProcessInput(None, 'mkdir', [name]).exitcode, 0)
        self.assertIn(name, ProcessInput(None, 'ls').out)

    def test_unknown_names_say_what_to_use(self):
        with self.assertRaisesRegex(AttributeError, 'ProcessInput'):
            alien.lfn2meta  # noqa: B018

    def test_results_are_printed(self):
        self.assertEqual(printed(retf_print, RET(0, 'text'))[1], 'text\n')
        self.assertEqual(printed(retf_print, RET(2, '', 'why'))[2], 'why\n')
        self.assertEqual(printed(retf_print, RET(0, 'text'), 'noout')[1], '')


class Sessions(unittest.TestCase):
    def test_a_program_that_ended_is_started_again(self):
        alien.wb_close(None)
        self.assertEqual(AliEn().run('whoami').out, 'demo')

    def test_threads_wait_for_each_other(self):
        found = []
        threads = [threading.Thread(target=lambda: found.append(AliEn().run('whoami').out)) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        self.assertEqual(found, ['demo'] * 8)

    def test_ctrl_c_stops_the_order_and_not_the_session(self):
        AliEn().run('whoami')
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        with self.assertRaises(KeyboardInterrupt):
            ProcessInput(None, 'ping', ['-c', '50'])
        self.assertEqual(AliEn().run('whoami').out, 'demo')


if __name__ == '__main__':
    unittest.main()
