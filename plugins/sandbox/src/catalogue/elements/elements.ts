/** A storage element of a sandbox. */
export interface StorageElement {
  readonly number: number;
  readonly name: string;
  readonly qos: 'disk' | 'tape';
  /** Where its files are, as an absolute path on the server. */
  readonly root: string;
  /** Whether `access -u` names it by an address of HTTP. */
  readonly http: boolean;
}

export const ELEMENTS: readonly StorageElement[] = [
  {number: 1, name: 'ALICE::SANDBOX::DISK1', qos: 'disk', root: '/disk1', http: true},
  {number: 2, name: 'ALICE::SANDBOX::DISK2', qos: 'disk', root: '/disk2', http: true},
  {number: 3, name: 'ALICE::SANDBOX::TAPE', qos: 'tape', root: '/tape', http: false},
];

/** What each element pretends to offer, in bytes. */
export const TOTAL_SPACE = 102400000000;

export function elementNumber(number: number): StorageElement | undefined {
  return ELEMENTS.find((element) => element.number === number);
}

/** The element that a path of a storage server belongs to. */
export function elementOfPath(path: string): StorageElement | undefined {
  return ELEMENTS.find(({root}) => path.startsWith(`${root}/`));
}

/** The element that people mean by its name or the last part of it, in any case. */
export function elementNamed(typed: string): StorageElement | undefined {
  const wanted = typed.toUpperCase();
  return ELEMENTS.find(({name}) => name === wanted || name.endsWith(`::${wanted}`));
}

/** The element of that full name, in any case, or with that number. */
export function elementCalled(text: string): StorageElement | undefined {
  return ELEMENTS.find(({name, number}) => name === text.toUpperCase() || String(number) === text);
}
