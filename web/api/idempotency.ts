/** A key that nobody else has; works on plain http in a local network, too, where `randomUUID` does not. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

export type KeyKeeper = { keyFor: (body: unknown) => string; forget: () => void };

/**
 * The same content has the same key, however often it is sent: a double click, a repeat after a lost answer and a
 * reload all make one thing. Changed content is another request and gets another key.
 */
export function createKeyKeeper(kept?: { content: string; key: string }): KeyKeeper {
  let last = kept;
  return {
    keyFor: (body) => {
      const content = JSON.stringify(body);
      if (last?.content !== content) last = { content, key: newKey() };
      return last.key;
    },
    forget: () => {
      last = undefined;
    },
  };
}
