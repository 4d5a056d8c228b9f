import type {Jdl} from '@alien-grid/cli';
import type {ComputingElement} from './sites.ts';

/** Whether an element may run a job: its time, its partitions and the elements that the requirements name. */
export function fits({name, partitions, ttl}: ComputingElement, jdl: Jdl): boolean {
  const requirements = jdl.text('Requirements') ?? '';
  const named = [...requirements.matchAll(/(!\s*\(?\s*)?other\.CE\s*(==|!=)\s*"([^"]*)"/gi)].map(
    ([, not, sign, element = '']) => ({
      wanted: (not === undefined) === (sign === '=='),
      same: element.toUpperCase() === name,
    }),
  );
  const wanted = named.filter((term) => term.wanted);
  if (wanted.length > 0 && !wanted.some(({same}) => same)) return false;
  if (named.some((term) => !term.wanted && term.same)) return false;
  const asked = [...requirements.matchAll(/member\(\s*other\.GridPartitions\s*,\s*"([^"]*)"/gi)];
  if (asked.length > 0 && !asked.some(([, partition = '']) => partitions.includes(partition))) return false;
  return (jdl.number('TTL') ?? 0) < ttl;
}
