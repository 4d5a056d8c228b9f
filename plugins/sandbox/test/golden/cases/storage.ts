import {by, first} from './case.ts';
import type {Cases} from './case.ts';

/** Commands about storage elements and the copies on them. */
export const STORAGE: Cases = {
  listSEs: {
    some: ['disk'],
    'tape, with totals': ['-s', '-qos', 'tape'],
    none: ['nowhere'],
    'another user': by('kim', 'tape'),
  },
  listSEDistance: {
    all: [],
    disks: ['-qos', 'disk'],
    'for reading a file': ['-read', '$DIR/hello.txt'],
    'from nowhere': ['-site', 'NOWHERE'],
    'another user': by('kim', '-qos', 'tape'),
  },
  mirror: {
    'to tape': ['hello.txt', 'ALICE::SANDBOX::TAPE'],
    'where it is': ['hello.txt', 'ALICE::SANDBOX::DISK1'],
    'to an element that is none': ['hello.txt', 'ALICE::SANDBOX::NOWHERE'],
    'what is not there': ['nowhere', 'ALICE::SANDBOX::TAPE'],
    'without an element': ['hello.txt'],
    'another user': by('kim', '$DIR/hello.txt', 'ALICE::SANDBOX::TAPE'),
  },
  deleteMirror: {
    'one of two': ['hello.txt', 'ALICE::SANDBOX::DISK2'],
    'once more': ['hello.txt', 'ALICE::SANDBOX::DISK2'],
    'where it is now': first('whereis', 'hello.txt'),
    'of an element that is none': ['hello.txt', 'ALICE::SANDBOX::NOWHERE'],
    'what is not there': ['nowhere', 'ALICE::SANDBOX::DISK1'],
    'another user': by('kim', '$DIR/data/c1.txt', 'ALICE::SANDBOX::DISK1'),
  },
  listTransfer: {
    'of somebody who has none': ['-user', 'nobody'],
    'one that there is not': ['-id', '999'],
    'a number that is none': ['-list', 'x'],
    'unknown options': ['-Zzq'],
    'another user': by('kim', '-user', 'kim'),
  },
  testSE: {
    'what is not there': ['nowhere'],
    'another user': by('kim', '1'),
    'an admin, what is not there': by('admin', 'nowhere'),
  },
  xrdstat: {
    'what is not there': ['nowhere'],
    'an element that is none': ['-s', 'ALICE::SANDBOX::NOWHERE', 'hello.txt'],
    'fetching it': ['-d', 'data/c1.txt'],
    'what the storage says': ['-v', 'data/c1.txt'],
    'what is on disk': ['-o', 'hello.txt'],
    'a touched file': ['touched.txt'],
    'a GUID, and a member of an archive': ['$GUID', 'member.txt'],
    'another user, what is not there': by('kim', '$DIR/nowhere'),
  },
  randomPFNs: {
    'of an element that is none': ['nowhere', '1'],
    'another user': by('kim', 'nowhere', '1'),
  },
};
