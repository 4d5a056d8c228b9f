import {elementNumber} from '../../../catalogue/elements/elements.ts';
import type {Transfer} from '../../../catalogue/contents/transfers.ts';
import {command} from '../../call/command.ts';
import {EINVAL} from '../../answers/errno.ts';
import type {ParsedOptions} from '../../call/options.ts';

const OPTIONS = {
  status: 'text',
  user: 'text',
  id: 'number',
  destination: 'text',
  list: 'text',
  verbose: 'flag',
  jdl: 'flag',
  desc: 'flag',
  summary: 'flag',
  all_status: 'flag',
} as const;
type Options = ParsedOptions<typeof OPTIONS>;

export default command({
  name: 'listTransfer',
  usage: '[-status s] [-user name] [-id n] [-destination storage] [-list n] [-desc] [-verbose] [-jdl]',
  help: [
    'Lists the transfers between storage elements.',
    '-status s              WAITING, TRANSFERRING, DONE or FAILED',
    '-user name             those of this user',
    '-id n                  the one with this number',
    '-destination storage   those to this storage element',
    '-list n                no more than n',
    '-desc                  the last one first',
    '-verbose               with the reason of the last failure',
    '-jdl                   with the storage element that will be left',
  ],
  options: OPTIONS,
  run({options, answer, grid}) {
    const limit = options.list === undefined ? Infinity : Number(options.list || NaN);
    if (!(limit >= 0)) return answer.fail(EINVAL, 'Please provide a valid number for -list argument');
    const wanted = grid.catalogue.transfers.all().filter((transfer) => isWanted(transfer, options));
    const shown = (options.desc ? wanted.reverse() : wanted).slice(0, limit);
    const rows = shown.map((transfer) => `${row(transfer, options)}\n`).join('');
    answer.say(`${header(options)}\n${rows}\nTotal: ${shown.length} transfers`);
  },
});

function isWanted({id, status, owner, se}: Transfer, options: Options): boolean {
  const fits = (wanted: string | undefined, value: string): boolean =>
    wanted === undefined || wanted.toUpperCase() === value.toUpperCase();
  return (
    (options.id === undefined || options.id === id) &&
    fits(options.status, status) &&
    fits(options.user, owner) &&
    fits(options.destination, nameOf(se))
  );
}

function header({jdl, verbose}: Options): string {
  return (
    `TransferId\t   Status\t   User\t\tDestination      \tSize\t\t${jdl ? 'Source\t' : ''}` +
    `Attempts\t${verbose ? '\tError reason\t' : ''}File name`
  );
}

function row(
  {id, status, owner, se, size, source, attempts, reason, lfn}: Transfer,
  options: Options,
): string {
  const left = options.jdl && source !== null ? nameOf(source) : '';
  const why = options.verbose && reason !== '' ? `${reason}\t` : '';
  const place = `${nameOf(se)}${String(size).padStart(14)}`;
  return `${id}\t   ${status}\t   ${owner}\t${place}\t\t${left}\t${attempts}\t${why}${lfn}`;
}

function nameOf(se: number): string {
  return elementNumber(se)?.name ?? `#${se}`;
}
