import assert from 'node:assert/strict';
import {openObservers} from '../../../src/lib/log/observers.ts';
import {settingsOf} from '../../../src/lib/settings/configured-settings.ts';
import type {SessionEvent} from '../../../src/lib/session/requests/events.ts';

describe('those who watch a session', () => {
  const notesOf = async (env: Record<string, string>, ...events: SessionEvent[]) => {
    const notes: string[] = [];
    const observers = await openObservers(settingsOf(env), {
      program: 'p',
      words: [],
      note: (text) => notes.push(text),
    });
    for (const event of events) for (const observe of observers.list) observe(event);
    observers.close();
    return notes;
  };

  it('tell a person once that the service is slow, or slows them down', async () => {
    const slow: SessionEvent = {kind: 'slow', command: 'find', milliseconds: 3000};
    const throttled: SessionEvent = {kind: 'throttled', milliseconds: 12_345};
    assert.deepEqual(await notesOf({}, slow, slow, throttled), [
      'The central service has not answered "find" for 3.0 s. Waiting.',
    ]);
    assert.match(
      (await notesOf({}, throttled, throttled, slow)).join('|'),
      /^The .* so far by 12 s: [^|]*passes\.$/,
    );
  });

  it('say nothing of what goes well, unless they are asked', async () => {
    const endpoint = {host: 'h', port: 1, origin: 'the default'};
    const events: SessionEvent[] = [
      {kind: 'connecting', endpoint, attempt: 1},
      {kind: 'connected', endpoint, milliseconds: 12.3},
      {kind: 'closed', reason: 'no longer needed'},
    ];
    assert.deepEqual(await notesOf({}, ...events), []);
    assert.deepEqual(await notesOf({ALIENPY_TIMECONNECT: '0'}, ...events), []);
    assert.deepEqual(await notesOf({ALIENPY_TIMECONNECT: '1'}, ...events), ['Connected to h:1 in 12 ms.']);
  });
});
