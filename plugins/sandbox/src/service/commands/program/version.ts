import {command} from '../../call/command.ts';

/** The release whose answers the sandbox imitates. */
const TAG = '1.8.4';
const HASH = 'sandbox';
const MADE = Date.UTC(2024, 3, 1, 12);

export default command({
  name: 'version',
  help: ['Shows the release of the central service.'],
  run({answer}) {
    answer.add({
      message: `JAliEn tag: ${TAG}\nGit hash: ${HASH}\nCompiled at: 01 Apr 2024 12:00 @ sandbox`,
      tag: TAG,
      git_hash: HASH,
      compiled_at: String(MADE),
      compiled_by: 'sandbox',
    });
  },
});
