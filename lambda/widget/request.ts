import { asObject, isJsonObject } from '../../lib/core/json';
import type { ThemeName } from '../pages/theme';

/** What the dashboard asks for. */
export type WidgetRequest =
  /** What the widget is and takes, for the person who edits the dashboard. */
  | { readonly kind: 'describe' }
  | {
    readonly kind: 'show';
    readonly theme: ThemeName;
    /** Pixels of the page. */
    readonly width: number;
    /** The parameter as it came. */
    readonly monitors: unknown;
  };

const WIDTH = { least: 640, most: 2000, usual: 1200 };

/**
 * Reads the event of a custom widget: its parameters stand beside the `widgetContext`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard_about.html
 */
export function readRequest(event: unknown): WidgetRequest {
  const { describe, monitors, widgetContext } = asObject(event) ?? {};
  if (describe === true) return { kind: 'describe' };
  const context = isJsonObject(widgetContext) ? widgetContext : {};
  return {
    kind: 'show',
    theme: context['theme'] === 'dark' ? 'dark' : 'light',
    width: widthOf(context['width']),
    monitors,
  };
}

function widthOf(value: unknown): number {
  const width = typeof value === 'number' && Number.isFinite(value) ? Math.floor(value) : WIDTH.usual;
  return Math.min(WIDTH.most, Math.max(WIDTH.least, width));
}
