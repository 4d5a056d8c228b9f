import {Flags} from '@oclif/core';
import {UserError} from '../../errors/errors.ts';
import {secondsIn} from '../../words/duration.ts';

/** A time such as 90s, 15m, 2h, 3d, in s. */
export const secondsFlag = Flags.custom<number>({
  helpValue: 'TIME',
  parse: async (text) => {
    const seconds = secondsIn(text);
    if (seconds === undefined)
      throw new UserError(`"${text}" is no time.`, {next: ['Write such as 90s, 15m, 2h or 3d.']});
    return seconds;
  },
});
