import stringWidth from 'string-width';

/** Cut the middle out of a name that is too wide: its beginning and its end tell most. @param width in columns */
export function shortened(name: string, width: number): string {
  if (stringWidth(name) <= width) return name;
  const characters = Array.from(new Intl.Segmenter().segment(name), ({segment}) => segment);
  const tail = Math.ceil((width - 1) * 0.6);
  const head = Math.max(width - 1 - tail, 0);
  return `${within(characters, head).join('')}…${within(characters.reverse(), tail).reverse().join('')}`;
}

/** The text, filled up with blanks to a width in columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - stringWidth(text), 0));
}

/** The first of the characters that have room in a width. */
function within(characters: readonly string[], width: number): string[] {
  let left = width;
  const end = characters.findIndex((each) => (left -= stringWidth(each)) < 0);
  return characters.slice(0, end < 0 ? characters.length : end);
}
