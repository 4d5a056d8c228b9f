import {readFileSync} from 'node:fs';
import {cpus, totalmem} from 'node:os';
import {usageOfTree} from './processes.ts';
import type {TreeUsage} from './processes.ts';

/** How often it is looked at what a job uses, and after how many looks it is told. */
export interface Pace {
  /** ms */
  readonly look: number;
  readonly looksPerReport: number;
}

const USUAL_PACE: Pace = {look: 1000, looksPerReport: 10};
/** The last word of every report: what one core is worth, in units that no one measures any more. */
const CORE = 1000;

/** One program of a job that is watched. */
export interface Watched {
  /** The program has ended, and used so many seconds of CPU, if that is known. */
  end(cpu?: number): void;
}

/** What the programs of one job use: told when the first starts, every some seconds, and when one ends. */
export class JobResources {
  readonly #tell: (report: string) => void;
  readonly #pace: Pace;
  readonly #started = performance.now();
  /** Seconds of CPU of the programs that have ended. */
  #before = 0;
  #now: TreeUsage = {cpu: 0, resident: 0, virtual: 0};
  #mostResident = 0;
  #mostVirtual = 0;
  #told = false;

  /** @param tell takes a report as the text of a line of the trace */
  constructor(tell: (report: string) => void, pace = USUAL_PACE) {
    this.#tell = tell;
    this.#pace = pace;
  }

  /** Watches a program of the job, with all that it starts. */
  watch(pid: number): Watched {
    let looks = 0;
    const look = (): void => {
      const {cpu, resident, virtual} = usageOfTree(pid);
      this.#now = {cpu: Math.max(cpu, this.#now.cpu), resident, virtual};
      this.#mostResident = Math.max(this.#mostResident, resident);
      this.#mostVirtual = Math.max(this.#mostVirtual, virtual);
      if (++looks % this.#pace.looksPerReport === 0) this.#report();
    };
    look();
    if (!this.#told) this.#report();
    const timer = setInterval(look, this.#pace.look);
    return {
      end: (cpu = 0) => {
        clearInterval(timer);
        this.#before += Math.max(cpu, this.#now.cpu);
        this.#now = {cpu: 0, resident: 0, virtual: 0};
        this.#report();
      },
    };
  }

  #report(): void {
    this.#told = true;
    const runtime = (performance.now() - this.#started) / 1000;
    const cpu = this.#before + this.#now.cpu;
    const {resident, virtual} = this.#now;
    const {cores, family, speed} = machine();
    const words = [
      clock(runtime),
      Math.floor(runtime),
      percent(cpu, runtime),
      percent(resident, totalmem() / 2 ** 20),
      cpu.toFixed(2),
      resident.toFixed(2),
      virtual.toFixed(2),
      cores,
      family,
      speed,
      ((cpu * speed) / 1000).toFixed(2),
      this.#mostResident.toFixed(2),
      this.#mostVirtual.toFixed(2),
      CORE,
    ];
    this.#tell(words.join(' '));
  }
}

/** hh:mm:ss */
function clock(seconds: number): string {
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((value) => String(Math.floor(value)).padStart(2, '0'))
    .join(':');
}

function percent(part: number, whole: number): string {
  return (whole > 0 ? (100 * part) / whole : 0).toFixed(2);
}

let known: {readonly cores: number; readonly family: string; readonly speed: number} | undefined;

/** The number of its cores, their family, and their speed in MHz. */
function machine(): NonNullable<typeof known> {
  if (known !== undefined) return known;
  const all = cpus();
  const family = /^cpu family\s*:\s*(\d+)/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '0';
  known = {cores: all.length, family, speed: all[0]?.speed ?? 0};
  return known;
}
