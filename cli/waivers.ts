import type { CalendarDate } from '../lib/core/calendar-date';
import { readWaivers, type ReadWaivers } from '../lambda/waivers/parse-waivers';
import { UsageError } from './console';
import { readTextFile } from './read-document';

/** The waivers of all files that were named. A person at the command line can mend a file before the scan. */
export async function readWaiverFiles(files: readonly string[] = [], today: CalendarDate): Promise<ReadWaivers> {
  const documents = await Promise.all(files.map(async (source) => ({ source, text: await readTextFile(source) })));
  const read = readWaivers(documents, today);
  if (read.refused.length > 0) throw new UsageError(read.refused.join('\n'));
  return read;
}
