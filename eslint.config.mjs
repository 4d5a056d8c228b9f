import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

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

/** The rooms of the sandbox, the deepest first: none knows of those that come after it, nor of others on its floor. */
const SANDBOX_FLOORS = [
  ['authority', 'catalogue', 'net'],
  ['storage'],
  ['jobs', 'faults'],
  ['service'],
  ['box'],
  ['commands'],
];

const sandboxArrows = SANDBOX_FLOORS.flatMap((floor, level) =>
  floor.map((room) => {
    const others = SANDBOX_FLOORS.slice(level).flat();
    const outside = others.filter((other) => other !== room).join('|');
    return forbid(
      [`plugins/sandbox/src/${room}/**/*.ts`],
      [],
      [
        PUBLIC_ONLY,
        ...(outside === ''
          ? []
          : [{regex: `^(\\.\\./)+(${outside})/`, message: `${room} lies deeper than that.`}]),
      ],
    );
  }),
);

export default tseslint.config(
  {ignores: ['**/dist/', '**/build/', '**/node_modules/', '.venv/']},
  eslint.configs.recommended,
  {
    languageOptions: {
      globals: {process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly'},
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {sourceType: 'commonjs', globals: {require: 'readonly', __dirname: 'readonly'}},
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {parserOptions: {projectService: true}},
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', {disallowTypeAnnotations: false}],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/require-await': 'off', // hooks and interfaces ask for promises
      'max-lines': ['error', {max: 300}],
    },
  },
  {
    files: ['**/test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', {allowForKnownSafeCalls: ['describe', 'it']}],
    },
  },
  forbid(
    ['src/lib/**/*.ts'],
    ['src/lib/cli/**/*.ts'],
    [
      {group: ['@oclif/*', 'listr2'], message: 'The engine knows nothing of the command line.'},
      {group: ['**/cli/**', '**/commands/**', '**/hooks/**'], message: 'Arrows point from commands to lib.'},
    ],
  ),
  forbid(['plugins/**/*.ts'], [], [PUBLIC_ONLY]),
  ...sandboxArrows,
  forbid(
    ['native/**/*.ts'],
    [],
    [{group: ['@alien-grid/*', '**/src/lib/*'], message: 'xrootd-native knows nothing of the grid.'}],
  ),
);
