/** A file or directory on the grid, as `grid.ls` and `grid.find` tell of it. */
export interface GridEntry {
  /** the last part of the LFN */
  readonly name: string;
  readonly type: 'directory' | 'file';
  /** bytes */
  readonly size: number;
  /** of the last change */
  readonly time: Date;
  readonly owner: string;
  readonly group: string;
  /** such as `755` or `rwxr-xr-x` */
  readonly permissions: string;
  readonly lfn: string;
  /** empty where there is none, or it was not asked for */
  readonly md5: string;
}

/** An entry of `ls --long` or `find`. */
export function gridEntry(told: object): GridEntry {
  const text = (...keys: string[]): string => {
    const value = keys.map((key): unknown => Reflect.get(told, key)).find((each) => each !== undefined);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const path = text('lfn', 'path');
  const name = text('name');
  const isDirectory = text('type') === 'd' || name.endsWith('/') || path.endsWith('/');
  const lfn = path.replace(/(?<=.)\/+$/, '');
  return {
    name: lfn.slice(lfn.lastIndexOf('/') + 1) || name,
    type: isDirectory ? 'directory' : 'file',
    size: Number(text('size')),
    time: new Date(Number(text('ctime'))),
    owner: text('owner', 'user'),
    group: text('gowner', 'group'),
    permissions: text('perm', 'permissions').replace(/^[d-](?=.{9}$)/, ''),
    lfn,
    md5: text('md5'),
  };
}
