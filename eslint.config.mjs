import eslint from '@eslint/js';
import comments from '@eslint-community/eslint-plugin-eslint-comments';
import tseslint from 'typescript-eslint';
import {noUncheckedCast} from './scripts/lint-rules/no-unchecked-cast.mjs';

/** Arrows point one way: commands -> lib -> native; lib knows nothing of oclif, plugins only the public exports. */
const forbid = (files, ignores, patterns) => ({
  files,
  ignores,
  rules: {'no-restricted-imports': ['error', {patterns}]},
});

const PUBLIC_ONLY = {
  group: ['../../../../src/*', '**/main/src/*', '@alien-grid/cli/src/*'],
  message: 'A plugin imports the public exports only.',
};

/** The rooms beside main: each knows only of those below it. */
const SRC_FLOORS = [['hooks'], ['start'], ['process'], ['worker']];

/** The rooms of the engine, the deepest first: each knows only of those on the floors below its own. */
const LIB_FLOORS = [
  ['errors', 'words'],
  ['files', 'flow'],
  ['paths', 'lines', 'jdl'],
  ['traces', 'programs'],
  ['settings'],
  ['credentials'],
  ['trust'],
  ['session'],
  ['log', 'tokens'],
  ['catalogue', 'sites', 'accounts'],
  ['storage'],
  ['copy'],
  ['sync', 'jobs', 'edit', 'web'],
  ['doctor', 'completion'],
  ['agent'],
];

/** The same within the copy engine; on top of them the files that are in none. */
const COPY_FLOORS = [
  ['model'],
  ['selection', 'operands'],
  ['transfer', 'plan'],
  ['replace'],
  ['leftovers'],
  ['read'],
  ['write'],
];

/** The same within the session: below it what connects, above what a lost connection means for a request. */
const SESSION_FLOORS = [['requests', 'pace', 'reach'], ['reading', 'connection'], ['retry']];

/** The files on top of rooms, which are in none of them. */
const FACE = {regex: '^\\.\\./[^/]+$', message: 'The rooms know nothing of the files above them.'};

/** The same for the sandbox. */
const SANDBOX_FLOORS = [
  ['authority', 'catalogue', 'net'],
  ['storage'],
  ['jobs', 'faults'],
  ['service'],
  ['box'],
  ['commands'],
];

/** Within the catalogue of the sandbox; on top of them the catalogue itself. */
const CATALOGUE_FLOORS = [
  ['names', 'database', 'elements'],
  ['owners', 'entries', 'contents', 'collections'],
];

/** Within the service of the sandbox: what a command answers, who asks, what it is given, and what calls it. */
const SERVICE_FLOORS = [['answers'], ['identity'], ['call'], ['access'], ['commands'], ['connections']];

/** And for the part of lib that knows the command line. */
const CLI_FLOORS = [
  ['words', 'show'],
  ['base'],
  ['relay', 'copy', 'lines', 'list', 'programs', 'web'],
  ['agent', 'edit', 'find', 'help', 'jobs'],
  ['completion'],
];

/** However many folders up. */
const ANYWHERE = '(\\.\\./)+';

/** Out of a room within a room. */
const OUTSIDE = '(\\.\\./){2,}';

/**
 * What a room must not import: anything of its own floor but itself, and anything of the floors above.
 * @param way from a file to the rooms, as a pattern
 */
const upwards = (room, floors, way) => {
  const others = floors.slice(floors.findIndex((floor) => floor.includes(room))).flat();
  const outside = others.filter((other) => other !== room).join('|');
  return outside === ''
    ? []
    : [{regex: `^${way}(${outside})/`, message: `${room} is on a lower floor than that.`}];
};

/** One rule for each room. Of two rules for one file only the last holds, so rooms within a room repeat its own. */
const arrows = (root, floors, always, way = ANYWHERE) =>
  floors
    .flat()
    .map((room) => forbid([`${root}/${room}/**/*.ts`], [], [...always, ...upwards(room, floors, way)]));

/** Floors within a room: they keep the rules of the room, and do not import the files above them either. */
const rooms = (root, room, floors, floorsWithin, always) =>
  arrows(`${root}/${room}`, floorsWithin, [...always, ...upwards(room, floors, OUTSIDE), FACE]);

const NO_COMMANDS = [
  {group: ['**/commands/**', '**/hooks/**'], message: 'Arrows point from commands to lib.'},
];

const NO_COMMAND_LINE = [
  {group: ['@oclif/*', 'listr2'], message: 'The engine knows nothing of the command line.'},
  {group: ['**/cli/**', '**/commands/**', '**/hooks/**'], message: 'Arrows point from commands to lib.'},
];

/**
 * Who reads past `lib/files`: code that reads contents, not state, from places that others cannot reach, and what
 * opens files only to write them.
 */
const OPENS_FILES = [
  'src/lib/files/**',
  'src/lib/{log/log-file,settings/change,credentials/store-file,tokens/lock-file}.ts',
  'src/lib/copy/{transfer/hash-file,read/download-file}.ts',
  'src/lib/traces/journal.ts',
  'src/lib/storage/{archive/inflate-file,http/partial-target}.ts',
  'src/lib/cli/base/{confirm,passphrase,passphrase-descriptor}.ts',
  'src/lib/cli/copy/report.ts',
  // what the kernel tells of processes, and the bytes on storage elements and of jobs
  'plugins/sandbox/src/box/{control,process,start}.ts',
  'plugins/sandbox/src/faults/damage.ts',
  'plugins/sandbox/src/jobs/output/zip.ts',
  'plugins/sandbox/src/jobs/worker/{isolation,process,processes,resources,sweep}.ts',
  'plugins/sandbox/src/storage/{account,contents,disk,element-test,reach,server,threads}.ts',
];

const SELECTORS = {
  opening: {
    selector:
      'ImportDeclaration[source.value=/^(node:)?fs(\\u002Fpromises)?$/] > ' +
      ':matches(ImportSpecifier[imported.name=/^(readFile|readFileSync|createReadStream|open|openSync)$/], ' +
      'ImportDefaultSpecifier, ImportNamespaceSpecifier)',
    message:
      'Read with lib/files (in the sandbox with read-own.ts): a pipe or a device in the place must not stop us.',
  },
  home: {
    selector: 'ImportSpecifier[imported.name=/^(homedir|userInfo)$/]',
    message: 'Only lib/files/home.ts knows the home: there may be none.',
  },
  mkdir: {
    selector: 'CallExpression[callee.name=/^mkdir(Sync)?$/] Property[key.name="recursive"]',
    message: 'Use makeLocalDirectories: Node tries without end where a file system answers ENOENT.',
  },
};

/**
 * What is the process's own. A command is one of many that may run in it, so it finds all this in its `Run`; the files
 * that are named here hand it over, and the API for scripts says at each place why it takes it for a default.
 */
const PROCESS_OWN = ['argv', 'chdir', 'cwd', 'env', 'exit', 'exitCode', 'on', 'stderr', 'stdin', 'stdout'];
const OUTERMOST = [
  'src/{main,complete}.ts',
  'src/process/*.ts',
  'src/start/{launch,offer-agent}.ts',
  'src/worker/{perform,worker}.ts',
];

export default tseslint.config(
  {ignores: ['**/dist/', '**/build/', '**/node_modules/', '.venv/', '.cache/', 'native/prebuilt/']},
  eslint.configs.recommended,
  {
    // who switches a rule off says why, and no longer than it is needed
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    plugins: {comments},
    rules: {'comments/require-description': ['error', {ignore: []}]},
  },
  {
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
      },
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {sourceType: 'commonjs', globals: {require: 'readonly', __dirname: 'readonly'}},
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {parserOptions: {projectService: true}},
    plugins: {house: {rules: {'no-unchecked-cast': noUncheckedCast}}},
    rules: {
      'house/no-unchecked-cast': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', {disallowTypeAnnotations: false}],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/require-await': 'off', // hooks and interfaces ask for promises
      '@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true}],
      // `return complain();` ends a function, and `Promise.withResolvers<void>()` is a promise without a value
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-misused-spread': ['error', {allow: [{from: 'lib', name: 'string'}, 'string']}],
      // what a call changed meanwhile, and what the types of others promise and do not keep, is checked all the same
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off', // a socket is told by how it came
      '@typescript-eslint/no-meaningless-void-operator': 'off', // it says that a value is not wanted
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false},
      ],
      'max-lines': ['error', {max: 300}],
    },
  },
  {
    files: ['**/test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', {allowForKnownSafeCalls: ['describe', 'it']}],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: OUTERMOST,
    rules: {
      'no-restricted-properties': [
        'error',
        ...PROCESS_OWN.map((property) => ({
          object: 'process',
          property,
          message:
            'Only the outermost main() knows the process. Commands have it from their run, lib from them.',
        })),
      ],
    },
  },
  ...arrows('src', SRC_FLOORS, [FACE], '\\.\\./'),
  ...arrows('src/lib', LIB_FLOORS, NO_COMMAND_LINE),
  ...rooms('src/lib', 'copy', LIB_FLOORS, COPY_FLOORS, NO_COMMAND_LINE),
  ...rooms('src/lib', 'session', LIB_FLOORS, SESSION_FLOORS, NO_COMMAND_LINE),
  ...arrows('src/lib/cli', CLI_FLOORS, NO_COMMANDS, '\\.\\./'),
  {
    files: ['src/**/*.ts'],
    ignores: ['src/lib/files/home.ts'],
    rules: {'no-restricted-syntax': ['error', SELECTORS.home, SELECTORS.mkdir]},
  },
  {
    files: ['src/**/*.ts'],
    ignores: OPENS_FILES,
    rules: {'no-restricted-syntax': ['error', ...Object.values(SELECTORS)]},
  },
  {
    files: ['plugins/sandbox/src/**/*.ts'],
    ignores: OPENS_FILES,
    rules: {'no-restricted-syntax': ['error', SELECTORS.opening]},
  },
  forbid(['plugins/**/*.ts'], [], [PUBLIC_ONLY]),
  ...arrows('plugins/sandbox/src', SANDBOX_FLOORS, [PUBLIC_ONLY]),
  ...rooms('plugins/sandbox/src', 'catalogue', SANDBOX_FLOORS, CATALOGUE_FLOORS, [PUBLIC_ONLY]),
  ...rooms('plugins/sandbox/src', 'service', SANDBOX_FLOORS, SERVICE_FLOORS, [PUBLIC_ONLY]),
  forbid(
    ['native/**/*.ts'],
    [],
    [{group: ['@alien-grid/*', '**/src/lib/*'], message: 'xrootd-native knows nothing of the grid.'}],
  ),
);
