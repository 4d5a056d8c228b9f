"""The names that scripts import from `alienpy.alien`: see README.md for the list, and what each gives."""

from __future__ import annotations

import atexit
import json
import logging
import os
import shlex
import subprocess
import sys
import time
from typing import Any, Callable

from .ret import RET, ret_of_answer
from .shell import Shell

__all__ = [
    'RET', 'AliEn', 'AlienConnect', 'AlienSessionInfo', 'CreateJsonCommand', 'GetMeta', 'GetResults', 'InitConnection',
    'JAlien', 'PrintDict', 'ProcessCommandChain', 'ProcessInput', 'SendMsg', 'SendMsgMulti', 'retf_print',
    'setup_logging', 'token', 'wb_close', 'wb_ping',
]  # fmt: skip

_shell = Shell()
atexit.register(_shell.close)

# The session as the last command left it: user, currentdir, prevdir, exitcode.
AlienSessionInfo: dict[str, Any] = {'user': '', 'currentdir': '', 'prevdir': '', 'exitcode': 0}


class AliEn:
    """A session with the central service. All sessions of one Python share the same one."""

    def __init__(self, opts: str = '') -> None:
        self.opts = opts

    def run(self, cmd: str, opts: str = '') -> RET:
        """Ask the central service: `run('stat /alice')`. Options: `nomsg`, `nokeys`."""
        return SendMsg(self.wb(), cmd, opts=opts or self.opts)

    def ProcessMsg(self, cmd: str, opts: str = '') -> int:
        """Run a line as at the prompt and print what it prints. Returns its exit code."""
        return ProcessCommandChain(self.wb(), cmd)

    def wb(self) -> Shell:
        """The connection, for the functions that take one."""
        return _shell

    @staticmethod
    def help() -> None:
        """Print what there is."""
        print(
            '.run(cmd, opts)    ask the central service; gives RET(exitcode, out, err, ansdict)\n'
            '.ProcessMsg(line)  run a line as at the prompt, print its output; gives the exit code\n'
            '.wb()              the connection, for other functions of this module'
        )


def JAlien(commands: list[str] | str | None = None) -> int:
    """Run a line, or open the shell if there is none. Prints to `sys.stdout`. Returns the exit code."""
    if commands:
        return ProcessCommandChain(None, commands)
    from .program import find_program

    return subprocess.run([find_program(), 'shell'], check=False).returncode


def ProcessCommandChain(wb: Any = None, cmd_chain: list[str] | str | None = None) -> int:
    """Run a line of commands (`;` between them) and print what they print. A list is joined with blanks."""
    if not cmd_chain:
        print('ProcessCommandChain: there is no command.', file=sys.stderr)
        return 1
    line = cmd_chain if isinstance(cmd_chain, str) else ' '.join(cmd_chain)
    code, out, err = _shell.line(line)
    _show(sys.stdout, out)
    _show(sys.stderr, err)
    return _noted(code)


def ProcessInput(wb: Any, cmd: str, args: list[str] | None = None, shellcmd: str | None = None) -> RET:
    """Run one command with these words. `shellcmd` gets its output on stdin, if it succeeded."""
    if not cmd:
        return RET(1, '', 'ProcessInput: there is no command.')
    code, out, err = _shell.words([cmd, *(args or [])])
    result = RET(_noted(code), _text(out), _text(err))
    if not shellcmd or not result or not result.out:
        return result
    ran = subprocess.run(shellcmd, shell=True, input=f'{result.out}\n'.encode(), capture_output=True, check=False)
    return RET(ran.returncode, _text(ran.stdout), _text(ran.stderr))


def SendMsg(wb: Any, cmdline: str | dict[str, Any], args: list[str] | None = None, opts: str = '') -> RET:
    """Ask the central service: a line, or a command and its options. `ansdict` is its answer."""
    order = CreateJsonCommand(cmdline, args, opts, get_dict=True)
    if not order:
        return RET(1, '', 'SendMsg: there is no command.')
    assert isinstance(order, dict)
    answer, code, err = _shell.request([order['command'], *map(str, order['options'])])
    _noted(code)
    return ret_of_answer(answer) if answer is not None else RET(code or 1, '', err)


def SendMsgMulti(wb: Any, cmds_list: list[str | dict[str, Any]], opts: str = '') -> list[RET]:
    """Ask for each in turn, in the same session."""
    return [SendMsg(wb, _order_of(each), opts=opts) for each in cmds_list]


def CreateJsonCommand(
    cmdline: str | dict[str, Any], args: list[str] | None = None, opts: str = '', get_dict: bool = False
) -> str | dict[str, Any]:
    """A request as the central service reads it: `{"command": ..., "options": [...]}`."""
    if not cmdline:
        return ''
    if isinstance(cmdline, dict):
        command, options = cmdline['command'], list(cmdline['options'])
    elif args:
        command, options = cmdline, list(args)
    else:
        command, *options = shlex.split(cmdline)
    for word in ('nomsg', 'nokeys'):
        if word in opts:
            options.insert(0, f'-{word}')
    order = {'command': command, 'options': options}
    return order if get_dict else json.dumps(order)


def GetMeta(answer: Any) -> dict[str, Any]:
    """The metadata of an answer, or nothing."""
    return answer.get('metadata', {}) if isinstance(answer, dict) else {}


def GetResults(answer: Any) -> list[dict[str, Any]]:
    """The results of an answer, or none."""
    return answer.get('results', []) if isinstance(answer, dict) else []


def PrintDict(in_arg: Any = None, compact: bool = False) -> None:
    """Print JSON, sorted by key; `compact` on one line."""
    if not in_arg:
        return
    value = json.loads(in_arg) if isinstance(in_arg, str) else in_arg
    print(json.dumps(value, sort_keys=True, indent=None if compact else 2, separators=(',', ':') if compact else None))


def retf_print(ret_obj: RET, opts: str = '') -> int:
    """Print a RET: the output, or the error to stderr. Options: `json`, `noprint`, `noout`, `noerr`."""
    if 'json' in opts:
        PrintDict(ret_obj.ansdict)
    elif ret_obj and ret_obj.out and not ('noout' in opts or 'noprint' in opts):
        print(ret_obj.out.strip())
    elif not ret_obj and ret_obj.err and not ('noerr' in opts or 'noprint' in opts):
        print(ret_obj.err.strip(), file=sys.stderr)
    return ret_obj.exitcode


def InitConnection(*_args: Any, **_kwargs: Any) -> Shell:
    """The connection. It is opened by the first command."""
    return _shell


AlienConnect = InitConnection


def wb_close(wb: Any, code: Any = None, reason: Any = None) -> None:
    """End the session. The next command opens another."""
    _shell.close()


def wb_ping(wb: Any = None) -> float:
    """The round trip to the central service in milliseconds, -1 if there is none."""
    began = time.perf_counter()
    return (time.perf_counter() - began) * 1000 if SendMsg(wb, 'whoami') else -1.0


def token(wb: Any = None, args: list[str] | None = None) -> int:
    """Renew the token. Returns the exit code."""
    return retf_print(ProcessInput(wb, 'token-init', args))


def setup_logging(debug: bool = False, debug_file: str = '') -> None:
    """Log what the program does, as JALIENPY_DEBUG and ALIENPY_DEBUG_FILE say it, from the next session on."""
    if debug:
        os.environ['JALIENPY_DEBUG'] = '1'
    if debug_file:
        os.environ['ALIENPY_DEBUG_FILE'] = debug_file
    logging.getLogger().setLevel(logging.DEBUG if debug else logging.INFO)


_VERBS = {'XrootdCp': 'cp'}


def __getattr__(name: str) -> Callable[..., RET]:
    """`DO_ls(wb, args)` or `DO_ls(args)`: each command as a function."""
    if not name.startswith('DO_'):
        raise AttributeError(f'alienpy.alien has no {name} here. Run a command instead: ProcessInput(wb, command, words).')
    verb = name.removeprefix('DO_')

    def do(*words: Any, **_options: Any) -> RET:
        args = next((each for each in words if isinstance(each, (list, tuple))), [])
        return ProcessInput(None, _VERBS.get(verb, verb), list(args))

    do.__name__ = do.__qualname__ = name
    return do


def _order_of(each: str | dict[str, Any]) -> str | dict[str, Any]:
    return json.loads(each) if isinstance(each, str) and each.lstrip().startswith('{') else each


def _noted(code: int) -> int:
    if _shell.directory and _shell.directory != AlienSessionInfo['currentdir']:
        AlienSessionInfo['prevdir'] = AlienSessionInfo['currentdir']
    AlienSessionInfo.update(user=_shell.user, currentdir=_shell.directory, exitcode=code)
    return code


def _text(data: bytes) -> str:
    return data.decode(errors='surrogateescape').strip()


def _show(stream: Any, data: bytes) -> None:
    """To the stream of Python, which a script may have replaced."""
    if not data:
        return
    if hasattr(stream, 'buffer'):
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    else:
        stream.write(data.decode(errors='replace'))
