export function writeSite(directory: string): number;
