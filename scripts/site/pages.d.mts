/** A document: where it is in the project and in the site. */
export interface Page {
  readonly source: string;
  readonly target: string;
  readonly title: string;
  readonly text: string;
}
export function readPages(): Page[];
export function chaptersOf(pages: readonly Page[]): {heading: string; pages: Page[]}[];
