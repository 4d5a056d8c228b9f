import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../setup/root.mjs';

/** Where a release is made: nothing of it is committed. */
export const RELEASE = join(root, '.cache', 'release');

export const PLATFORM = `${process.platform}-${process.arch}`;
export const VERSION = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/** The tag of pip for what the addon needs: GLIBC_2.34, on this kind of processor. */
export const PIP_PLATFORM = `manylinux_2_34_${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}`;
