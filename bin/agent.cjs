'use strict';
// A worker of the agent: started by `alien agent run`, never by a person.
const {dirname} = require('node:path');

require('../dist/alien.cjs').doors.agent.work(dirname(__dirname));
