type Queue = { running: number; waiting: (() => void)[] };

/** At most `most` pieces of work at a time for each key, first come first served; other keys are not held up. */
export function createTurns(most: number): <Result>(key: string, work: () => Promise<Result>) => Promise<Result> {
  const queues = new Map<string, Queue>();

  const enter = async (key: string): Promise<Queue> => {
    const queue = queues.get(key) ?? { running: 0, waiting: [] };
    queues.set(key, queue);
    // Whoever leaves hands their place over, so that nobody who comes later overtakes.
    if (queue.running < most) queue.running += 1;
    else await new Promise<void>((resolve) => queue.waiting.push(resolve));
    return queue;
  };

  const leave = (key: string, queue: Queue): void => {
    const next = queue.waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    queue.running -= 1;
    if (queue.running === 0) queues.delete(key);
  };

  return async (key, work) => {
    const queue = await enter(key);
    try {
      return await work();
    } finally {
      leave(key, queue);
    }
  };
}
