/** A question about the dataset, in the SQL that Athena (Trino) and DuckDB both understand, over tables of these names. */
export interface DatasetQuery {
  readonly id: string;
  /** The question, as Athena lists it. */
  readonly name: string;
  readonly description: string;
  readonly sql: string;
}

/*
 * What keeps the two dialects together. Dates, not timestamps, are subtracted: DuckDB counts the midnights between two timestamps, Trino
 * whole days. A date is cast after arithmetic, which in DuckDB makes a timestamp of it. Nothing is divided: whole numbers stay whole in
 * Trino only. Arrays are counted by UNNEST. No `least`, no `max_by`: the two differ in what NULL does to them.
 */
const daysFrom = (days: number): string => `CAST(current_date ${days < 0 ? '-' : '+'} INTERVAL '${Math.abs(days)}' DAY AS date)`;
/** The partition column is text. */
const since = (days: number): string => `date >= CAST(${daysFrom(-days)} AS varchar)`;
const quarter = (ahead: number): string => `CAST(date_trunc('quarter', current_date) + INTERVAL '${3 * ahead}' MONTH AS date)`;

/** A monitor that has not scanned for longer says nothing about today. */
const LATELY = since(7);
const YEAR = since(365);

const sameScan = (a: string, b: string): string =>
  ['monitor', 'account_id', 'region', 'scanned_at'].map((column) => `${a}.${column} = ${b}.${column}`).join(' AND ');

/** The findings of the last finished scan of each account and Region. */
const LATEST = `WITH last_scans AS (
  SELECT monitor, account_id, region, max(scanned_at) AS scanned_at
  FROM scans
  WHERE ${LATELY}
  GROUP BY monitor, account_id, region
), latest AS (
  SELECT f.*
  FROM findings f
  JOIN last_scans s ON ${sameScan('f', 's')}
  WHERE f.${LATELY}
)`;

const NEXT_QUARTER: DatasetQuery = {
  id: 'ends-next-quarter',
  name: 'What ends next quarter, and who runs it',
  description: 'Image versions whose support ends in the next calendar quarter, with who uses them and what to move to.',
  sql: `${LATEST}, users AS (
  SELECT monitor, account_id, region, scanned_at, finding_key, array_agg(used_by ORDER BY used_as DESC, used_by) AS used_by
  FROM usage
  WHERE ${LATELY}
  GROUP BY monitor, account_id, region, scanned_at, finding_key
)
SELECT l.end_of_support, l.account_id, l.region, l.image_name, l.version, l.base_family, l.base_version, l.owner, l.running, l.attached,
  u.used_by, l.waived, l.successor_version
FROM latest l
LEFT JOIN users u ON ${sameScan('u', 'l')} AND u.finding_key = l._key
WHERE l.end_of_support >= ${quarter(1)} AND l.end_of_support < ${quarter(2)}
ORDER BY l.end_of_support, l.running DESC NULLS LAST, l.account_id, l.region, l.image_name, l.version`,
};

const BURN_DOWN: DatasetQuery = {
  id: 'burn-down',
  name: 'How did the backlog burn down',
  description: 'Image versions by status for each day of the last year, by the last scan of the day. Days on which not all was read, or fewer places were scanned, say so.',
  sql: `WITH last_of_day AS (
  SELECT monitor, account_id, region, date, max(scanned_at) AS scanned_at
  FROM scans
  WHERE ${YEAR}
  GROUP BY monitor, account_id, region, date
)
SELECT s.date, sum(s.findings - s.supported) AS not_supported, sum(s.end_of_availability) AS end_of_availability,
  sum(s.end_of_support) AS end_of_support, sum(s.expiring) AS expiring, sum(s.unknown_base) AS unknown_base, sum(s.waived) AS waived,
  sum(s.findings) AS image_versions, count(*) AS places_scanned, bool_and(s.complete) AS complete
FROM scans s
JOIN last_of_day d ON ${sameScan('s', 'd')}
WHERE s.${YEAR}
GROUP BY s.date
ORDER BY s.date`,
};

const UNKNOWN_BASES: DatasetQuery = {
  id: 'unknown-bases',
  name: 'Which bases are unknown, and why',
  description: 'Image versions that could not be judged, with the reason, what to do, and the base that weak evidence points to.',
  sql: `${LATEST}
SELECT status, account_id, region, image_name, version, base_image, reason, base_family AS probable_family, base_version AS probable_version,
  evidence, owner, running
FROM latest
WHERE status IN ('UNKNOWN_BASE', 'IMAGE_UNAVAILABLE', 'NOT_IN_POLICY')
ORDER BY running DESC NULLS LAST, status DESC, account_id, region, image_name, version`,
};

const MOVED_DATES: DatasetQuery = {
  id: 'moved-dates',
  name: 'Which dates moved',
  description: 'Dates of policies that moved or were withdrawn in the last year, each once, with the days of notice that were left when it was first told.',
  sql: `SELECT CAST(min(c.scanned_at) AS date) AS told_on, c.family, c.version, c.framework, c.date_kind, c.type, c.old_date, c.new_date, c.days_moved,
  max(c.notice_days) AS notice_days, c.is_pending, count(DISTINCT a.arn) AS affected_versions
FROM policy_changes c
LEFT JOIN UNNEST(c.affected) AS a(arn) ON TRUE
WHERE c.${YEAR} AND c.type IN ('DATE_MOVED_EARLIER', 'DATE_MOVED_LATER', 'WITHDRAWN')
GROUP BY c.change_key, c.family, c.version, c.framework, c.date_kind, c.type, c.old_date, c.new_date, c.days_moved, c.is_pending
ORDER BY told_on DESC, c.family, c.version, c.date_kind`,
};

const TIME_TO_REMEDY: DatasetQuery = {
  id: 'time-to-remedy',
  name: 'Time to remedy',
  description: 'By month: how long image versions were not supported until they were, or were gone. Those still open stand in a row without a month, with their age.',
  sql: `WITH finished AS (
  SELECT f.monitor, f.account_id, f.region, f._key, f.creation_time, f.scanned_at, f.status <> 'SUPPORTED' AS is_open
  FROM findings f
  JOIN scans s ON ${sameScan('f', 's')}
  WHERE f.${YEAR} AND s.${YEAR}
), seen AS (
  SELECT *,
    lag(is_open) OVER (PARTITION BY monitor, account_id, region, _key, creation_time ORDER BY scanned_at) AS was_open,
    lead(scanned_at) OVER (PARTITION BY monitor, account_id, region, _key, creation_time ORDER BY scanned_at) AS seen_next
  FROM finished
), numbered AS (
  SELECT *,
    sum(CASE WHEN is_open AND NOT coalesce(was_open, FALSE) THEN 1 ELSE 0 END)
      OVER (PARTITION BY monitor, account_id, region, _key, creation_time ORDER BY scanned_at) AS episode
  FROM seen
), episodes AS (
  SELECT monitor, account_id, region, _key, creation_time, episode, min(scanned_at) AS opened, max(scanned_at) AS last_open,
    CASE WHEN max(seen_next) > max(scanned_at) THEN max(seen_next) END AS seen_next
  FROM numbered
  WHERE is_open
  GROUP BY monitor, account_id, region, _key, creation_time, episode
), closed AS (
  SELECT e.monitor, e.account_id, e.region, e._key, e.episode, e.opened, e.seen_next, min(s.scanned_at) AS missed
  FROM episodes e
  LEFT JOIN scans s ON s.monitor = e.monitor AND s.account_id = e.account_id AND s.region = e.region
    AND s.complete AND s.scanned_at > e.last_open AND s.${YEAR}
  GROUP BY e.monitor, e.account_id, e.region, e._key, e.creation_time, e.episode, e.opened, e.seen_next
), remedied AS (
  SELECT _key, opened, CASE WHEN seen_next IS NULL OR missed < seen_next THEN missed ELSE seen_next END AS remedied_at
  FROM closed
), timed AS (
  SELECT CAST(date_trunc('month', remedied_at) AS date) AS month,
    date_diff('day', CAST(opened AS date), coalesce(CAST(remedied_at AS date), current_date)) AS days
  FROM remedied
), ranked AS (
  SELECT month, days, row_number() OVER (PARTITION BY month ORDER BY days) AS place, count(*) OVER (PARTITION BY month) AS places
  FROM timed
)
SELECT month, count(*) AS image_versions, min(days) AS shortest_days,
  avg(CASE WHEN 2 * place IN (places, places + 1, places + 2) THEN days END) AS median_days, max(days) AS longest_days
FROM ranked
GROUP BY month
ORDER BY month NULLS LAST`,
};

const ENDING_WAIVERS: DatasetQuery = {
  id: 'ending-waivers',
  name: 'Images on waivers that end soon',
  description: 'Image versions whose waiver ends within 30 days: then they count again.',
  sql: `${LATEST}
SELECT waiver_expires, waiver_owner, account_id, region, image_name, version, status, severity, end_of_support, waiver_reason, running
FROM latest
WHERE waived AND waiver_expires <= ${daysFrom(30)}
ORDER BY waiver_expires, account_id, region, image_name, version`,
};

export const DATASET_QUERIES: readonly DatasetQuery[] = [
  NEXT_QUARTER, BURN_DOWN, UNKNOWN_BASES, MOVED_DATES, TIME_TO_REMEDY, ENDING_WAIVERS,
];
