/** One line of JSON for each event, as CloudWatch Logs Insights reads it. */
export type Log = (level: 'INFO' | 'WARN' | 'ERROR', message: string, details?: Readonly<Record<string, unknown>>) => void;

export function jsonLog(write: (line: string) => void, now: () => Date): Log {
  return (level, message, details = {}) => write(`${JSON.stringify({ timestamp: now().toISOString(), level, message, ...details })}\n`);
}
