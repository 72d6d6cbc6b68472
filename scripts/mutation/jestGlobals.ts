import { jestExpect } from '@jest/expect';
import circus from 'jest-circus';

/** What tests import as `@jest/globals`, made of Jest's own parts: the same `it` and the same `expect` as in `npm test`. */
export const expect = jestExpect;
export const { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } = circus;
