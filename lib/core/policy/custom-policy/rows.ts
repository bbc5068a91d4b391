import type { PolicyMajor, PolicyRelease, Processor } from '../policy';
import type { JsonObject } from '../../json';
import { Members, present, type Report } from './json';

/** As tags of images can be, so that a version can be read from one; `+` as semantic versions have it. */
const VERSION = /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}$/;
const VERSION_RULE = "a version such as '2026.1', of letters, digits and ._+-";
const PROCESSORS: readonly Processor[] = ['cpu', 'gpu'];
const SECTIONS: readonly NonNullable<PolicyRelease['section']>[] = ['supported', 'unsupported'];

/** One release, or nothing where a member of it can't be read. The API calls the version `name`. */
export function readRelease(row: JsonObject, name: string, report: Report): PolicyRelease | undefined {
  const members = new Members(row, name, report);
  const version = members.text(row['version'] === undefined && row['name'] !== undefined ? 'name' : 'version', VERSION, 'unparsable-version', VERSION_RULE);
  const eolFrom = members.date('eolFrom');
  const rest = present({
    processor: members.optionalChoice('processor', PROCESSORS),
    section: members.optionalChoice('section', SECTIONS),
    repository: members.optionalText('repository'),
    os: members.optionalText('os'),
    framework: members.optionalText('framework'),
    accelerator: members.optionalText('accelerator'),
    uri: members.optionalText('uri'),
    releaseDate: members.optionalDate('releaseDate') ?? undefined,
    eoasFrom: members.optionalDate('eoasFrom'),
    discontinuedFrom: members.optionalDate('discontinuedFrom'),
  });
  if (version === undefined || !members.ok) return undefined;
  return { version, ...rest, eolFrom, asWritten: String(row['eolFrom']), line: null };
}

export function readMajor(row: JsonObject, name: string, report: Report): PolicyMajor | undefined {
  const members = new Members(row, name, report);
  const version = members.text('version', VERSION, 'unparsable-version', VERSION_RULE);
  const eolFrom = members.date('eolFrom');
  const lastMinorRelease = members.optionalDate('lastMinorRelease') ?? null;
  return version === undefined || !members.ok ? undefined : { version, lastMinorRelease, eolFrom, line: null };
}
