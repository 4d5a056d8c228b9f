import {join} from 'node:path';
import type {Jdl} from '../../jdl/jdl.ts';

/** What a job finds in its directory. */
export interface LocalInput {
  /** its name on the grid */
  readonly lfn: string;
  /** relative to the directory of the job */
  readonly name: string;
}

/** How a job is run here. */
export interface LocalPlan {
  readonly inputs: readonly LocalInput[];
  /** words of the program, the first relative to the directory */
  readonly command: readonly string[];
  readonly validation: readonly string[] | undefined;
  /** besides those of this machine */
  readonly variables: Readonly<Record<string, string>>;
  /** s */
  readonly ttl: number;
  /** what it leaves out, for people */
  readonly notes: readonly string[];
}

const DEFAULT_TTL = 21_600;

/** What is needed to run a job again on this machine, as a worker node does it. */
export function planLocal(id: string, owner: string, jdl: Jdl): LocalPlan {
  const executable = jdl.list('Executable')[0] ?? '';
  const validation = jdl.list('ValidationCommand')[0];
  const programs = [executable, ...(validation === undefined ? [] : [validation])];
  const data = jdl.list('InputData').filter((item) => !/,\s*nodownload\s*$/i.test(item));
  const dataNames = uniqueNames(data.map(lfnOf));
  const inputs = [
    ...[...programs, ...jdl.list('InputFile')].map((item) => ({lfn: lfnOf(item), name: nameOf(item)})),
    ...data.map((item, index) => ({lfn: lfnOf(item), name: dataNames[index] ?? nameOf(item)})),
  ];
  const ttl = jdl.number('TTL') ?? 0;
  return {
    inputs: [...new Map(inputs.map((input) => [input.name, input])).values()],
    command: [`./${nameOf(executable)}`, ...wordsOf(jdl.text('Arguments'))],
    validation: validation === undefined ? undefined : [`./${nameOf(validation)}`],
    variables: variablesOf(id, owner, jdl),
    ttl: ttl > 0 ? ttl : DEFAULT_TTL,
    notes: ['InputDataCollection', 'InputDataList', 'Packages'].flatMap((key) =>
      jdl.has(key) ? `${key} is not made here: load or write it yourself if the program needs it.` : [],
    ),
  };
}

function lfnOf(item: string): string {
  return item.replace(/^LF:/i, '').replace(/,.*$/, '');
}

function nameOf(item: string): string {
  const lfn = lfnOf(item);
  return lfn.slice(lfn.lastIndexOf('/') + 1);
}

/** Input data of one name goes to 1/name, 2/name, ... */
function uniqueNames(lfns: readonly string[]): string[] {
  const names = lfns.map(nameOf);
  return names.map((name, index) =>
    names.filter((each) => each === name).length > 1
      ? join(String(names.slice(0, index + 1).filter((each) => each === name).length), name)
      : name,
  );
}

/** Words are split at blanks; quotes are no more than characters, as on the grid. */
function wordsOf(text = ''): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function variablesOf(id: string, owner: string, jdl: Jdl): Record<string, string> {
  const own = jdl.list('JDLVariables').flatMap((name) => {
    const items = jdl.list(name);
    return items.length === 0 ? [] : [[`ALIEN_JDL_${name.toUpperCase()}`, items.join('##')] as const];
  });
  const master = jdl.text('MasterJobId');
  return {
    ...Object.fromEntries(own),
    ALIEN_PROC_ID: id,
    ALIEN_USER: owner,
    ...(master === undefined ? {} : {ALIEN_MASTERJOB_ID: master}),
  };
}
