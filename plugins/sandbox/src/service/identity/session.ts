import {OWN_SITE} from '../../catalogue/elements/distances.ts';
import {absolutePath, homeOf, lfnFrom} from '../../catalogue/names/names.ts';
import type {Lfn} from '../../catalogue/names/names.ts';
import type {Principal} from '../../catalogue/owners/permissions.ts';
import {Crash} from '../answers/crash.ts';

/** The certificate that someone logged in with. */
export interface Certificate {
  /** As OpenSSL would write it, `/C=ch/O=AliEn2/CN=...`. */
  readonly subject: string;
  /** ms since the epoch. */
  readonly expires: number;
}

/** What a connection remembers between requests. */
export class Session {
  readonly certificate: Certificate;
  /** The account in effect, after `user` or the role of a token. */
  account: Principal;
  /** Where the client comes from; forgotten once the account was switched. */
  connectedFrom: string | undefined;
  /** With a final slash; undefined once it was set to something that does not exist. */
  currentDir: string | undefined;
  timing = false;
  /** How many commands have been executed. */
  requests = 0;
  /** The site that is close to the client. */
  site = OWN_SITE;

  constructor(account: Principal, certificate: Certificate, connectedFrom: string) {
    this.account = account;
    this.certificate = certificate;
    this.connectedFrom = connectedFrom;
    this.currentDir = this.home;
  }

  /** With a final slash. */
  get home(): string {
    return homeOf(this.account.name);
  }

  /** The absolute path as the real service writes it in its errors: see {@link absolutePath}. */
  absolute(typed: string): string {
    const path = absolutePath(typed, this.home, this.currentDir ?? this.home);
    if (path !== undefined) return path;
    throw new Crash(`java.lang.StringIndexOutOfBoundsException: begin 0, end -1, length ${typed.length}`);
  }

  /** The LFN that a path means here. */
  resolve(typed: string): Lfn {
    return lfnFrom(this.absolute(typed));
  }

  enter(directory: Lfn): void {
    this.currentDir = directory === '/' ? '/' : `${directory}/`;
  }

  /** Takes another account; the current directory stays. */
  become(account: Principal): void {
    if (account.name === this.account.name) return;
    this.account = account;
    this.connectedFrom = undefined;
  }

  /** Directories that may not be removed: the current one and the home, with all above them. */
  isInUse(lfn: Lfn): 'current' | 'home' | undefined {
    const above = (directory: string): boolean => `${directory}/`.startsWith(`${lfn === '/' ? '' : lfn}/`);
    if (this.currentDir !== undefined && above(lfnFrom(this.currentDir))) return 'current';
    return above(lfnFrom(this.home)) ? 'home' : undefined;
  }
}
