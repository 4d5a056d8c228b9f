import type {PromptParts} from '@alien-grid/cli/command';

/** What a prompt tells. */
export interface PromptFacts {
  readonly user: string;
  /** on the grid, with a slash at its end */
  readonly directory: string;
  /** on this machine */
  readonly local: string;
  readonly now: Date;
}

/** `AliEn[user]:/path/ >`, with the parts that are switched on. */
export function promptText({user, directory, local, now}: PromptFacts, parts: PromptParts): string {
  const date = parts.date ? `${localTime(now)} ` : '';
  const here = parts.pwd ? `local:${local} ` : '';
  return `${date}AliEn[${user}]:${directory} ${here}>`;
}

/** `2020-02-07T16:49:05`, as the clock on the wall shows it. */
function localTime(time: Date): string {
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
}
