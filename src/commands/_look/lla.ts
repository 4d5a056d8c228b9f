import Ls from './ls.ts';

export default class Lla extends Ls {
  static override description = 'List everything with all its properties: the same as ls -l -a.';

  protected override readonly always: readonly string[] = ['-F', '-l', '-a'];
}
