"""One `alien shell --machine`: orders go in, frames come out, one JSON object a line."""

from __future__ import annotations

import base64
import json
import subprocess
import threading
from typing import Any, Iterator

from .program import find_program

Frame = dict[str, Any]


class ShellEnded(ConnectionError):
    """The program has ended in the middle of an order: what was under way may or may not have been done."""


class Shell:
    """A session of commands in one process. Calls of several threads wait for each other.

    The process starts with the first command, and again after it has ended. It ends with this Python.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._count = 0
        self.user = ''
        self.directory = ''

    def line(self, line: str) -> tuple[int, bytes, bytes]:
        """Run a line as a person types it. Returns exit code, output and messages."""
        return _joined(self._order({'line': line}))

    def words(self, words: list[str]) -> tuple[int, bytes, bytes]:
        """Run one command, its words as they are. Returns exit code, output and messages."""
        return _joined(self._order({'words': words}))

    def request(self, words: list[str]) -> tuple[Frame | None, int, str]:
        """Ask the central service. Returns its answer if there was one, the exit code, and what went wrong."""
        frames = self._order({'request': words})
        code, _, err = _joined(frames)
        answer = next((frame['answer'] for frame in frames if frame['event'] == 'answer'), None)
        return answer, code, err.decode(errors='replace').strip()

    def close(self) -> None:
        """End the program. The next order starts another."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            _end(process)

    def _order(self, order: Frame) -> list[Frame]:
        with self._lock:
            process = self._running()
            self._count += 1
            number = self._count
            self._send(process, {'id': number, **order})
            frames: list[Frame] = []
            try:
                frames.extend(self._frames_of(process, number))
            except KeyboardInterrupt:
                # The order has to be over before the next one; Ctrl-C once more gives up on the program.
                self._send(process, {'interrupt': number})
                self._drain(process, number)
                raise
            return frames

    def _frames_of(self, process: subprocess.Popen[bytes], number: int) -> Iterator[Frame]:
        assert process.stdout is not None
        for line in process.stdout:
            frame = json.loads(line)
            if frame.get('id') != number:
                continue
            yield frame
            if frame['event'] == 'refused':
                raise ValueError(frame['message'])
            if frame['event'] == 'end':
                self.user = frame.get('user', self.user)
                self.directory = frame.get('directory', self.directory)
                return
        self._process = None
        raise ShellEnded(f'alien ended with exit code {process.wait()} in the middle of an order.')

    def _drain(self, process: subprocess.Popen[bytes], number: int) -> None:
        try:
            for _ in self._frames_of(process, number):
                pass
        except KeyboardInterrupt:
            self._process = None
            process.kill()
            process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            words = [find_program(), 'shell', '--machine']
            # Of our process group, so that it can ask for a pass phrase; it takes Ctrl-C as we do.
            self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process

    @staticmethod
    def _send(process: subprocess.Popen[bytes], order: Frame) -> None:
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(order).encode() + b'\n')
            process.stdin.flush()
        except BrokenPipeError:
            raise ShellEnded('alien ended before the order reached it.') from None


def _joined(frames: list[Frame]) -> tuple[int, bytes, bytes]:
    streams = {'stdout': b'', 'stderr': b''}
    for frame in frames:
        if frame['event'] in streams:
            streams[frame['event']] += _bytes_of(frame)
    code = next((frame['exitCode'] for frame in frames if frame['event'] == 'end'), 1)
    return code, streams['stdout'], streams['stderr']


def _bytes_of(frame: Frame) -> bytes:
    return base64.b64decode(frame['base64']) if 'base64' in frame else frame['text'].encode()


def _end(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.close()
    except BrokenPipeError:
        pass
    process.stdout.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
