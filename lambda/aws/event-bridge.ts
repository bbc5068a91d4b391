import { EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import pRetry from 'p-retry';
import { EVENT_SOURCE } from '../../lib/core/events';
import { entrySize, MAX_ENTRIES_BYTES } from '../publishing/events';
import type { EventEntry, EventSink } from '../publishing/port';
import { splitToFit } from '../publishing/split';
import { REQUEST_LIMITS } from './client-options';
import { call, toServiceError } from './service-error';

/** What one PutEvents call takes. */
const MAX_ENTRIES = 10;
const ATTEMPTS = 4;
/** Of the codes of a refused entry, those that may go away: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html */
const RETRYABLE: readonly string[] = ['InternalException', 'InternalFailure', 'ThrottlingException'];

interface Refused {
  readonly entry: EventEntry;
  readonly answer: PutEventsResultEntry;
}

/** To be imported where events are sent: a scan without a bus does without this client at its start. */
export function eventBridgeSink(region: string, busName: string): EventSink {
  return new EventBridgeSink(new EventBridgeClient({ region, requestHandler: REQUEST_LIMITS }), busName);
}

/** Puts events on one bus. A request may be taken in part: what was refused is sent again, and nothing else. */
export class EventBridgeSink implements EventSink {
  constructor(
    private readonly client: EventBridgeClient,
    /** Name or ARN. */
    private readonly busName: string,
    private readonly retryAfterMilliseconds = 200,
  ) {}

  async put(entries: readonly EventEntry[]): Promise<void> {
    const refused: Refused[] = [];
    for (const batch of splitToFit(entries, fitsRequest)) refused.push(...await this.putBatch(batch));
    const [first] = refused;
    if (first === undefined) return;
    const { ErrorCode = 'InternalException', ErrorMessage = 'no message' } = first.answer;
    const error = new Error(`${refused.length} of ${entries.length} events were not taken, for example a '${first.entry.detailType}': ${ErrorMessage}`);
    throw toServiceError(Object.assign(error, { name: ErrorCode }), 'events.PutEvents', this.busName);
  }

  /** Gives back what was refused for good, or to the last. */
  private async putBatch(batch: readonly EventEntry[]): Promise<Refused[]> {
    const lost: Refused[] = [];
    let left = batch;
    let again: Refused[] = [];
    const attempt = async (): Promise<void> => {
      const refused = await this.send(left);
      again = refused.filter(({ answer }) => RETRYABLE.includes(answer.ErrorCode ?? ''));
      lost.push(...refused.filter((one) => !again.includes(one)));
      left = again.map(({ entry }) => entry);
      if (again.length > 0) throw new TakenInPart();
    };
    const options = {
      retries: ATTEMPTS - 1,
      minTimeout: this.retryAfterMilliseconds,
      randomize: true,
      // The SDK has retried the call itself already.
      shouldRetry: ({ error }: { readonly error: Error }) => error instanceof TakenInPart,
    };
    await pRetry(attempt, options).catch((error: unknown) => {
      if (!(error instanceof TakenInPart)) throw error;
    });
    return [...lost, ...again];
  }

  private async send(entries: readonly EventEntry[]): Promise<Refused[]> {
    const { Entries: answers = [] } = await call('events.PutEvents', this.busName, () => this.client.send(new PutEventsCommand({
      Entries: entries.map(({ detailType, detail, resources, time }) => ({
        EventBusName: this.busName,
        Source: EVENT_SOURCE,
        DetailType: detailType,
        Detail: detail,
        Resources: [...resources],
        Time: new Date(time),
      })),
    })));
    return entries.flatMap((entry, index) => {
      const answer = answers[index];
      return answer?.EventId === undefined ? [{ entry, answer: answer ?? {} }] : [];
    });
  }
}

class TakenInPart extends Error {}

function fitsRequest(entries: readonly EventEntry[]): boolean {
  return entries.length <= MAX_ENTRIES && entries.reduce((sum, entry) => sum + entrySize(entry), 0) <= MAX_ENTRIES_BYTES;
}
