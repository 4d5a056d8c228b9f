import {by, first} from './case.ts';
import type {Cases} from './case.ts';

/** Commands about who asks, and about the service itself. */
export const ACCOUNT: Cases = {
  whoami: {short: [], all: ['-v'], 'another user': by('kim', '-v')},
  whois: {
    'an account': ['kim'],
    'a part of a name': ['-s', 'i'],
    'a full name': ['-f', 'User demo'],
    'two, one of them nobody': ['nobody', 'kim'],
    'another user': by('kim', '-a', 'demo@'),
  },
  groups: {own: [], 'another user': by('kim')},
  groupmembers: {
    'a group': ['shift'],
    none: ['nobody'],
    two: ['shift', 'admin'],
    'another user': by('admin', 'admin'),
  },
  user: {
    oneself: ['demo'],
    'somebody else': ['admin'],
    'a role': by('kim', 'shift'),
    'an admin': by('admin', 'demo'),
    'an admin, nobody': by('admin', 'nobody'),
    then: {user: 'admin', command: 'whoami', words: []},
  },
  token: {
    'of two days': ['-v', '2'],
    'of too many': ['-v', '90', '-nokeys'],
    'for somebody else': ['-u', 'admin', '-nokeys'],
    'of a host': ['-t', 'host', '-hostname', 'a.example.org'],
    'of a job': ['-t', 'job', '-jobid', '5'],
    'of a kind that is none': ['-t', 'nonsense'],
    'another user, a role': by('kim', '-u', 'shift', '-nokeys'),
    'an admin, of a host': by('admin', '-f', '-t', 'host', '-hostname', 'a.example.org', '-nokeys'),
  },
  commandlist: {'in one line': ['-i'], 'an admin': by('admin', '-i')},
  motd: {always: [], 'another user': by('kim')},
  ping: {once: ['-c', '1', '-s', '1'], 'another user': by('kim', '-c', '1')},
  version: {always: [], 'another user': by('kim')},
  echo: {words: ['a', 'b c', 'ü'], 'nothing, without texts': ['-nomsg'], 'another user': by('kim', 'x')},
  time: {
    'a command': ['2', 'pwd'],
    never: ['0', 'pwd'],
    'one word': ['pwd'],
    'another user': by('kim', '1', 'echo', 'x'),
  },
  timing: {on: ['on'], off: ['off'], 'another user': by('kim')},
  df: {always: [], 'another user': by('kim')},
  top: {always: [], 'another user': by('kim')},
  resyncLDAP: {'an ordinary user': [], 'an admin': by('admin')},
  optimiserLogs: {
    'an ordinary user': ['-l'],
    'an admin, names': by('admin', '-l', 'expiry'),
    'an admin, with frequencies': by('admin', '-v', 'expiry'),
    'an admin, another frequency': by('admin', '-v', '-f', '600', 'expiry'),
    'an admin, of what runs at need': by('admin', '-f', '600', 'cleaner'),
    'an admin, no frequency': by('admin', '-f', '0', 'expiry'),
  },
  setSite: {
    none: [],
    another: ['ELSEWHERE'],
    then: first('setSite'),
    'another user': by('kim'),
  },
};
