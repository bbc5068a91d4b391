/** The environment variable that the construct writes and the widget's function reads: JSON, a `WidgetReport` for each monitor. */
export const WIDGET_REPORTS = 'IMAGE_SUPPORT_WIDGET_REPORTS';

/** Where the last report of a monitor lies. */
export interface WidgetReport {
  readonly monitor: string;
  readonly bucketName: string;
  readonly key: string;
  readonly region: string;
}
