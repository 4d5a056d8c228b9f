export function withLazyRequires(source: string, names?: RegExp): string;
