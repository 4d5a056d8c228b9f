import Ls from './ls.ts';

export default class La extends Ls {
  static override description = 'List names that begin with a dot too: the same as ls -a.';

  protected override readonly always: readonly string[] = ['-F', '-a'];
}
