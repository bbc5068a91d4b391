import pc from 'picocolors';
import type { Severity } from '../../lib/core/finding';

type Colors = ReturnType<typeof pc.createColors>;

/** How severities look on a terminal; plain text where colour is not wanted. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly severity: (severity: Severity, text: string) => string;
}

export function styleFor(colour: boolean): Style {
  const colors = pc.createColors(colour);
  return { bold: colors.bold, dim: colors.dim, severity: (severity, text) => COLOURS[severity](colors)(text) };
}

const COLOURS: Readonly<Record<Severity, (colors: Colors) => (text: string) => string>> = {
  CRITICAL: (colors) => (text) => colors.bold(colors.red(text)),
  HIGH: (colors) => colors.red,
  MEDIUM: (colors) => colors.yellow,
  LOW: (colors) => colors.cyan,
  INFORMATIONAL: (colors) => colors.green,
};

/** Whether a stream wants colour: a terminal does, unless the user says otherwise. */
export function wantsColour(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false;
  return env['FORCE_COLOR'] !== undefined ? env['FORCE_COLOR'] !== '0' : stream.isTTY === true;
}

/** Text from a service or a document without what could drive a terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/** The same for a message of several lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
