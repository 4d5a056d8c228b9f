/** What a person sees first. Each row fits into 80 columns. */
export const BANNER = `Welcome to the ALICE grid.

  ls   cd DIR   cat FILE   look around             TAB completes names
  cp FILE file:.           fetch a file            Ctrl-R finds earlier lines
  cp file:FILE .           store a file            !CMD runs CMD on this machine
  help   help cp           all commands, or one    exit, or Ctrl-D, leaves
`;
