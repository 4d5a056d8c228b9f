import {Flags} from '@oclif/core';
import {ignoredFlag} from '../../lib/cli/words/ignored-flag.ts';
import {EXIT} from '../../lib/errors/exit-codes.ts';
import Find from './find.ts';

const namesOnly = 'find2 prints names alone; "alien find" shows more';
const filesOnly = 'find2 finds files alone; "alien find" finds directories too';

export default class Find2 extends Find {
  static override description =
    'Find files by their names, sizes, owners and times: "find" as the old client spells it. Ends with exit code 2 where ' +
    'nothing is found.';
  static override examples = [
    '<%= config.bin %> find2 -minsize 1M -exclude tmp results',
    '<%= config.bin %> find2 -name ext_root results',
  ];
  static override args = Find.args;
  static override flags = {
    ...Find.flags,
    all: Flags.boolean({char: 'a', description: 'hidden files too (always on)', hidden: true}),
    directories: ignoredFlag(filesOnly, 'd'),
    long: ignoredFlag(namesOnly, 'w'),
    human: ignoredFlag(namesOnly), // -h is for help there
    wh: ignoredFlag(namesOnly),
    verbose: ignoredFlag('it has had none before', 'v'),
  };

  protected override get declared() {
    return Find2;
  }

  protected override get codeForNothing(): number {
    return EXIT.NO_SUCH_FILE;
  }

  override async typed() {
    const {args, flags} = await super.typed();
    return {args, flags: {...flags, directories: false, long: false, human: false, unsorted: false}};
  }
}
