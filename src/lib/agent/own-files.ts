/** `/dev/stdin`, what a shell puts in place of `<(program)`, the terminal: files that are others in each process. */
const OWN_FILES = /\/(?:dev\/+(?:fd|std(?:in|out|err)|tty)|proc\/+(?:self|thread-self))(?:\/|$)/;

/** Where relative names may be such. */
const OWN_DIRECTORY = /^\/(?:dev|proc)(?:\/|$)/;

/** Whether a word or variable names a file that another process would not find, or another one in its place. */
export function namesOwnFile(text: string): boolean {
  return OWN_FILES.test(text.replaceAll('/./', '/'));
}

/** Whether relative names may do so in a directory. */
export function hasOwnFiles(directory: string): boolean {
  return OWN_DIRECTORY.test(directory);
}
