/** The table of all commands; the build makes it from the files of `commands/`. */
declare module 'alien:commands' {
  export const COMMANDS: Readonly<Record<string, import('@oclif/core').Command.Class | undefined>>;
}
