import {statEntries} from '../../catalogue/stat-entries.ts';
import type {Finding} from '../../jdl/finding.ts';
import type {Jdl} from '../../jdl/jdl.ts';
import {type Lfn, type LfnBase, toLfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';
import type {NamedFile} from './named-files.ts';

/** Where the service looks for a program that is named without a directory, besides ~/bin. */
const PROGRAM_DIRECTORIES = ['/bin', '/alice/bin', '/panda/bin'];

/** What of the grid a description names, and does not exist there. One request, none where it names nothing. */
export async function checkGridFiles(
  grid: Requester,
  jdl: Jdl,
  files: readonly NamedFile[],
  base: LfnBase,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const onGrid = files.filter((file) => file.grid !== undefined && !file.grid.includes('#'));
  const findings: Finding[] = [];
  const wanted: {readonly file: NamedFile; readonly places: Lfn[]}[] = [];
  for (const file of onGrid) {
    const wrong = wrongForm(file);
    if (wrong !== undefined) findings.push(wrong);
    else wanted.push({file, places: placesOf(file, base)});
  }
  const directory = jdl.text('OutputDir');
  const target = directory === undefined || directory.includes('#') ? [] : [toLfn(directory, base)];
  const lfns = [...new Set([...wanted.flatMap(({places}) => places), ...target])];
  if (lfns.length === 0) return findings;
  const found = await statEntries(grid, lfns, signal);
  for (const {file, places} of wanted) {
    const entries = places.flatMap((place) => found.get(place) ?? []);
    if (entries.some(({type}) => type !== 'd')) continue;
    findings.push(missing(file, places, entries.length > 0));
  }
  for (const lfn of target) {
    if (found.has(lfn) && found.get(lfn)?.type !== 'd')
      findings.push({
        severity: 'error',
        message: `OutputDir ${directory} is a file.`,
        place: jdl.placeOf('OutputDir', 'value'),
      });
  }
  return findings;
}

/** The service takes no input without `LF:` and a directory. */
function wrongForm({key, item, place}: NamedFile): Finding | undefined {
  if ((key !== 'InputFile' && key !== 'InputData') || /^LF:.*\//.test(item)) return undefined;
  const [message, hint] = item.includes('/')
    ? [`${key} ${item} does not begin with LF:.`, `Write LF:${item}.`]
    : [`${key} ${item} is not beside the description.`, 'On the grid it is LF:/alice/...'];
  return {severity: 'error', message, place, hint};
}

function placesOf({key, grid = ''}: NamedFile, base: LfnBase): Lfn[] {
  const isProgram = key === 'Executable' || key === 'ValidationCommand';
  if (!isProgram || grid.startsWith('/')) return [toLfn(grid, base)];
  return [...PROGRAM_DIRECTORIES, `${base.home.replace(/\/$/, '')}/bin`].map((directory) =>
    toLfn(`${directory}/${grid}`, base),
  );
}

function missing({key, item, place}: NamedFile, places: readonly Lfn[], isDirectory: boolean): Finding {
  if (isDirectory) return {severity: 'error', message: `${key} ${item} is a directory on the grid.`, place};
  const hint =
    places.length > 1
      ? `It is in none of ${places.map((lfn) => lfn.replace(/\/[^/]*$/, '')).join(', ')}.`
      : undefined;
  return {
    severity: 'error',
    message: `${key} ${item} does not exist${places.length > 1 ? ' here or' : ''} on the grid.`,
    place,
    ...(hint && {hint}),
  };
}
