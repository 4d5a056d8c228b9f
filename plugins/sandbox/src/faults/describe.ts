import {kindOf} from './kinds.ts';
import type {Argument, FaultKind} from './kinds.ts';
import type {Fault} from './read-fault.ts';

/** A fault for people: the words that make it, how often it will still happen, what it means. */
export function describeFault(fault: Fault): string {
  const {name, time, points, bytes, command, element, form, end, count} = fault;
  const written: Readonly<Record<Argument, string | number | undefined>> = {
    TIME: time === undefined ? undefined : time < 1000 ? `${time}ms` : `${time / 1000}s`,
    SE: element?.replace(/.*::/, ''),
    BYTES: bytes,
    '[BYTES]': bytes,
    '[COMMAND]': command,
    '[POINTS]': points,
    FORM: form,
    END: end,
  };
  const kind: FaultKind | undefined = kindOf(name);
  const values = (kind?.args ?? []).map((argument) => written[argument]);
  const words = [name, ...values.filter((value) => value !== undefined)].join(' ');
  const times = count === undefined ? '' : count === 1 ? ' (once)' : ` (${count} times)`;
  return `${words}${times}: ${kind?.meaning ?? ''}`;
}
