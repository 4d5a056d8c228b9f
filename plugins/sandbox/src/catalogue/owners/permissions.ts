/** Who asks: an account and the roles it may take. */
export interface Principal {
  readonly name: string;
  readonly roles: readonly string[];
}

/** What is asked for: anything with an owner, a group and three octal digits. */
export interface Guarded {
  readonly owner: string;
  readonly gowner: string;
  readonly perm: string;
}

const READ = 4;
const WRITE = 2;

export function isAdmin(who: Principal): boolean {
  return who.roles.includes('admin');
}

/** Whether `who` may act as `account`: it is their own name, a role of theirs, `users`, or they are an admin. */
export function mayBecome(who: Principal, account: string): boolean {
  return who.name === account || who.roles.includes(account) || account === 'users' || isAdmin(who);
}

export function owns(who: Principal, thing: Guarded): boolean {
  return isAdmin(who) || who.name === thing.owner || who.roles.includes(thing.owner);
}

export function mayRead(who: Principal, thing: Guarded): boolean {
  return allowed(who, thing, READ);
}

export function mayWrite(who: Principal, thing: Guarded): boolean {
  return allowed(who, thing, WRITE);
}

function allowed(who: Principal, thing: Guarded, bit: number): boolean {
  if (isAdmin(who)) return true;
  const position = owns(who, thing) ? 0 : who.roles.includes(thing.gowner) ? 1 : 2;
  return (Number(thing.perm[position]) & bit) !== 0;
}
