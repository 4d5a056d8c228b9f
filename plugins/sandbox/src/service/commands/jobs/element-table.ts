import type {ComputingElement} from '../../../jobs/sites.ts';

/** What stands in the last columns: hosts, hosts and partitions, or hosts in the narrow table of `jobListMatch`. */
export type TableStyle = 'host' | 'partitions' | 'match';

const LAST_TITLES: Readonly<Record<TableStyle, string>> = {
  host: '\t\tHost',
  partitions: '\t\t\t\t\t  Host\t\t\tPartitions',
  match: '\tHost',
};

/** The table of computing elements as the service draws it: a header of two lines, and a line per element. */
export function tableOf(
  elements: readonly ComputingElement[],
  style: TableStyle,
): {header: string; rows: string[]} {
  const width = Math.max(0, ...elements.map(({name}) => name.length));
  const titles = ['CE name'.padStart(width), 'Status', 'Max running', ' Max queued', '  TTL', '    Type'];
  const rows = elements.map((element) => {
    const {name, status, maxRunning, maxQueued, ttl, type, host} = element;
    const number = (value: number): string => String(value).padStart(3);
    return [
      name.padStart(width),
      `${status.padEnd(4)}\t`,
      `${number(maxRunning)}\t`,
      number(maxQueued),
      number(ttl),
      type.padStart(8),
      style === 'partitions'
        ? `${host.padStart(40)}\t\t${partitionText(element).padStart(8)}`
        : host.padStart(8),
    ].join('\t');
  });
  return {header: `CE Listing \n${titles.join('\t')}${LAST_TITLES[style]}`, rows};
}

/** The partitions with a comma before each. */
export function partitionText({partitions}: ComputingElement): string {
  return partitions.map((name) => `,${name}`).join('');
}
