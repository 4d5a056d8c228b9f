import {command} from '../../call/command.ts';
import {ENOSYS} from '../../answers/errno.ts';

export default command({
  name: 'df',
  help: ['Not implemented by the central service.'],
  run({answer}) {
    answer.fail(ENOSYS);
  },
});
