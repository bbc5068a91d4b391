import type { DetailType } from '../../lib/core/events';

/** A message for subscribers. `bodies` has one text for each protocol, `default` among them. */
export interface Notification {
  readonly subject: string;
  readonly bodies: { readonly default: string } & Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

/** Tells subscribers. Rejects with a ServiceError. */
export interface Notifier {
  publish(notification: Notification): Promise<void>;
}

export interface MetricDatum {
  readonly name: string;
  readonly value: number;
  readonly unit: 'Count' | 'Percent' | 'Milliseconds' | 'None';
}

/** Takes the numbers of one scan. Rejects with a ServiceError. */
export interface MetricsSink {
  put(monitor: string, timestamp: string, data: readonly MetricDatum[]): Promise<void>;
}

/** An event for others to act on. `detail` is JSON. */
export interface EventEntry {
  readonly detailType: DetailType;
  readonly detail: string;
  /** ARNs of image versions. */
  readonly resources: readonly string[];
  /** ISO instant. */
  readonly time: string;
}

/** Takes events, any number at once. Rejects with a ServiceError that says how many were not taken; the others may have been. */
export interface EventSink {
  put(entries: readonly EventEntry[]): Promise<void>;
}
