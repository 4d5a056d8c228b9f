export function debianArchitecture(arch: string): string;
export function treeName(version: string, platform: string): string;
export function archiveName(version: string, platform: string): string;
export function debianName(version: string, arch: string): string;
