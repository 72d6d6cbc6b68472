/** Suites that own the machine for a while: time skipping, whole journeys, a browser, killed processes. */
const SERIAL = ['workflows', 'journey', 'browser', 'crash', 'chaos'].map((folder) => `<rootDir>/test/${folder}/`);

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
 * Two projects, which scripts/test.ts runs one after the other: `parallel` with one worker for each core, `serial` one
 * file at a time. A single file runs with `npm run jest -- test/domain/money.test.ts`.
 */
export default {
  globalSetup: '<rootDir>/test/support/globalSetup.mjs',
  globalTeardown: '<rootDir>/test/support/globalTeardown.mjs',
  maxWorkers: 2,
  testTimeout: 30_000,
  projects: [
    {
      ...common,
      displayName: 'parallel',
      testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: SERIAL,
    },
    { ...common, displayName: 'serial', testMatch: SERIAL.map((folder) => `${folder}**/*.test.{ts,tsx}`) },
  ],
};
