type Waiting<Key, Result> = {
  key: Key;
  resolve: (result: Result | undefined) => void;
  reject: (error: unknown) => void;
};

/**
 * One statement for all who ask at the same time: what is asked while one is under way goes with the next, so every answer
 * is read after its question was put. Under load statements grow instead of their number.
 */
export function gathered<Key, Result>(
  read: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Result>>,
): (key: Key) => Promise<Result | undefined> {
  let waiting: Waiting<Key, Result>[] = [];
  let isUnderWay = false;

  const answerAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const asked = waiting;
      waiting = [];
      try {
        const results = await read([...new Set(asked.map(({ key }) => key))]);
        for (const { key, resolve } of asked) resolve(results.get(key));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    isUnderWay = false;
  };

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (isUnderWay) return;
      isUnderWay = true;
      setImmediate(() => void answerAll());
    });
}
