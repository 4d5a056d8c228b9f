'use strict';
// The entry behind the launcher. Plain CommonJS: it runs as it is, in front of everything else.
const {enableCompileCache} = require('node:module');
const {homedir} = require('node:os');
const {dirname, join} = require('node:path');

// In the user's own cache: the default, below /tmp, could be filled by somebody else.
enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'alien', 'compiled'));

// Loaded only now, so that it is compiled through the cache.
require('../dist/alien.cjs').main(process.argv.slice(2), dirname(__dirname));
