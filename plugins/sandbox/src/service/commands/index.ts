import type {ServerCommand} from '../call/command.ts';
import access from './storage/access.ts';
import archiveList from './look/archiveList.ts';
import cat from './look/cat.ts';
import cd from './look/cd.ts';
import changeDiff from './look/changeDiff.ts';
import chmod from './change/chmod.ts';
import chown from './change/chown.ts';
import commandlist from './program/commandlist.ts';
import commit from './storage/commit.ts';
import cp from './change/cp.ts';
import deleteMirror from './storage/deleteMirror.ts';
import df from './look/df.ts';
import du from './look/du.ts';
import echo from './program/echo.ts';
import find from './look/find.ts';
import fquota from './account/fquota.ts';
import grep from './look/grep.ts';
import groupmembers from './account/groupmembers.ts';
import groups from './account/groups.ts';
import guid2lfn from './look/guid2lfn.ts';
import guidinfo from './look/guidinfo.ts';
import jobListMatch from './jobs/jobListMatch.ts';
import jquota from './account/jquota.ts';
import kill from './jobs/kill.ts';
import lfn2guid from './look/lfn2guid.ts';
import lfnexpiretime from './change/lfnexpiretime.ts';
import listFilesFromCollection from './look/listFilesFromCollection.ts';
import listCEs from './jobs/listCEs.ts';
import listpartitions from './jobs/listpartitions.ts';
import listTransfer from './storage/listTransfer.ts';
import listSEDistance from './storage/listSEDistance.ts';
import listSEs from './storage/listSEs.ts';
import ls from './look/ls.ts';
import masterjob from './jobs/masterjob.ts';
import md5sum from './look/md5sum.ts';
import mirror from './storage/mirror.ts';
import mkdir from './change/mkdir.ts';
import motd from './program/motd.ts';
import moveDirectory from './change/moveDirectory.ts';
import mv from './change/mv.ts';
import optimiserLogs from './jobs/optimiserLogs.ts';
import packages from './look/packages.ts';
import ping from './program/ping.ts';
import ps from './jobs/ps.ts';
import pwd from './look/pwd.ts';
import resyncLDAP from './account/resyncLDAP.ts';
import randomPFNs from './storage/randomPFNs.ts';
import registerOutput from './jobs/registerOutput.ts';
import resubmit from './jobs/resubmit.ts';
import rm from './change/rm.ts';
import rmdir from './change/rmdir.ts';
import setCEstatus from './jobs/setCEstatus.ts';
import setSite from './storage/setSite.ts';
import showTagValue from './look/showTagValue.ts';
import stat from './look/stat.ts';
import submit from './jobs/submit.ts';
import testSE from './storage/testSE.ts';
import time from './program/time.ts';
import timing from './program/timing.ts';
import token from './account/token.ts';
import top from './jobs/top.ts';
import touch from './change/touch.ts';
import toXml from './look/toXml.ts';
import typeOf from './look/type.ts';
import uptime from './jobs/uptime.ts';
import user from './account/user.ts';
import uuid from './look/uuid.ts';
import version from './program/version.ts';
import w from './jobs/w.ts';
import whereis from './look/whereis.ts';
import whoami from './account/whoami.ts';
import whois from './account/whois.ts';
import xrdstat from './storage/xrdstat.ts';

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
