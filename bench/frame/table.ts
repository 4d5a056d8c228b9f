/** A table as it is shown, and what is to be known of it. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences below the table. */
  readonly notes: readonly string[];
}

/** The middle value; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * How many times as much the first ones are as the others, round by round: `11.1 (9.8-12.3)`, of the medians, and from
 * the smallest to the largest of a round. Empty where one of them was not measured.
 */
export function ratio(many: readonly number[], few: readonly number[]): string {
  const rounds = many
    .map((value, i) => value / (few[i] ?? Number.NaN))
    .filter((value) => !Number.isNaN(value));
  if (rounds.length === 0) return '';
  const [middle, least, most] = [median(many) / median(few), Math.min(...rounds), Math.max(...rounds)].map(
    figures,
  );
  return rounds.length === 1 ? `${middle}` : `${middle} (${least}-${most})`;
}

/** Two figures that count, at least: `0.28`, `3.2`, `26`. */
function figures(value: number): string {
  return value.toFixed(value < 1 ? 2 : value < 20 ? 1 : 0);
}

/** ms as people read them: `7.4 ms`, `135 ms`, `13.4 s`; empty for NaN. */
export function duration(milliseconds: number): string {
  if (Number.isNaN(milliseconds)) return '';
  if (milliseconds < 20) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${milliseconds.toFixed(0)} ms`;
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
}

/** An aim beside what became of it: `agent under 6 ms: reached`. @param reached undefined: it was not measured */
function aim(text: string, reached: boolean | undefined): string {
  return `${text}: ${reached === undefined ? 'not measured' : reached ? 'reached' : 'missed'}`;
}

/** An aim of a figure that must not be larger. */
export function atMost(text: string, limit: number, measured: number): string {
  return aim(text, Number.isNaN(measured) ? undefined : measured <= limit);
}

/** An aim of a figure that must not be smaller. */
export function atLeast(text: string, limit: number, measured: number): string {
  return aim(text, Number.isNaN(measured) ? undefined : measured >= limit);
}

/** Columns of text, the first one left, the others right aligned. */
export function columns(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
