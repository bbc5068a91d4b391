import { isJsonObject } from '../../lib/core/json';
import { WIDGET_REPORTS, type WidgetReport } from '../../lib/core/widget-contract';

/** The reports that the function may read, in the order in which they are shown. */
export function readReports(env: Readonly<Record<string, string | undefined>>): readonly WidgetReport[] {
  const text = env[WIDGET_REPORTS];
  const value = jsonOf(text);
  if (Array.isArray(value) && value.length > 0 && value.every(isWidgetReport)) return value;
  throw new Error(`The environment variable '${WIDGET_REPORTS}' must list reports as JSON, got: ${text === undefined ? 'nothing' : `'${text}'`}. Deploy the function by its construct.`);
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function isWidgetReport(value: unknown): value is WidgetReport {
  return isJsonObject(value) && [value['monitor'], value['bucketName'], value['key'], value['region']].every((text) => typeof text === 'string' && text !== '');
}
