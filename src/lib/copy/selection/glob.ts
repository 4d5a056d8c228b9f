/**
 * Whether a pattern stands for the whole text: `*` for any characters, slashes included, `?` for one.
 * Goes back to the last `*` only, so that no pattern takes long.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let afterStar = 0;
  while (at < text.length) {
    const character = pattern[next];
    if (character === '*') {
      star = next++;
      afterStar = at;
    } else if (character === '?' || (character !== undefined && character === text[at])) {
      at++;
      next++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++afterStar;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(next));
}
