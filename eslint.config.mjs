import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Arrows point one way: commands -> lib -> native; lib knows nothing of oclif, plugins only the public exports. */
const forbid = (files, ignores, patterns) => ({
  files,
  ignores,
  rules: {'no-restricted-imports': ['error', {patterns}]},
});

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
      {group: ['**/cli/*', '**/commands/*', '**/hooks/*'], message: 'Arrows point from commands to lib.'},
    ],
  ),
  forbid(
    ['plugins/**/*.ts'],
    [],
    [
      {
        group: ['../../../../src/*', '**/main/src/*', '@alien-grid/cli/src/*'],
        message: 'A plugin imports the public exports only.',
      },
    ],
  ),
  forbid(
    ['native/**/*.ts'],
    [],
    [{group: ['@alien-grid/*', '**/src/lib/*'], message: 'xrootd-native knows nothing of the grid.'}],
  ),
);
