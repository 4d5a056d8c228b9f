import {command} from '../../call/command.ts';
import {ENOSYS} from '../../answers/errno.ts';

export default command({
  name: 'top',
  help: ['Is not implemented, here as there.'],
  run({answer}) {
    answer.fail(ENOSYS, 'not implemented yet');
  },
});
