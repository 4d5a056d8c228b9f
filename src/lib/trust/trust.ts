import {statSync} from 'node:fs';
import {type Authorities, authorityPlaces, loadAuthorities, loadNamedAuthorities} from './authorities.ts';
import type {Environment} from '../settings/environment.ts';
import {rememberNames, rememberedNames} from './remembered.ts';

/** With fewer authorities there is nothing to gain by looking at some of them first. */
const WORTH_REMEMBERING = 20;

/** The authorities to verify a server with, and whether there are more. */
export interface TrustedAuthorities extends Authorities {
  readonly isComplete: boolean;
}

/**
 * Whom a session trusts: the authorities of the grid. Reading and parsing several hundred of them costs more than
 * all the rest of a start, and a server needs one or two. So those that verified a server before are tried first;
 * whatever does not verify with them is verified with all.
 */
export class Trust {
  readonly #env: Environment;
  #some: Authorities | undefined;
  #all: Authorities | undefined;

  /** @throws {UserError} 126 where there are no authorities */
  constructor(env: Environment) {
    this.#env = env;
    this.#some = remembered(env);
    if (this.#some === undefined) this.#all = loadAuthorities(env);
  }

  /** Those to try first. */
  get current(): TrustedAuthorities {
    return this.#some ? {...this.#some, isComplete: false} : {...this.all, isComplete: true};
  }

  /** All of them. */
  get all(): Authorities {
    this.#all ??= loadAuthorities(this.#env);
    return this.#all;
  }

  /** Where revocation lists are; undefined where the authorities came from a file. */
  get directory(): string | undefined {
    const {names, origin} = this.current;
    return names === undefined ? undefined : origin;
  }

  /** From now on, all of them. */
  widen(): void {
    this.#some = undefined;
  }

  /** Keep in mind which authorities verified a server. @param chain DER, the server's own certificate first */
  verified(chain: readonly Buffer[]): void {
    const {certificates, names = [], origin, isComplete} = this.current;
    if (!isComplete || names.length < WORTH_REMEMBERING) return;
    const issuers = chain.slice(1).map((der) => der.toString('base64'));
    const used = names.filter((_, i) => {
      const text = (certificates[i] ?? '').replace(/\s/g, '');
      return issuers.some((issuer) => text.includes(issuer));
    });
    if (used.length > 0) rememberNames(this.#env, origin, used);
  }
}

function remembered(env: Environment): Authorities | undefined {
  const place = authorityPlaces(env).find((each) => statSync(each, {throwIfNoEntry: false}) !== undefined);
  const names = place === undefined ? undefined : rememberedNames(env, place);
  return place === undefined || names === undefined ? undefined : loadNamedAuthorities(place, names);
}
