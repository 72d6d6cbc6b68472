/** Suites that own the machine for a while: time skipping, whole journeys, a browser. */
const SERIAL = ['workflows', 'journey', 'browser', 'chaos'].map((folder) => `<rootDir>/test/${folder}/`);
/** Killed processes: these wait most of the time, until Temporal gives up on who died. */
const CRASH = ['<rootDir>/test/crash/'];

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
 * Three projects, which scripts/test.ts runs one after the other: `parallel` with one worker for each core, `crash` with
 * one more, `serial` one file at a time. A single file runs with `npm run jest -- test/domain/money.test.ts`.
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
      testPathIgnorePatterns: [...SERIAL, ...CRASH],
    },
    { ...common, displayName: 'crash', testMatch: CRASH.map((folder) => `${folder}**/*.test.ts`) },
    { ...common, displayName: 'serial', testMatch: SERIAL.map((folder) => `${folder}**/*.test.{ts,tsx}`) },
  ],
};
