import {MISLEADING} from './environment.ts';

export type Shell = 'sh' | 'csh' | 'fish';

/** The commands that set these variables in a shell, and unset those that would lead elsewhere. */
export function exportLines(variables: Readonly<Record<string, string>>, shell: Shell): string[] {
  const set = {
    sh: (name: string, value: string) => `export ${name}=${quoted(value)}`,
    csh: (name: string, value: string) => `setenv ${name} ${quoted(value).replaceAll('!', '\\!')};`,
    fish: (name: string, value: string) => `set -gx ${name} '${value.replace(/[\\']/g, '\\$&')}';`,
  }[shell];
  const unset = {sh: 'unset', csh: 'unsetenv', fish: 'set -e'}[shell];
  const end = shell === 'sh' ? '' : ';';
  return [
    ...Object.entries(variables).map(([name, value]) => set(name, value)),
    ...MISLEADING.map((name) => `${unset} ${name}${end}`),
  ];
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
