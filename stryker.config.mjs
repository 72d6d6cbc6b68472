import jestConfig from './jest.config.mjs';

/** Every property is tried once for each mutant, so not as often as in a test run (test/support/runs.ts). */
process.env['FAIRLEAD_PROPERTY_RUNS'] ??= '20';

/**
 * `npm run mutation`: would the tests of the rules about money notice if a rule were wrong? The rules are changed one place
 * at a time; a change that no test notices has survived. `npm run mutation -- --mutate domain/money.ts` tries one file.
 * What was tried before and has not changed since is not tried again (reports/).
 */
export default {
  mutate: ['domain/money.ts', 'domain/{commission,ledger,approval,documents,reconciliation,tax}/**/*.ts'],
  plugins: ['./scripts/mutation/oneProcessRunner.ts'],
  testRunner: 'oneProcess',
  testRunnerNodeArgs: ['--import', 'tsx'],
  checkerNodeArgs: ['--import', 'tsx'],
  oneProcess: {
    testFiles: '^test/domain/.+[.]test[.]ts$',
    setupFile: 'test/support/failOnOutput.ts',
    testTimeoutMs: jestConfig.testTimeout,
  },
  coverageAnalysis: 'perTest',
  // What is computed once when a module is loaded would need a fresh process for each mutant.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 5_000,
  incremental: true,
  incrementalFile: 'reports/mutation.json',
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false },
  thresholds: { high: 90, low: 85, break: 85 },
  tempDirName: '.cache/mutation',
};
