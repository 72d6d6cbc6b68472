import { afterEach, beforeEach, expect } from '@jest/globals';

/**
 * Stray output hides the one line that matters: a test that prints fails. Code that has something to say gets a logger.
 */
const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;
const printed: string[] = [];

const recorder = (method: string) => [
  method,
  (...args: unknown[]): void => {
    printed.push(`console.${method}: ${args.map(String).join(' ')}`);
  },
];

Object.assign(console, Object.fromEntries(METHODS.map(recorder)));

beforeEach(() => {
  printed.length = 0;
});

afterEach(() => {
  expect(printed).toEqual([]);
});
