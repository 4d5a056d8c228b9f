"""What the wheel gets besides the Python sources: the program and its launchers."""

import os
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Program(BuildHookInterface):
    """Reads ALIEN_APP (the program as npm installs it, without Node), ALIEN_SCRIPTS (a directory of launchers) and
    ALIEN_PLATFORM (such as `manylinux_2_34_x86_64`, or nothing for a wheel without addon)."""

    def initialize(self, version: str, build_data: dict) -> None:
        for variable in ('ALIEN_APP', 'ALIEN_SCRIPTS'):
            if not os.environ.get(variable):
                raise ValueError(f'{variable} is not set: wheels are built by `npm run release`.')
        build_data['force_include'][os.environ['ALIEN_APP']] = 'alien_grid'
        for script in sorted(Path(os.environ['ALIEN_SCRIPTS']).iterdir()):
            build_data['shared_scripts'][str(script)] = script.name
        platform = os.environ.get('ALIEN_PLATFORM')
        if platform:
            build_data['pure_python'] = False
            build_data['tag'] = f'py3-none-{platform}'
