import type {Faults} from '../../faults/faults.ts';
import type {OddSize} from '../../faults/kinds.ts';
import type {Fault} from '../../faults/read-fault.ts';
import type {Answer, Result, Value} from '../answers/answer.ts';

/** Commands that tell the size of files. */
const TELLING = new Set(['find', 'stat', 'access']);

const TOLD: Readonly<Record<Exclude<OddSize, 'missing'>, Value>> = {
  null: null,
  text: 'abc',
  negative: '-1',
  huge: '99999999999999999999',
  zero: '0',
};

/**
 * Lets an answer contradict itself where a fault of the sandbox says so. Call it before the command is executed, and
 * what it gives back afterwards.
 */
export function makeOdd(answer: Answer, faults: Faults, command: string): () => void {
  const take = (name: Fault['name']): Fault | undefined =>
    faults.take((fault) => fault.name === name && (fault.command ?? command) === command);
  const size = TELLING.has(command) ? take('odd-size')?.form : undefined;
  const isIncomplete = take('incomplete') !== undefined;
  let count = 0;
  answer.change((result) => {
    if (isIncomplete && count++ % 2 === 1) return undefined;
    return size === undefined ? result : withSize(result, size);
  });
  return () => {
    if (isIncomplete && answer.exitCode === 0)
      answer.warn('The result may be incomplete, a table did not answer');
  };
}

function withSize(result: Result, form: OddSize): Result {
  if (result['size'] === undefined || result['type'] === 'd') return result;
  if (form !== 'missing') return {...result, size: TOLD[form]};
  return Object.fromEntries(Object.entries(result).filter(([key]) => key !== 'size'));
}
