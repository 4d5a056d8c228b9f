import {Flags} from '@alien-grid/cli/command';

/** The flags by which all commands select a sandbox. */
export const selection = {
  name: Flags.string({default: 'default', helpValue: 'NAME', description: 'Which sandbox.'}),
  dir: Flags.string({helpValue: 'DIR', description: 'Keep it in this folder, in place of the usual one.'}),
};
