import Ls from './ls.ts';

export default class Lla extends Ls {
  static override description = 'List everything with all its properties: the same as ls -l -a.';
  static override args = Ls.args;
  static override flags = Ls.flags;

  protected override get always() {
    return {long: true, all: true} as const;
  }
}
