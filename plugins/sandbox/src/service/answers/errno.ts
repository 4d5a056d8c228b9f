/** The error codes of the central service and their texts: the exit code of an answer is one of these. */
const TEXTS: Readonly<Record<number, string>> = {
  1: 'Operation not permitted',
  2: 'No such file or directory',
  3: 'No such process',
  5: 'Input/output error',
  6: 'No such device or address',
  11: 'Resource temporarily unavailable',
  12: 'Cannot allocate memory',
  13: 'Permission denied',
  16: 'Device or resource busy',
  17: 'File exists',
  20: 'Not a directory',
  21: 'Is a directory',
  22: 'Invalid argument',
  28: 'No space left on device',
  38: 'Function not implemented',
  39: 'Directory not empty',
  53: 'Invalid request descriptor',
  61: 'No data available',
  67: 'Link has been severed',
  77: 'File descriptor in bad state',
  84: 'Invalid or incomplete multibyte or wide character',
  110: 'Connection timed out',
  117: 'Structure needs cleaning',
  121: 'Remote I/O error',
  122: 'Disk quota exceeded',
  126: 'Required key not available',
};

export const EPERM = 1;
export const ENOENT = 2;
export const ESRCH = 3;
export const EIO = 5;
export const ENXIO = 6;
export const ENOTDIR = 20;
export const EISDIR = 21;
export const EINVAL = 22;
export const ENOSPC = 28;
export const ENOSYS = 38;
export const EBADR = 53;
export const ENODATA = 61;
export const ENOLINK = 67;
export const EBADFD = 77;
export const EILSEQ = 84;
export const EUCLEAN = 117;
export const EREMOTEIO = 121;
export const EDQUOT = 122;
export const ENOKEY = 126;

/** `No such file or directory`, or `No such file or directory : detail`. */
export function errorText(code: number, detail?: string): string {
  const text = TEXTS[code] ?? `Error ${code}`;
  return detail === undefined ? text : `${text} : ${detail}`;
}
