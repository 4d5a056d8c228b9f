import {type Jdl, doubleText} from '@alien-grid/cli';

/** Seconds that a job may take if its description does not say so. */
const DEFAULT_TTL = 21600;

/** Adds to a description what the task queue wants to know, and builds its requirements. */
export function normalise(jdl: Jdl, owner: string): void {
  const price = Math.max(1, jdl.number('Price') ?? 1);
  const ttl = jdl.number('TTL') ?? 0;
  const cores = Math.max(1, Math.trunc(jdl.number('CPUCores') ?? 1));
  jdl.set('Price', {unquoted: doubleText(price)});
  jdl.set('TTL', ttl > 0 ? Math.trunc(ttl) : DEFAULT_TTL);
  jdl.set('Type', 'Job');
  jdl.set('CPUCores', String(cores));
  if (!jdl.has('MemorySize')) jdl.set('MemorySize', `${8 * cores}GB`);
  const variables = jdl.list('JDLVariables').filter((name) => jdl.has(name));
  jdl.set('JDLVariables', [...variables, 'CPUCores']);
  jdl.set('User', owner);
  const original = jdl.text('Requirements');
  if (original !== undefined && original.trim() !== '') jdl.set('OrigRequirements', {unquoted: original});
  jdl.set('Requirements', {unquoted: requirementsOf(jdl, original, Math.trunc(price))});
}

function requirementsOf(jdl: Jdl, original: string | undefined, price: number): string {
  const terms = [
    ...(original === undefined || original.trim() === '' ? [] : [original]),
    ...jdl.list('Packages').map((name) => `member(other.Packages,"${name}")`),
    `other.TTL > ${jdl.number('TTL')}`,
    `other.Price <= ${price}`,
  ];
  return terms.map((term) => `( ${term} )`).join(' && ');
}
