/** Whether an answer said that the session is over, for the dialog that asks for the password again. */
function createSessionEnd() {
  const listeners = new Set<() => void>();
  let ended = false;
  const set = (value: boolean): void => {
    if (ended === value) return;
    ended = value;
    for (const listener of listeners) listener();
  };
  return {
    tell: () => set(true),
    forget: () => set(false),
    isEnded: () => ended,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const sessionEnd = createSessionEnd();
