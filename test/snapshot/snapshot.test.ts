import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {format, resolveConfig} from 'prettier';
import {renewDocument} from './document.ts';
import {snapshot} from './facts.ts';

const KEPT = join(import.meta.dirname, 'commands.json');
const DOCUMENT = join(import.meta.dirname, '../../docs/json.md');

/** Every fact of a snapshot as one line: `commands > ls > flags > long > char > l`. */
function lines(value: unknown, path: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => lines(each, path));
  if (typeof value !== 'object' || value === null)
    return value === undefined
      ? []
      : [[...path, typeof value === 'string' ? value : JSON.stringify(value)].join(' > ')];
  const entries = Object.entries(value);
  const here = path.length === 0 ? [] : [path.join(' > ')];
  return [...here, ...entries.flatMap(([key, each]) => lines(each, [...path, key]))];
}

describe('what scripts rely on', () => {
  const kept = lines(JSON.parse(readFileSync(KEPT, 'utf8')));
  const now = lines(snapshot());

  it('loses no command, option, letter, alias, operand or field of JSON', () => {
    const lost = kept.filter((line) => !now.includes(line));
    const words = 'Never break a verb: scripts call these. Bring them back, or keep them as hidden aliases:';
    assert.deepEqual(lost, [], `${words}\n${lost.join('\n')}`);
  });

  it('is kept as soon as it is there', () => {
    const fresh = now.filter((line) => !kept.includes(line));
    assert.deepEqual(fresh, [], `Run "npm run snapshot", so that this cannot be lost:\n${fresh.join('\n')}`);
  });

  it('is what docs/json.md says', async () => {
    const text = readFileSync(DOCUMENT, 'utf8');
    const options = {...(await resolveConfig(DOCUMENT)), parser: 'markdown'};
    const fresh = await format(renewDocument(text, snapshot().commands), options);
    assert.equal(text, fresh, 'Run "npm run snapshot".');
  });
});
