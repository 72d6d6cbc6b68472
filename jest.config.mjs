/** Killed processes: these wait most of the time, until Temporal gives up on who died. */
const CRASH = '<rootDir>/test/crash/';

const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  setupFilesAfterEnv: ['<rootDir>/test/support/failOnOutput.ts'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          target: 'es2023',
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'es6' },
      },
    ],
  },
};

/**
 * Two projects, which scripts/test.ts runs beside each other. A single file runs with
 * `npm run jest -- test/domain/money.test.ts`.
 */
export default {
  globalSetup: '<rootDir>/test/support/globalSetup.mjs',
  globalTeardown: '<rootDir>/test/support/globalTeardown.mjs',
  maxWorkers: 2,
  testTimeout: 60_000,
  // A process that has told many stories becomes slow: fifty files on, one takes four times as long as at first.
  workerIdleMemoryLimit: '1GB',
  testSequencer: '<rootDir>/test/support/longestFirst.mjs',
  projects: [
    {
      ...common,
      displayName: 'parallel',
      testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: [CRASH],
    },
    { ...common, displayName: 'crash', testMatch: [`${CRASH}**/*.test.ts`] },
  ],
};
