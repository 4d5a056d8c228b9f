import {command} from '../command.ts';
import {ENOSYS} from '../errno.ts';

export default command({
  name: 'df',
  help: ['Not implemented by the central service.'],
  run({answer}) {
    answer.fail(ENOSYS);
  },
});
