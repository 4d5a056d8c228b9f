package: alien-grid
version: "%(tag_basename)s"
tag: "v0.1.0"
source: https://github.com/alien-grid/alien
requires:
  - "GCC-Toolchain:(?!osx)"
  - XRootD
build_requires:
  - alibuild-recipe-tools
  - nodejs
prefer_system: "(?!.*)"
---
#!/bin/bash -e
# Built against the XRootD of the same software stack, with the Node that npm brings.
rsync -a --delete --exclude .git "$SOURCEDIR"/ ./
export XROOTD_INCLUDE_DIR="$XROOTD_ROOT/include/xrootd" XROOTD_LIB_DIR="$XROOTD_ROOT/lib"
npm ci --ignore-scripts --no-audit --no-fund
npm run build
npm run build -w xrootd-native
node scripts/release/install-tree.mjs "$INSTALLROOT"

mkdir -p "$INSTALLROOT/etc/modulefiles"
alibuild-generate-module --bin > "$INSTALLROOT/etc/modulefiles/$PKGNAME"
