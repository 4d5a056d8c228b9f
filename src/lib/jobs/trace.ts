/** One line of what happened to a job. */
export interface TraceLine {
  readonly at: Date;
  /** `state`, `trace`, `proc`, ... */
  readonly tag: string;
  readonly text: string;
}

/** The lines of a trace, as `ps -trace` gives them; what is none goes with the one before. */
export function traceLines(trace: string): TraceLine[] {
  const lines: TraceLine[] = [];
  for (const line of trace.split('\n')) {
    const [, seconds, tag = '', text = ''] = /^(\d{9,11}) \[([^\]]*?) *\]: ?(.*)$/.exec(line) ?? [];
    const last = lines.at(-1);
    if (seconds !== undefined) lines.push({at: new Date(Number(seconds) * 1000), tag, text});
    else if (last !== undefined && line !== '')
      lines[lines.length - 1] = {...last, text: `${last.text}\n${line}`};
  }
  return lines;
}

/** What a job used, as the last report of its worker node says. */
export interface Resources {
  /** s */
  readonly runTime: number;
  /** s, on all cores */
  readonly cpuTime: number;
  /** bytes, the highest */
  readonly memory: number;
  /** bytes of virtual memory, the highest */
  readonly virtualMemory: number;
  readonly cores: number | undefined;
}

/** What a trace tells of one attempt, the last. */
export interface History {
  readonly submitted: Date | undefined;
  readonly started: Date | undefined;
  readonly finished: Date | undefined;
  readonly states: readonly {readonly state: string; readonly at: Date}[];
  /** how often it was sent back into the queue */
  readonly resubmissions: number;
  readonly exitCode: number | undefined;
  readonly validationCode: number | undefined;
  readonly resources: Resources | undefined;
  readonly workDirectory: string | undefined;
  /** where its output goes, or what is kept of a failed one */
  readonly outputDirectory: string | undefined;
}

const MIB = 2 ** 20;

/** A job is under way from the first of these on; a master is from the moment when it is split. */
const STARTS = ['STARTED', 'RUNNING', 'SPLIT'];

/** Sum a trace up. */
export function historyOf(lines: readonly TraceLine[]): History {
  const states = lines.flatMap(({tag, text, at}) => {
    const state = tag === 'state' ? /transition (?:from \w+ )?to (\w+)/.exec(text)?.[1] : undefined;
    return state === undefined ? [] : [{state, at}];
  });
  const waits = states.flatMap(({state}, index) => (state === 'WAITING' ? [index] : []));
  const lastWait = waits.at(-1) ?? 0;
  const since = states[lastWait]?.at;
  const attempt = lines.filter(({at}) => since === undefined || waits.length < 2 || at >= since);
  const here = states.slice(lastWait);
  const last = here.at(-1);
  const isOver = last !== undefined && /^(DONE|ERROR|EXPIRED|KILLED|FAULTY|INCORRECT)/.test(last.state);
  return {
    submitted: lines[0]?.at,
    started: here.find(({state}) => STARTS.includes(state))?.at,
    finished: isOver ? last.at : undefined,
    states,
    resubmissions: lines.filter(({text}) => /^Resubmi/i.test(text)).length,
    exitCode: codeIn(
      attempt,
      /(?:executable|execution|command).*?exit(?:ed with)? (?:code|status)\D{0,12}(-?\d+)/i,
    ),
    validationCode: codeIn(attempt, /validation.*?exit code\D{0,12}(-?\d+)/i),
    resources: resourcesIn(attempt),
    workDirectory: textIn(attempt, /^Created workdir: (.+)$/),
    outputDirectory: textIn(attempt, /outputDir=([^,)]+)/),
  };
}

function textIn(lines: readonly TraceLine[], pattern: RegExp): string | undefined {
  return lines.map(({text}) => pattern.exec(text)?.[1]).findLast((found) => found !== undefined);
}

function codeIn(lines: readonly TraceLine[], pattern: RegExp): number | undefined {
  const text = textIn(lines, pattern);
  return text === undefined ? undefined : Number(text);
}

/** The words of a report: clock, run time, %, %, CPU time, resident, virtual, cores, ..., highest two, and more. */
function resourcesIn(lines: readonly TraceLine[]): Resources | undefined {
  const words =
    lines
      .findLast(({tag}) => tag === 'proc')
      ?.text.trim()
      .split(/\s+/) ?? [];
  if (words.length < 8 || !words[0]?.includes(':')) return undefined;
  const number = (index: number): number => {
    const value = Number(words.at(index));
    return Number.isFinite(value) ? value : 0;
  };
  return {
    runTime: number(1),
    cpuTime: number(4),
    memory: Math.max(number(5), number(-3)) * MIB,
    virtualMemory: Math.max(number(6), number(-2)) * MIB,
    cores: number(7) || undefined,
  };
}
