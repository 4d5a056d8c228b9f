"""Where the program is."""

from __future__ import annotations

import os
import shutil
import sys

VARIABLE = 'ALIEN_PROGRAM'


def find_program() -> str:
    """The path of `alien`: that of the variable ALIEN_PROGRAM, else the one beside this Python, else of the PATH.

    Raises FileNotFoundError that says what to do.
    """
    named = os.environ.get(VARIABLE)
    beside = os.path.join(os.path.dirname(sys.executable), 'alien')
    for candidate in (named, beside if os.access(beside, os.X_OK) else None, shutil.which('alien')):
        if candidate:
            return candidate
    raise FileNotFoundError(f'There is no program `alien`: install it, or name its path in {VARIABLE}.')
