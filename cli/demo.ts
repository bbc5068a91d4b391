/** A day on which the demo's fleet shows every status. The dates of the shipped policy stay as they are; today does not. */
export const DEMO_DATE = '2026-10-24';

/** Runs something against an emulator with the demo's fleet. The SDK reads where to go from the environment. */
export async function withDemo<T>(run: () => Promise<T>): Promise<T> {
  const [{ startEmulator }, { demoFleet }] = await Promise.all([import('../emulator/server'), import('../emulator/demo-fleet')]);
  const emulator = await startEmulator({ fleet: demoFleet() });
  // A profile of the user's would outrank the keys of the emulator.
  const changes: NodeJS.ProcessEnv = { ...emulator.environment, AWS_PROFILE: undefined, AWS_DEFAULT_PROFILE: undefined };
  const before = Object.fromEntries(Object.keys(changes).map((name) => [name, process.env[name]]));
  setEnvironment(changes);
  try {
    return await run();
  } finally {
    setEnvironment(before);
    await emulator.close();
  }
}

function setEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
