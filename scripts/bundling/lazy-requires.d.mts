export function withLazyRequires(source: string): string;
