export function packAll(): Promise<string[]>;
export function checkPackages(): Promise<void>;
export function manifestOf(tarball: string): Promise<{name: string; version: string}>;
