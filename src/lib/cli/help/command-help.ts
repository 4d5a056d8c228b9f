import {CommandHelp} from '@oclif/core';
import {firstSentence} from './first-sentence.ts';
import {renderRows} from './render-rows.ts';
import {wrapWords} from './wrap-words.ts';

type List = Parameters<CommandHelp['renderList']>[0];

/** The help of one command. Its first sentence is on top already, so the DESCRIPTION does not repeat it. */
export class AlienCommandHelp extends CommandHelp {
  override wrap(body: string, spacing = this.indentSpacing): string {
    return wrapWords(this.render(body), (this.opts.maxWidth ?? Infinity) - spacing);
  }

  override renderList(rows: List, {indentation}: {indentation: number}): string {
    return renderRows(rows, (this.opts.maxWidth ?? Infinity) - indentation);
  }

  protected override description(): string | undefined {
    const {description = '', summary} = this.command;
    const rest = summary ? description : firstSentence(this.render(description)).rest;
    return rest === '' ? undefined : this.wrap(rest);
  }

  /** The operands; the options are listed right below. */
  protected override defaultUsage(): string {
    const {args, flags, id, strict} = this.command;
    const operands = Object.values(args).filter(({hidden}) => !hidden);
    const names = operands.map(({name, required, multiple}, index) => {
      const more = multiple || (strict === false && index === operands.length - 1) ? '...' : '';
      return required ? `${name.toUpperCase()}${more}` : `[${name.toUpperCase()}${more}]`;
    });
    const hasOptions = Object.values(flags).some(({hidden}) => !hidden);
    return [id, ...(hasOptions ? ['[OPTIONS]'] : []), ...names].join(' ');
  }
}
