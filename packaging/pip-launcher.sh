#!/bin/sh
# Starts the program that pip has put beside this: in the packages of the same Python.
self=$0
[ -L "$self" ] && self=$(readlink -f "$self")
bin=${self%/*}
for packages in "$bin"/../lib/python3*/site-packages "$bin"/../lib64/python3*/site-packages \
  "$bin"/../lib/python3*/dist-packages "$bin"/..; do
  if [ -r "$packages/alien_grid/node_modules/@alien-grid/cli/bin/alien" ]; then
    alien_package="$packages/alien_grid/node_modules/@alien-grid/cli"
    . "$alien_package/bin/alien"
  fi
done
echo "${0##*/}: the package alien-grid is not installed completely: pip install --force-reinstall alien-grid" >&2
exit 127
