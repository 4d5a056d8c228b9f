export function packAll(): Promise<string[]>;
export function checkPackages(): Promise<void>;
