import SandboxEnv from './commands/sandbox/env.ts';
import SandboxFault from './commands/sandbox/fault.ts';
import SandboxFaultClear from './commands/sandbox/fault/clear.ts';
import SandboxFaultList from './commands/sandbox/fault/list.ts';
import SandboxReset from './commands/sandbox/reset.ts';
import SandboxStart from './commands/sandbox/start.ts';
import SandboxStatus from './commands/sandbox/status.ts';
import SandboxStop from './commands/sandbox/stop.ts';
import SandboxUserAdd from './commands/sandbox/user/add.ts';

/** The commands of the plugin by their names. They are thin: what they do is loaded when they do it. */
export const COMMANDS = {
  'sandbox:start': SandboxStart,
  'sandbox:stop': SandboxStop,
  'sandbox:status': SandboxStatus,
  'sandbox:reset': SandboxReset,
  'sandbox:env': SandboxEnv,
  'sandbox:fault': SandboxFault,
  'sandbox:fault:list': SandboxFaultList,
  'sandbox:fault:clear': SandboxFaultClear,
  'sandbox:user:add': SandboxUserAdd,
};
