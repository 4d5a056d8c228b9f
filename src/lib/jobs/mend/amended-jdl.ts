import type {Jdl} from '../../jdl/jdl.ts';
import type {Amendment} from './plan.ts';

/** What the task queue adds to each description. */
const ADDED = ['User', 'JDLPath', 'OrigRequirements', 'Type', 'MasterJobId'];

/** The description of a job with which the same is submitted anew, changed in a few points. */
export function amendedJdl(jdl: Jdl, {memory, ttl, avoid = []}: Amendment): Jdl {
  const amended = jdl.copy();
  const original = jdl.text('OrigRequirements');
  for (const key of ADDED) amended.delete(key);
  if (memory !== undefined) amended.set('MemorySize', memory);
  if (ttl !== undefined) amended.set('TTL', ttl);
  const terms = [
    ...(original === undefined || original.trim() === '' ? [] : [original.trim()]),
    ...avoid.map((site) => `!other.CE == "${site}"`).filter((term) => !original?.includes(term)),
  ];
  if (terms.length === 0) amended.delete('Requirements');
  else amended.set('Requirements', {unquoted: terms.map((term) => `( ${term} )`).join(' && ')});
  return amended;
}
