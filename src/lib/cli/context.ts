import type {Interfaces} from '@oclif/core';
import {Session} from '../session/session.ts';
import {SessionPool} from '../session/pool.ts';
import {Interrupt} from './interrupt.ts';
import {Output} from './output.ts';
import {askPassphrase} from './passphrase.ts';

/**
 * What the init hook lays out for every command of a run: a session that is not yet connected, the output and
 * the interrupt. In a shell one context serves thousands of commands.
 */
export class GridContext {
  readonly out = new Output();
  readonly interrupt = new Interrupt();
  readonly #userAgent: string;
  #session: Session | undefined;
  readonly #pools: SessionPool[] = [];

  constructor(userAgent: string) {
    this.#userAgent = userAgent;
  }

  /** The session; its first request connects. */
  get session(): Session {
    this.#session ??= new Session({env: process.env, userAgent: this.#userAgent, askPassphrase});
    return this.#session;
  }

  /** Several connections behind one requester, each opened when it is needed. Closed with the context. */
  openPool(size: number): SessionPool {
    const pool = new SessionPool(this.session, size);
    this.#pools.push(pool);
    return pool;
  }

  close(): void {
    for (const pool of this.#pools) pool.close();
    this.#session?.close();
  }
}

/** The context rides on oclif's config: plugins with an oclif of their own find it there too. */
const KEY = Symbol.for('@alien-grid/cli.context');

type Carrier = Interfaces.Config & {[KEY]?: GridContext};

/** The context of a run, made on first use. */
export function contextOf(config: Interfaces.Config): GridContext {
  const carrier: Carrier = config;
  carrier[KEY] ??= new GridContext(config.userAgent);
  return carrier[KEY];
}

/** The context of a run if anything has asked for it. */
export function existingContext(config: Interfaces.Config): GridContext | undefined {
  return (config as Carrier)[KEY];
}
