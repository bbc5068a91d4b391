import type { CalendarDate } from '../../lib/core/calendar-date';
import type { ObjectStore } from '../state/port';
import type { ReadWaivers } from '../waivers/parse-waivers';
import type { ObjectAddress } from './settings';

/**
 * The waivers in force. A set that is missing or has a mistake silences nothing, and people are told; where a set can't be read for
 * another reason the scan fails, because without it people would be told of everything that was waived.
 */
export async function loadWaivers(
  storeOf: (bucketName: string) => Pick<ObjectStore, 'get'>, addresses: readonly ObjectAddress[], today: CalendarDate,
): Promise<ReadWaivers> {
  if (addresses.length === 0) return { waivers: [], refused: [] };
  const sources = await Promise.all(addresses.map(async ({ bucketName, key }) => {
    return { source: `s3://${bucketName}/${key}`, object: await storeOf(bucketName).get(key) };
  }));
  // The YAML parser is loaded only by a run that has something to parse.
  const { readWaivers } = await import('../waivers/parse-waivers');
  const read = readWaivers(sources.flatMap(({ source, object }) => (object ? [{ source, text: object.body }] : [])), today);
  const missing = sources.filter(({ object }) => !object).map(({ source }) => `Waivers of '${source}' are not used: there is no such object; put it there, or take it out of the monitor's waivers.`);
  return { waivers: read.waivers, refused: [...missing, ...read.refused] };
}
