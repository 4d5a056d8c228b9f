"""Twenty commands by subprocess, and twenty by import, as scripts of users do. The PATH has `alien`; the variables lead to a sandbox.

Usage: smoke.py [--without-addon]
"""

import contextlib
import io
import os
import subprocess
import sys
import tempfile

# What the experiment's own software sets for all that it starts.
EXPERIMENT = {
    'XRD_CONNECTIONWINDOW': '3',
    'XRD_CONNECTIONRETRY': '1',
    'XRD_TIMEOUTRESOLUTION': '1',
    'XRD_REQUESTTIMEOUT': '150',
    'PYTHONHOME': '/experiment/python',
    'PYTHONPATH': '/experiment/python/lib',
}

# Libraries that its LD_LIBRARY_PATH has in other versions. Who loads one of these files fails: they are empty.
LIBRARIES = (
    *(f'libXrd{name}.so.{version}' for name in ('Cl', 'Utils', 'Xml', 'CryptoLite', 'Crypto') for version in '36'),
    *('libssl.so.3', 'libcrypto.so.3', 'libssl.so.1.1', 'libcrypto.so.1.1', 'libz.so.1', 'libuuid.so.1', 'libxml2.so.2'),
)

HAS_ADDON = '--without-addon' not in sys.argv


class Failure(SystemExit):
    """Ends the script with what went wrong."""


def by_subprocess(line: str, expected: str = '') -> None:
    """A line of words; what it prints has to hold a text."""
    ran = subprocess.run(['alien', *line.split()], capture_output=True, text=True, check=False)
    if ran.returncode != 0 or expected not in ran.stdout:
        raise Failure(f'subprocess: alien {line}: exit code {ran.returncode}\n{ran.stdout}{ran.stderr}')


def by_import(line: str, expected: str = '') -> None:
    """The same in this process."""
    from alienpy.alien import JAlien

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = JAlien(line)
    if code != 0 or expected not in out.getvalue():
        raise Failure(f'import: {line}: exit code {code}\n{out.getvalue()}{err.getvalue()}')


def refused_copy() -> None:
    """A copy on a system that is too old for the addon."""
    ran = subprocess.run(['alien', 'cp', 'file:local', 'alien:local'], capture_output=True, text=True, check=False)
    if ran.returncode != 79 or 'addon' not in ran.stderr:
        raise Failure(f'a copy without addon: exit code {ran.returncode}\n{ran.stdout}{ran.stderr}')


def commands(place: str) -> 'list[tuple[str, ...]]':
    """Lines, each with what it has to print."""
    copies = (
        (f'cp file:local alien:{place}/copied',),
        (f'cp -f alien:{place}/copied file:back',),
        (f'cat {place}/copied', 'some content'),
        (f'whereis {place}/copied', 'SE =>'),
    )
    return [
        ('pwd', '/alice/cern.ch/user'),
        ('whoami', 'demo'),
        (f'mkdir -p {place}/a',),
        (f'touch {place}/empty',),
        (f'ls {place}', 'empty'),
        (f'ls -la {place}', 'empty'),
        (f'stat {place}/empty', place),
        (f'find {place} empty', f'{place}/empty'),
        (f'mv {place}/empty {place}/a',),
        (f'ls --json {place}/a', '"empty"'),
        (f'du -d 0 {place}',),
        (f'tree {place}', 'empty'),
        (f'chmod 700 {place}/a',),
        (f'type {place}', 'directory'),
        ('quota',),
        ('ps',),
        *(copies if HAS_ADDON else (('uptime',), ('version',), ('listSEs',), ('help ls', 'USAGE'))),
        ('token-info',),
        (f'rm -r {place}',),
    ]


def enter_experiment() -> None:
    """Give the variables of the experiment to all programs that are started from here on."""
    os.mkdir('lib')
    for name in LIBRARIES:
        with open(os.path.join('lib', name), 'wb'):
            pass
    os.environ.update(EXPERIMENT, LD_LIBRARY_PATH=os.path.abspath('lib'))


def main() -> None:
    os.chdir(tempfile.mkdtemp())
    enter_experiment()
    with open('local', 'w', encoding='ascii') as file:
        file.write('some content\n')
    by_subprocess('token-init')
    for run in (by_subprocess, by_import):
        for words in commands(run.__name__):
            run(*words)
    count = len(commands(''))
    told = 'with copies'
    if not HAS_ADDON:
        refused_copy()
        told = 'a copy says why it cannot be'
    print(f'{count} commands by subprocess, {count} by import, {told}: all right')


main()
