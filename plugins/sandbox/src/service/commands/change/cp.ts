import {command} from '../../call/command.ts';

export default command({
  name: 'cp',
  help: ['Copies files. Clients do it themselves, so the service refuses it.'],
  refusal: "'cp' grid command is not implemented. Please use native client's Cp() method",
  run() {},
});
