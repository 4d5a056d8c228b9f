const DEBIAN_ARCHITECTURES = {x64: 'amd64', arm64: 'arm64'};

/** What Debian calls a kind of processor. */
export const debianArchitecture = (arch) => DEBIAN_ARCHITECTURES[arch];

/** The directory that the archive unpacks to. */
export const treeName = (version, platform) => `alien-${version}-${platform}`;

/** The archive of the program with its Node. */
export const archiveName = (version, platform) => `${treeName(version, platform)}.tar.gz`;

/** The package of Debian. */
export const debianName = (version, arch) => `alien-grid_${version}_${debianArchitecture(arch)}.deb`;
