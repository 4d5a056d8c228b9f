import type {Command} from '@oclif/core';
import Cd from './cd.ts';
import Find from './find.ts';
import La from './la.ts';
import Ll from './ll.ts';
import Lla from './lla.ts';
import Ls from './ls.ts';
import Mkdir from './mkdir.ts';
import Mv from './mv.ts';
import Pwd from './pwd.ts';
import Rm from './rm.ts';
import Rmdir from './rmdir.ts';
import Stat from './stat.ts';
import TokenInfo from './token-info.ts';
import Touch from './touch.ts';
import Version from './version.ts';
import Whereis from './whereis.ts';
import Whoami from './whoami.ts';

/** All commands of the program itself, by the name that the user types. */
export const COMMANDS: Readonly<Record<string, Command.Class>> = {
  cd: Cd,
  find: Find,
  la: La,
  ll: Ll,
  lla: Lla,
  ls: Ls,
  mkdir: Mkdir,
  mv: Mv,
  pwd: Pwd,
  rm: Rm,
  rmdir: Rmdir,
  stat: Stat,
  'token-info': TokenInfo,
  touch: Touch,
  version: Version,
  whereis: Whereis,
  whoami: Whoami,
};
