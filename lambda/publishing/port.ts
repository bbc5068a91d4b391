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
