import {Args, Flags} from '@oclif/core';
import {editFile, type EditingPerson} from '../../edit/edit-file.ts';
import {editorFor} from '../../programs/editor.ts';
import {shellWord} from '../../words/shell-word.ts';
import {confirm} from '../base/confirm.ts';
import {GridCommand} from '../base/grid-command.ts';
import {copyServices} from '../copy/copy-services.ts';
import {runProgram} from '../programs/run-program.ts';

/** The base of `edit`, and of the verbs that are called like an editor. */
export abstract class EditCommand extends GridCommand {
  static override description =
    'Edit a grid file, or make a new one, with $VISUAL, $EDITOR, or an editor that is found. Nothing is uploaded if ' +
    'you change nothing. The old content stays as NAME~. If the upload fails, your text is kept here.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> run.jdl',
    '<%= config.bin %> <%= command.id %> --datebck run.jdl',
    '<%= config.bin %> <%= command.id %> run.jdl@disk:3',
  ];
  static override args = {
    name: Args.string({
      description: 'the file; behind @ the storage elements for the new content (default: as many as it has)',
      required: true,
    }),
  };
  static override flags = {
    datebck: Flags.boolean({
      description: 'the old content stays as NAME.YYYYMMDD_HHMMSS, so that older ones stay too',
    }),
  };

  /** The editor that is meant; undefined: the one of the variables. */
  protected readonly editor: string | undefined = undefined;

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(EditCommand);
    const backup = flags.datebck ? 'dated' : 'tilde';
    const request = {name: args.name, backup, now: new Date()} as const;
    const services = await copyServices(this.context);
    const {lfn, outcome, warnings} = await editFile(request, this.#person(), services, this.signal);
    for (const warning of warnings) this.out.note(warning);
    this.out.result({lfn, outcome}, outcome === 'uploaded' ? `Uploaded ${lfn}` : undefined);
    if (outcome !== 'uploaded') this.out.note(`${lfn}: nothing was changed.`);
  }

  #person(): EditingPerson {
    const {context, out, editor} = this;
    return {
      edit: (path) => runProgram(context, editorFor(path, context.env, editor)),
      mayReplace: (lfn) =>
        confirm(
          context.program.isInteractive,
          `${lfn} has changed on the grid while you edited it. Replace it with your text?`,
        ),
      tellKept: (path, lfn) => {
        out.note(`Your text is kept here: ${path}`);
        out.note(`  > To upload it: alien cp -f ${shellWord(`file:${path}`)} ${shellWord(`alien:${lfn}`)}`);
      },
    };
  }
}
