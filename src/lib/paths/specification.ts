/** Which storage elements a file is to be read from or written to. */
export interface Specification {
  /** as the central service takes it: elements joined by commas */
  readonly text: string;
  /** how many replicas it asks for; 0 when it only excludes */
  readonly replicas: number;
}

const SE_NAME = /^!?[A-Za-z0-9_-]+::[A-Za-z0-9_-]+::[A-Za-z0-9_.-]+$/;
const QOS = /^[A-Za-z][A-Za-z0-9_-]*[:=](\d+)$/;

/**
 * Split `NAME@SPECIFICATION`, or `NAME,SPECIFICATION`, as the older clients took it too. What follows counts only if
 * every element of it is `QOS:N`, `QOS=N`, `A::B::C` or `!A::B::C`; else the `@` or `,` is part of the name.
 */
export function splitSpecification(operand: string): {name: string; specification?: Specification} {
  // Of several commas the first one that fits: all behind it is meant.
  const commas = [...operand.matchAll(/,/g)].map(({index}) => index);
  for (const at of [operand.lastIndexOf('@'), ...commas]) {
    const specification = at < 1 ? undefined : parseSpecification(operand.slice(at + 1));
    if (specification !== undefined) return {name: operand.slice(0, at), specification};
  }
  return {name: operand};
}

/** @returns undefined for text that is not a specification */
export function parseSpecification(text: string): Specification | undefined {
  let replicas = 0;
  for (const element of text.split(',')) {
    const qos = QOS.exec(element);
    if (qos) {
      const count = Number(qos[1]);
      if (count < 1) return undefined;
      replicas += count;
    } else if (SE_NAME.test(element)) {
      if (!element.startsWith('!')) replicas += 1;
    } else {
      return undefined;
    }
  }
  return {text, replicas};
}

/**
 * A specification for replicas in the place of failed ones: of the first quality that the original asks for, else
 * on disk, on none of the storage elements that were tried or excluded.
 */
export function replacementSpecification(original: string, count: number, tried: readonly string[]): string {
  const elements = original.split(',');
  const quality =
    elements.map((element) => QOS.exec(element)?.[0].replace(/[:=]\d+$/, '')).find(Boolean) ?? 'disk';
  const excluded = elements.filter((element) => element.startsWith('!'));
  return [...new Set([`${quality}:${count}`, ...excluded, ...tried.map((se) => `!${se}`)])].join(',');
}
