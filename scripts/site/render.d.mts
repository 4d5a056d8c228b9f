import type {Page} from './pages.mjs';

export interface Rendered {
  readonly html: string;
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly {
    readonly href: string;
    readonly found: {page?: Page; anchor?: string; file?: string; url?: string; missing?: string};
  }[];
  readonly files: readonly string[];
}
export function render(pages: readonly Page[], page: Page): Rendered;
