import Ls from './ls.ts';

export default class Ll extends Ls {
  static override description = 'List with permissions, owner, size and time: the same as ls -l.';
  static override args = Ls.args;
  static override flags = Ls.flags;

  protected override get always() {
    return {long: true} as const;
  }
}
