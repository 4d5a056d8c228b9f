import Ls from './ls.ts';

export default class La extends Ls {
  static override description = 'List names that begin with a dot too: the same as ls -a.';
  static override args = Ls.args;
  static override flags = Ls.flags;

  protected override get always() {
    return {all: true} as const;
  }
}
