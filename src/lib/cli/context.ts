import type {Interfaces} from '@oclif/core';
import type {Requester} from '../session/requester.ts';
import {Interrupt} from './interrupt.ts';
import {LazySession} from './lazy-session.ts';
import {Output} from './output.ts';
import {askPassphrase} from './passphrase.ts';

/**
 * What the init hook lays out for every command of a run: a session that is not yet connected, the output and
 * the interrupt. In a shell one context serves thousands of commands.
 */
export class GridContext {
  readonly out = new Output();
  readonly interrupt = new Interrupt();
  readonly #session: LazySession;

  constructor(userAgent: string) {
    this.#session = new LazySession({env: process.env, userAgent, askPassphrase});
  }

  /** The session; its first request connects. */
  get session(): Requester {
    return this.#session;
  }

  /** Several connections behind one requester, each opened when it is needed. Closed with the context. */
  openPool(size: number): Requester {
    return this.#session.pool(size);
  }

  close(): void {
    this.#session.close();
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
