import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from './port.ts';

/** OWASP's recommendation for argon2id (the library's default variant): 19 MiB, two passes, one lane. */
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function createPasswords(): Passwords {
  const nobody = hash('nobody has this password', SETTINGS);
  return {
    hash: (password) => hash(password, SETTINGS),
    verify: async (password, stored) => {
      const matches = await verify(stored ?? (await nobody), password);
      return matches && stored !== undefined;
    },
  };
}
