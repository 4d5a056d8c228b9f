'use strict';
// A worker of the agent: started by `alien agent run`, never by a person.
const {dirname, join} = require('node:path');
const {loadBundle} = require('./bundle.cjs');

const root = dirname(__dirname);
loadBundle(join(root, 'dist/alien.cjs')).doors.agent.work(root);
