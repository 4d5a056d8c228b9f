import type {ServerCommand} from '../command.ts';
import access from './access.ts';
import archiveList from './archiveList.ts';
import cat from './cat.ts';
import cd from './cd.ts';
import changeDiff from './changeDiff.ts';
import chmod from './chmod.ts';
import chown from './chown.ts';
import commandlist from './commandlist.ts';
import commit from './commit.ts';
import cp from './cp.ts';
import deleteMirror from './deleteMirror.ts';
import df from './df.ts';
import du from './du.ts';
import echo from './echo.ts';
import find from './find.ts';
import fquota from './fquota.ts';
import grep from './grep.ts';
import groupmembers from './groupmembers.ts';
import groups from './groups.ts';
import guid2lfn from './guid2lfn.ts';
import guidinfo from './guidinfo.ts';
import jobListMatch from './jobListMatch.ts';
import jquota from './jquota.ts';
import kill from './kill.ts';
import lfn2guid from './lfn2guid.ts';
import lfnexpiretime from './lfnexpiretime.ts';
import listFilesFromCollection from './listFilesFromCollection.ts';
import listCEs from './listCEs.ts';
import listpartitions from './listpartitions.ts';
import listTransfer from './listTransfer.ts';
import listSEDistance from './listSEDistance.ts';
import listSEs from './listSEs.ts';
import ls from './ls.ts';
import masterjob from './masterjob.ts';
import md5sum from './md5sum.ts';
import mirror from './mirror.ts';
import mkdir from './mkdir.ts';
import motd from './motd.ts';
import moveDirectory from './moveDirectory.ts';
import mv from './mv.ts';
import optimiserLogs from './optimiserLogs.ts';
import packages from './packages.ts';
import ping from './ping.ts';
import ps from './ps.ts';
import pwd from './pwd.ts';
import resyncLDAP from './resyncLDAP.ts';
import randomPFNs from './randomPFNs.ts';
import registerOutput from './registerOutput.ts';
import resubmit from './resubmit.ts';
import rm from './rm.ts';
import rmdir from './rmdir.ts';
import setCEstatus from './setCEstatus.ts';
import setSite from './setSite.ts';
import showTagValue from './showTagValue.ts';
import stat from './stat.ts';
import submit from './submit.ts';
import testSE from './testSE.ts';
import time from './time.ts';
import timing from './timing.ts';
import token from './token.ts';
import top from './top.ts';
import touch from './touch.ts';
import toXml from './toXml.ts';
import typeOf from './type.ts';
import uptime from './uptime.ts';
import user from './user.ts';
import uuid from './uuid.ts';
import version from './version.ts';
import w from './w.ts';
import whereis from './whereis.ts';
import whoami from './whoami.ts';
import whois from './whois.ts';
import xrdstat from './xrdstat.ts';

/** All commands in the order in which the service lists them. A new command is a file of its own and a name here. */
const ORDER: readonly ServerCommand[] = [
  cd,
  pwd,
  mkdir,
  rmdir,
  ls,
  find,
  toXml,
  cat,
  whereis,
  cp,
  rm,
  mv,
  touch,
  typeOf,
  lfn2guid,
  guid2lfn,
  guidinfo,
  access,
  commit,
  chown,
  chmod,
  deleteMirror,
  md5sum,
  mirror,
  grep,
  changeDiff,
  listFilesFromCollection,
  archiveList,
  packages,
  listCEs,
  jobListMatch,
  listpartitions,
  setCEstatus,
  submit,
  ps,
  masterjob,
  kill,
  w,
  uptime,
  resubmit,
  top,
  registerOutput,
  df,
  du,
  fquota,
  jquota,
  listSEs,
  listSEDistance,
  setSite,
  testSE,
  listTransfer,
  uuid,
  stat,
  xrdstat,
  resyncLDAP,
  optimiserLogs,
  showTagValue,
  time,
  timing,
  commandlist,
  motd,
  ping,
  version,
  echo,
  whoami,
  user,
  whois,
  groups,
  token,
  lfnexpiretime,
  groupmembers,
  moveDirectory,
  randomPFNs,
];

export const COMMANDS: ReadonlyMap<string, ServerCommand> = new Map(
  ORDER.map((command) => [command.name, command]),
);
