/** An entry as `ls` lists it. */
export interface Listed {
  /** absolute, without a slash at its end */
  readonly lfn: string;
  /** last part of it */
  readonly name: string;
  /** `d` directory, `f` file, others are possible */
  readonly type: string;
  /** `drwxr-xr-x`; this and what follows is empty, or undefined, where only names were asked for */
  readonly permissions: string;
  readonly owner: string;
  readonly group: string;
  /** bytes */
  readonly size: number | undefined;
  /** ms since 1970 */
  readonly ctime: number | undefined;
  /** the line of `ls -l`, which ends with the shown name */
  readonly line: string;
}

/** The name with a slash behind that of a directory. */
export function shownName({name, type}: Listed): string {
  return type === 'd' ? `${name}/` : name;
}
