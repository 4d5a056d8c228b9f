import {createInterface} from 'node:readline/promises';
import {Progress} from './progress.mjs';
import {steps} from './steps.mjs';

/**
 * Bring this checkout to where it runs: install and build what is missing, and only that.
 * On a terminal it lists what it will install and asks first, unless `--yes` is given or CI is set.
 * @param without the titles of steps to leave out
 */
export async function setUp(without = []) {
  const wanted = steps.filter(({title, missing}) => !without.includes(title) && missing().length > 0);
  if (wanted.length === 0) return;
  say('Setting up:');
  for (const step of wanted) say(`  ${step.title}: ${step.describe(step.missing())}`);
  if (wanted.some((step) => step.asks) && mustAsk() && !(await agreed()))
    throw new Error('Nothing was installed.');
  for (const step of wanted) {
    const progress = new Progress(step.title);
    try {
      await step.run(step.missing(), (text) => progress.tell(text));
    } catch (error) {
      progress.end('failed');
      throw error;
    }
    progress.end('done');
  }
}

function mustAsk() {
  const {CI, npm_config_yes: yes} = process.env;
  return (
    process.stdin.isTTY && process.stderr.isTTY && !CI && yes !== 'true' && !process.argv.includes('--yes')
  );
}

async function agreed() {
  const terminal = createInterface({input: process.stdin, output: process.stderr});
  try {
    return /^(y|yes|)$/i.test((await terminal.question('Go on? [Y/n] ')).trim());
  } finally {
    terminal.close();
  }
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
