const INTERVAL_MILLISECONDS = 60_000;

/**
 * Saves again and again while a scan goes on, never twice at a time. A first scan of many versions may take longer than a
 * function may run: what it has learned until it is ended is not asked for again by the next.
 */
export function startCheckpoints(save: () => Promise<void>): { stop(): Promise<void> } {
  let saving: Promise<void> | undefined;
  const timer = setInterval(() => {
    saving ??= save().finally(() => {
      saving = undefined;
    });
  }, INTERVAL_MILLISECONDS);
  return {
    stop: async () => {
      clearInterval(timer);
      await saving;
    },
  };
}
