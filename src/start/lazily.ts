/**
 * Give an object a property whose value is made when it is first asked for.
 * @param make what makes it, once
 */
export function lazily<T extends object, K extends keyof T & string>(
  object: T,
  name: K,
  make: () => T[K],
): void {
  const keep = (value: unknown): void => {
    Object.defineProperty(object, name, {value, writable: true, enumerable: true, configurable: true});
  };
  Object.defineProperty(object, name, {
    enumerable: true,
    configurable: true,
    get: () => {
      keep(make());
      return object[name];
    },
    set: keep,
  });
}
