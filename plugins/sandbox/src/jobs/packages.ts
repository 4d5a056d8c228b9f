/** The software that a sandbox pretends to have, by platform. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'Linux-x86_64': ['VO_ALICE@AliEn-Runtime::v2-19-le-1', 'VO_ALICE@AliPhysics::vAN-20240401_O2-1'],
  'Linux-aarch64': ['VO_ALICE@ROOT::v6-30-01'],
};

export const DEFAULT_PLATFORM = 'Linux-x86_64';

/** The packages of one platform, or of all, in alphabetical order. */
export function packagesOf(platform: string | undefined): string[] {
  const platforms = platform === undefined ? Object.keys(PACKAGES) : [platform];
  const names = platforms.flatMap((name) => new Map(Object.entries(PACKAGES)).get(name) ?? []);
  return [...new Set(names)].sort();
}
