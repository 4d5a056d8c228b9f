export function withLazyImports(text: string): string;
