import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';

/** What a rule of the business and a workflow may not read: the result would depend on the machine or the moment. */
const NONDETERMINISTIC = [
  {
    object: 'Math',
    property: 'random',
    message: 'Take randomness as an argument; this code must give the same result twice.',
  },
  {
    object: 'Date',
    property: 'now',
    message: 'Take the time as an argument; this code must give the same result twice.',
  },
  {
    object: 'performance',
    property: 'now',
    message: 'Take the time as an argument; this code must give the same result twice.',
  },
];
const NODE_GLOBALS = ['process', 'Buffer', 'fetch', 'setImmediate', 'setInterval', 'crypto', '__dirname', 'require'];

export default defineConfig(
  globalIgnores(['dist*', 'generated', 'node_modules', 'coverage', '.data', '.cache', 'web/openapi.d.ts']),
  // An exception written beside the code is how a rule dies quietly: inline configuration has no effect here.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [ts.configs.strictTypeChecked],
    // The project service takes the nearest tsconfig.json of each file: the root's for the servers, web/tsconfig.json for the app.
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['domain/**/*.ts', 'workflows/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...NODE_GLOBALS] },
  },
  {
    files: ['domain/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...NONDETERMINISTIC],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Take the time as an argument; a rule must give the same result twice.',
        },
      ],
    },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    extends: [
      jsxA11y.flatConfigs.strict,
      reactHooks.configs.flat['recommended-latest'] ?? reactHooks.configs.flat.recommended,
    ],
  },
  // A script talks to the person at the terminal.
  { files: ['scripts/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.{mjs,cjs}'],
    extends: [ts.configs.strict],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
