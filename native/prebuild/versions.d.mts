export const XROOTD: {readonly version: string; readonly sha256: string};
export const NEWEST_SYMBOLS: Readonly<Record<'GLIBC' | 'GLIBCXX', string>>;
