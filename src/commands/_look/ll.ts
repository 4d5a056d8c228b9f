import Ls from './ls.ts';

export default class Ll extends Ls {
  static override description = 'List with permissions, owner, size and time: the same as ls -l.';

  protected override readonly always: readonly string[] = ['-F', '-l'];
}
