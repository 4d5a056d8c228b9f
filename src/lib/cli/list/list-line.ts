import {formatBytes} from '../../words/format-bytes.ts';
import {type Listed, shownName} from './listed.ts';

/** A line in the columns of the service's `ls -l`, with times of this machine. @param human sizes are for people */
export function listLine(entry: Listed, human: boolean): string {
  const {permissions, owner, group, size = 0, ctime} = entry;
  const bytes = human ? formatBytes(size) : String(size);
  const columns = [owner.padStart(8), group.padStart(8), bytes.padStart(12), dateOf(ctime)];
  return `${permissions}   ${columns.join(' ')}    ${shownName(entry)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov 21 23:33` */
function dateOf(time: number | undefined): string {
  if (time === undefined) return ''.padStart(12);
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, '0');
  const month = MONTHS[date.getMonth()] ?? '';
  return `${month} ${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
