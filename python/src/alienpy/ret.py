"""What a command gave back."""

from __future__ import annotations

from typing import Any, NamedTuple


class RET(NamedTuple):
    """Exit code, output, messages, and the answer of the central service if there is one. True if it succeeded."""

    exitcode: int = -1
    out: str = ''
    err: str = ''
    ansdict: dict[str, Any] = {}

    def __bool__(self) -> bool:
        return self.exitcode == 0


def ret_of_answer(answer: dict[str, Any]) -> RET:
    """The RET of an answer `{'metadata': ..., 'results': [...]}`: its messages are the output."""
    metadata = answer.get('metadata') or {}
    lines = [str(item['message']) for item in answer.get('results') or [] if 'message' in item]
    return RET(int(metadata.get('exitcode') or 0), '\n'.join(lines).strip(), str(metadata.get('error') or ''), answer)
