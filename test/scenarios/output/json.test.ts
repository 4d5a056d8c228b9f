import assert from 'node:assert/strict';
import {openSync, readFileSync, readdirSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {PassThrough, Readable} from 'node:stream';
import {text} from 'node:stream/consumers';
import {Ajv} from 'ajv';
import type {Config} from '@oclif/core';
import type {AlienCommand} from '../../../src/lib/cli/base/alien-command.ts';
import {Interrupt} from '../../../src/lib/cli/base/interrupt.ts';
import {Program} from '../../../src/lib/cli/base/program.ts';
import {loadOptions} from '../../../src/lib/cli/base/run-of.ts';
import {Run} from '../../../src/lib/cli/base/run.ts';
import {Output} from '../../../src/lib/cli/show/output.ts';
import {commandFacts} from '../../snapshot/facts.ts';
import {readSchemas} from '../../snapshot/schemas.ts';
import {ARCHIVE} from '../../lib/credentials/elliptic.ts';
import {WebServer} from '../../lib/storage/http/web-server.ts';
import {LATE, WORDS} from '../stage/json-words.ts';
import {answerAsWeb} from '../stage/web.ts';
import {type Scene, useScene} from '../stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DIRECTORIES = ['.', ...readdirSync(join(ROOT, 'plugins')).map((name) => `plugins/${name}`)].map(
  (path) => join(ROOT, path, 'src/commands'),
);

const WORK = '/alice/cern.ch/user/d/demo/work';

type CommandClass = Pick<typeof AlienCommand, 'passesWords'> &
  (new (argv: string[], config: Config) => AlienCommand);

/** Words that make each command fail, whatever it does with them. */
const NONSENSE = ['--no-such-option', 'no/such/name'];

/** Commands that no word makes fail, or that hand all of them on. */
const TAKES_ALL = new Set(['echo']);

describe('JSON of every command', () => {
  const facts = commandFacts();
  const classes = new Map<string, CommandClass>();
  const ajv = new Ajv({strict: false});
  let scene: Scene;
  let program: Program;
  let web: WebServer;

  useScene({storage: true}, async (opened) => {
    scene = opened;
    program = new Program('alien/test', () => false);
    for (const [id, file] of files()) {
      const {default: command} = (await import(file)) as {default: CommandClass};
      classes.set(id, command);
    }
    web = await WebServer.start(answerAsWeb);
    await writeFile(join(scene.dir, 'mine.p12'), ARCHIVE);
    await writeFile(join(scene.dir, 'pass-phrases'), 'secret\nfresh\n');
    for (const [name, schema] of Object.entries(readSchemas())) ajv.addSchema(schema, name);
    await scene.grid.storeFile({lfn: `${WORK}/x.root`, owner: 'demo', content: Buffer.from('x')});
    await writeFile(join(scene.dir, 'local'), 'text');
    await scene.alien.shell(`mkdir -p ${scene.dir}/tree && echo a > ${scene.dir}/tree/a`);
  });
  after(async () => {
    program.close();
    await web.stop();
  });

  it('knows every command of the program', () => {
    assert.deepEqual([...classes.keys()].sort(), Object.keys(facts).sort());
  });

  for (const id of Object.keys(facts).sort((a, b) => LATE.indexOf(a) - LATE.indexOf(b))) {
    if (id in WORDS)
      it(`${id} succeeds`, async () => {
        const phrases = id === 'cert import' ? openSync(join(scene.dir, 'pass-phrases'), 'r') : undefined;
        const words = WORDS[id]
          ?.replaceAll('$', scene.dir)
          .replaceAll('%', WORK)
          .replaceAll('#', `${phrases}`)
          .split(' ');
        const {code, documents} = await run(id, [...(words ?? []).filter(Boolean), '--json']);
        if (!['sandbox status', 'doctor'].includes(id)) assert.equal(code, 0, JSON.stringify(documents));
        assert.ok(documents.length > 0, 'nothing on stdout');
        for (const document of documents) validate(facts[id]?.shape ?? '', document);
      });

    it(`${id} fails`, async () => {
      // behind a name it may be for another program
      const {code, documents} = await run(
        id,
        classes.get(id)?.passesWords ? ['--json', ...NONSENSE] : [...NONSENSE, '--json'],
      );
      if (TAKES_ALL.has(id)) return;
      assert.notEqual(code, 0);
      const [last] = documents.slice(-1) as [Record<string, {exitCode?: number}> | undefined];
      assert.ok(last, 'nothing on stdout');
      if (!('error' in last)) return validate(facts[id]?.shape ?? '', last);
      validate('error', last);
      assert.equal(last['error']?.exitCode, code);
    });
  }

  for (const [name, env] of [
    ['ALIENPY_JSON', {ALIENPY_JSON: 'true'}],
    ['ALIENPY_JSON_OUT', {ALIENPY_JSON_OUT: '1'}],
  ] as const)
    it(`is asked for by ${name} too, in a process of its own`, async () => {
      for (const words of [
        ['version'],
        ['sandbox', 'status'],
        ['cp', 'file:nosuch', 'alien:x'],
        ['token-info'],
      ]) {
        const line = `${Object.entries(env)
          .map(([key, value]) => `${key}=${value}`)
          .join(' ')} alien ${words.join(' ')}`;
        const {stdout} = await scene.alien.shell(line);
        assert.ok(documentsOf(stdout).length > 0, line);
      }
    });

  it('tells of a plugin that is installed', async () => {
    const {stdout, stderr, code} = await scene.alien.run(
      ...['plugins', 'install', join(ROOT, 'examples/plugin'), '--json'],
    );
    assert.equal(code, 0, stderr);
    validate(facts['plugins install']?.shape ?? '', JSON.parse(stdout));
  });

  it('tells of a sandbox that is started, used and stopped', async () => {
    const where = ['--dir', join(scene.dir, 'box')];
    try {
      for (const [line, shape] of [
        ['sandbox start --no-storage --jobs 0', 'sandbox-started'],
        ['sandbox start', 'sandbox-started'],
        ['sandbox status', 'sandbox'],
        ['sandbox env', 'sandbox-variables'],
        ['sandbox user add alice', 'sandbox-user'],
        ['sandbox fault latency 1ms', 'results'],
        ['sandbox fault list', 'faults'],
        ['sandbox fault clear', 'results'],
        ['sandbox reset', 'sandbox-reset'],
        ['sandbox stop', 'sandbox-stopped'],
      ] as const) {
        const {stdout, stderr, code} = await scene.alien.run(...line.split(' '), ...where, '--json');
        assert.equal(code, 0, `${line}: ${stderr}`);
        validate(shape, JSON.parse(stdout));
      }
    } finally {
      await scene.alien.run('sandbox', 'stop', ...where);
    }
  }).timeout(60_000);

  it('is never made of code for a shell by a variable', async () => {
    const where = `--dir ${join(scene.dir, 'evaluated')}`;
    try {
      const {stdout, stderr} = await scene.alien.shell(
        `export ALIENPY_JSON=1; alien sandbox start --no-storage --jobs 0 ${where} >started && ` +
          `eval "$(alien sandbox env ${where})" && alien pwd`,
      );
      assert.match(stdout, /"\/alice\/cern\.ch\/user\/d\/demo\/"/, stderr);
    } finally {
      await scene.alien.shell(`alien sandbox stop ${where}`);
    }
  });

  it('is asked for by -json too, of commands of plugins and of two words', async () => {
    for (const words of [['config', 'list'], ['sandbox', 'status'], ['ls', 'nosuch'], ['nosuchcommand']])
      assert.equal(documentsOf((await scene.alien.run(...words, '-json')).stdout).length, 1, words.join(' '));
  });

  function validate(shape: string, document: unknown): void {
    assert.ok(
      ajv.validate(shape, document),
      `${shape}: ${ajv.errorsText()}\n${JSON.stringify(document, null, 1)}`,
    );
  }

  async function run(id: string, words: readonly string[]) {
    const command = classes.get(id);
    assert.ok(command);
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const printed = text(stdout);
    stderr.resume();
    const hosts = {ALIEN_CCDB_HOST: web.host, ALIEN_QUERYML_HOST: web.host};
    const env = {
      ...hosts,
      ...scene.grid.env(),
      HOME: scene.dir,
      TMPDIR: scene.dir,
      PATH: process.env['PATH'] ?? '',
    };
    const begin = (typed: readonly string[], out: Output, env: NodeJS.ProcessEnv): Run =>
      new Run(program, {
        words: typed,
        env,
        cwd: scene.dir,
        out,
        stdin: Readable.from([]),
        interrupt: new Interrupt(),
        launch: async (_, {words: [inner = '', ...more], out, env}) => {
          return await start(inner, more, begin([inner, ...more], out, env));
        },
      });
    const code = await start(id, words, begin([id, ...words], new Output(stdout, stderr), env));
    stdout.end();
    return {code, documents: documentsOf(await printed)};
  }

  async function start(id: string, words: readonly string[], run: Run): Promise<number> {
    const command = classes.get(id);
    assert.ok(command, id);
    const config = {
      bin: 'alien',
      version: '1.2.3',
      root: ROOT,
      options: loadOptions(ROOT, () => run),
      runHook: async () => ({successes: [], failures: []}),
    };
    // eslint-disable-next-line house/no-unchecked-cast -- of oclif's config, commands use only what is here
    const code = await new command([...words], config as unknown as Config).run();
    run.close();
    return code;
  }
});

/** The files of all commands, by what is typed. */
function files(): [id: string, file: string][] {
  return DIRECTORIES.flatMap((directory) =>
    readdirSync(directory, {recursive: true, encoding: 'utf8'})
      .filter(
        (file) => file.endsWith('.ts') && /export default/.test(readFileSync(join(directory, file), 'utf8')),
      )
      .map((file): [string, string] => [idOf(file), join(directory, file)]),
  );
}

function idOf(file: string): string {
  const parts = file.replace(/\.ts$/, '').split('/');
  return parts.filter((part) => !part.startsWith('_')).join(' ');
}

/** Stdout as the documents that are in it: one, or one a line. */
function documentsOf(printed: string): object[] {
  if (printed.trim() === '') return [];
  try {
    return [JSON.parse(printed) as object];
  } catch {
    return printed
      .trim()
      .split(/\n(?=[[{])/)
      .map((line) => JSON.parse(line) as object);
  }
}
