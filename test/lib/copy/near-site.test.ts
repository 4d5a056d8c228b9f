import assert from 'node:assert/strict';
import {ServerError} from '../../../src/lib/errors/errors.ts';
import {Workbench} from './support/workbench.ts';

const HOME = '/alice/home';

describe('files near a site first', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
    bench.place(`${HOME}/t/a`, 'a');
    bench.place(`${HOME}/t/b`, 'b');
  });
  afterEach(() => bench.close());

  for (const source of [`alien:${HOME}/t/`, `alien:${HOME}/t/*`])
    it(`${source}: all of them, with a word, where the service cannot tell what is near`, async () => {
      const error = new ServerError('uuid is null', {exitCode: 121});
      bench.grid.fault = (command, options) =>
        command === 'find' && options.includes('-S') ? {when: 'before', error} : undefined;
      const notes: string[] = [];
      const onEvent = (event: {kind: string; text?: string}) =>
        void (event.kind === 'note' && notes.push(event.text ?? ''));
      const {copied} = await bench.copy(source, 'file:out/', {selection: {site: 'CERN'}, onEvent});
      assert.equal(copied, 2);
      assert.match(notes.join(), /--site CERN: the service cannot tell what is near.*uuid is null/);
      assert.equal(bench.grid.count('find'), 2);
    });
});
