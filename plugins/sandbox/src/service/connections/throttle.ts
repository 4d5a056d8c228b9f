const FREE = 100;
const LOGIN = 10;
const HALVING = 5 * 60_000;
/** Ends of subjects that are never throttled. */
const EXEMPT = /\/OU=(?:alitrain|alihyperloop)$/;

interface Count {
  points: number;
  /** When they were last halved, ms since the epoch. */
  since: number;
}

/** That there is a throttle. */
interface Setting {
  /** What every certificate has at first. */
  readonly points?: number;
}

/** Counts what each certificate costs, as the real service does, and tells how long its commands must wait. */
export class Throttle {
  readonly #setting: () => Setting | undefined;
  #last: Setting | undefined;
  readonly #counts = new Map<string, Count>();

  /** @param setting undefined while there is no throttle; with another one all counts begin anew */
  constructor(setting: () => Setting | undefined) {
    this.#setting = setting;
  }

  login(subject: string): void {
    this.#charge(subject, LOGIN);
  }

  logout(subject: string): void {
    this.#charge(subject, 1);
  }

  /** @returns the ms to sleep before the command is executed */
  command(subject: string): number {
    return Math.max(0, this.#charge(subject, 1) - FREE);
  }

  #charge(subject: string, points: number): number {
    const setting = this.#setting();
    if (setting !== this.#last) this.#counts.clear();
    this.#last = setting;
    if (setting === undefined || EXEMPT.test(subject)) return 0;
    const count = this.#counts.get(subject) ?? {points: setting.points ?? 0, since: Date.now()};
    this.#counts.set(subject, count);
    const halvings = Math.floor((Date.now() - count.since) / HALVING);
    count.points = Math.floor(count.points / 2 ** halvings) + points;
    count.since += halvings * HALVING;
    return count.points;
  }
}
