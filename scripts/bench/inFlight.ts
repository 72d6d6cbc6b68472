/** Does `total` pieces of work, never more than `atOnce` at a time; a failure is given to `onError` and counts as done. */
export async function inFlight(args: {
  total: number;
  atOnce: number;
  work: (place: number) => Promise<void>;
  onError: (error: unknown) => void;
}): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let place = next++; place < args.total; place = next++) {
      try {
        await args.work(place);
      } catch (error) {
        args.onError(error);
      }
    }
  };
  await Promise.all(Array.from({ length: args.atOnce }, worker));
}
