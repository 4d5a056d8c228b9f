import {command} from '../command.ts';
import {ENOSYS} from '../errno.ts';

export default command({
  name: 'top',
  help: ['Is not implemented, here as there.'],
  run({answer}) {
    answer.fail(ENOSYS, 'not implemented yet');
  },
});
