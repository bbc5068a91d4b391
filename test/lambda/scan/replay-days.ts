import { createHash } from 'node:crypto';
import { REVISIONS, type Revision } from '../../support/policy-history';
import { distributionMarkdown } from '../../support/policy-markdown';
import { goldenPolicy } from './replay-fleet';
import { MIRROR, TEAM, type Day } from './replay-world';

/** One day of a monitor's life: what is different, and what people are told. */
export interface ReplayDay extends Day {
  readonly on: string;
  readonly why: string;
  /** Not all of it can be told, and the run fails. */
  readonly fails?: boolean;
  /** Of the mail, without account and Region; absent where nothing is sent. */
  readonly subject?: string;
  /** All changes, in their order. */
  readonly told?: readonly string[];
  /** Images whose findings show the earlier date of a refused document. */
  readonly pending?: string;
  /** Images whose policy has grown old. */
  readonly stale?: string;
  /** Which copies of the vendor's and of the team's policy rule; both are fresh where absent. */
  readonly rules?: string;
}

function revisionOf(name: string): Revision {
  const revision = REVISIONS.findLast(({ commit, day }) => commit === name || day === name);
  if (!revision) throw new Error(`'${name}' must be a commit or the day of a revision`);
  return revision;
}

/** The vendor's revision of a day, as it would be written then. */
const at = (commit: string, day: string): string => distributionMarkdown(revisionOf(commit).document, day);
/** A revision in which some ends are others. */
const edited = (commit: string, day: string, ends: Readonly<Record<string, string>>): string => {
  const { document } = revisionOf(commit);
  return distributionMarkdown({ releases: document.releases.map((row) => ({ ...row, eolFrom: ends[row.version] ?? row.eolFrom })) }, day);
};
const WAIVERS = JSON.stringify({ waivers: [{ image: 'on-2-3', owner: 'ana', reason: 'waits for a course', expires: '2025-05-20' }] });
const MASS_MOVE = edited('4bcd33ce', '2026-05-20', {
  '2.12': '2026-05-31', '3.7': '2026-05-31', '2.13': '2026-06-15', '3.8': '2026-06-15', '2.14': '2026-07-15',
  '3.9': '2026-10-15', '4.0': '2026-12-01', '4.1': '2026-12-31',
});

/** The edits of the vendor's document in 25 months, at their days, and some of our own: every message, in its order. */
export const DAYS: readonly ReplayDay[] = [
  {
    on: '2025-03-12',
    why: 'the first scan: what is open, and nothing of the policy that came with the program',
    at: { [MIRROR]: at('before', '2025-03-12'), [TEAM]: goldenPolicy('2026-09-30') },
    subject: '[MEDIUM] SageMaker images: 1 with unknown base, 5 newer than the policy',
    told: [
      'on-2-12 NEW null -> NOT_IN_POLICY_YET',
      'on-2-14 NEW null -> NOT_IN_POLICY_YET',
      'on-2-4 NEW null -> NOT_IN_POLICY_YET',
      'on-3-9 NEW null -> NOT_IN_POLICY_YET',
      'on-4-0 NEW null -> NOT_IN_POLICY_YET',
      'plain NEW null -> UNKNOWN_BASE',
    ],
  },
  {
    on: '2025-03-13',
    why: 'an end moved into the past; three rows with the image of the other processor',
    at: { [MIRROR]: at('2ea2d7d3', '2025-03-13') },
    subject: '[LOW] SageMaker Distribution 1.11 ends 83 days earlier (2025-01-08), ...',
    told: [
      'policy DATE_MOVED_EARLIER 1.11 cpu+gpu 2025-04-01 -> 2025-01-08',
      'policy DOCUMENT_ACCEPTED_WITH_DOUBTS',
    ],
  },
  {
    on: '2025-03-14',
    why: 'the images are put right: no news',
    at: { [MIRROR]: at('1a9f35f0', '2025-03-14') },
  },
  {
    on: '2025-04-28',
    why: 'within the longest notice period',
    subject: '[MEDIUM] Now expiring (was supported): on-2-3 version 1',
    told: [
      'on-2-3 STATUS_CHANGED SUPPORTED -> EXPIRING',
    ],
  },
  {
    on: '2025-04-30',
    why: 'new releases, one of which was waited for',
    at: { [MIRROR]: at('2025-04-30', '2025-04-30') },
    subject: '[LOW] 3 releases added, 1 image version resolved',
    told: [
      'policy RELEASE_ADDED 2.4 cpu+gpu null -> 2025-09-07 [on-2-3 on-2-4]',
      'policy RELEASE_ADDED 3.0 cpu+gpu null -> 2025-09-29 [on-2-12 on-2-14 on-2-3 on-2-4]',
      'policy RELEASE_ADDED 2.6 cpu+gpu null -> 2025-10-28 [on-2-3 on-2-4]',
      'on-2-4 RESOLVED NOT_IN_POLICY_YET -> SUPPORTED',
    ],
  },
  {
    on: '2025-05-04',
    why: 'a waiver',
    waivers: WAIVERS,
    subject: '[LOW] Waiver added: on-2-3',
    told: [
      'waiver WAIVER_ADDED on-2-3',
    ],
  },
  {
    on: '2025-05-06',
    why: '2.3 has ended eleven days ago. Nobody can be told',
    at: { [MIRROR]: at('bf8bb62c', '2025-05-06') }, failing: 'message',
    fails: true,
    told: [
      'policy DATE_MOVED_EARLIER 2.3 cpu+gpu 2025-07-27 -> 2025-04-25 [on-2-3]',
      'policy DATE_MOVED_EARLIER 2.2 cpu+gpu 2025-05-15 -> 2025-04-25',
      'policy DATE_MOVED_EARLIER 1.12 cpu+gpu 2025-07-23 -> 2025-05-15',
      'policy DATE_MOVED_EARLIER 1.13 cpu+gpu 2025-09-19 -> 2025-05-15',
      'policy DOCUMENT_ACCEPTED_WITH_DOUBTS',
    ],
  },
  {
    on: '2025-05-07',
    why: 'told now, from the next edit; the finding itself is waived',
    at: { [MIRROR]: at('21cd1ed7', '2025-05-07') },
    subject: '[HIGH] 4 support dates moved earlier',
    told: [
      'policy DATE_MOVED_EARLIER 2.3 cpu+gpu 2025-07-27 -> 2025-04-25 [on-2-3]',
      'policy DATE_MOVED_EARLIER 2.2 cpu+gpu 2025-05-15 -> 2025-04-25',
      'policy DATE_MOVED_EARLIER 1.12 cpu+gpu 2025-07-23 -> 2025-05-15',
      'policy DATE_MOVED_EARLIER 1.13 cpu+gpu 2025-09-19 -> 2025-05-15',
    ],
  },
  {
    on: '2025-05-08',
    why: 'nothing',
  },
  {
    on: '2025-05-12',
    why: 'earlier, with 13 days of notice',
    at: { [MIRROR]: at('f4d3fadc', '2025-05-12') },
    subject: '[MEDIUM] SageMaker Distribution 2.4 ends 105 days earlier (2025-05-25)',
    told: [
      'policy DATE_MOVED_EARLIER 2.4 cpu+gpu 2025-09-07 -> 2025-05-25 [on-2-4]',
      'on-2-4 STATUS_CHANGED SUPPORTED -> EXPIRING',
    ],
  },
  {
    on: '2025-05-19',
    why: 'a notice period is reached',
    subject: '[HIGH] The last 7 days of support: on-2-4 version 1',
    told: [
      'on-2-4 NOTICE_PERIOD 30 -> 7',
    ],
  },
  {
    on: '2025-05-21',
    why: 'the waiver is over',
    subject: '[HIGH] SageMaker images: 1 out of support, 1 waiver expired',
    told: [
      'waiver WAIVER_EXPIRED on-2-3',
      'on-2-3 STATUS_CHANGED EXPIRING -> END_OF_SUPPORT',
    ],
  },
  {
    on: '2025-05-22',
    why: 'told once',
  },
  {
    on: '2025-06-04',
    why: 'an end moved, another one passed',
    at: { [MIRROR]: at('209050b2', '2025-06-04') },
    subject: '[HIGH] SageMaker Distribution 3.0 ends 91 days earlier (2025-06-30), ...',
    told: [
      'policy DATE_MOVED_EARLIER 3.0 cpu+gpu 2025-09-29 -> 2025-06-30',
      'on-2-4 STATUS_CHANGED EXPIRING -> END_OF_SUPPORT',
    ],
  },
  {
    on: '2025-06-09',
    why: 'an end that touches nobody',
    at: { [MIRROR]: at('76174ddc', '2025-06-09') },
    subject: '[LOW] SageMaker Distribution 2.6 ends 120 days earlier (2025-06-30)',
    told: [
      'policy DATE_MOVED_EARLIER 2.6 cpu+gpu 2025-10-28 -> 2025-06-30',
    ],
  },
  {
    on: '2025-06-10',
    why: 'the source is down: what was accepted last rules',
    at: { [MIRROR]: null },
    rules: 'last-accepted fresh',
  },
  {
    on: '2025-06-11',
    why: 'both are',
    at: { [TEAM]: null },
    rules: 'last-accepted last-accepted',
  },
  {
    on: '2025-07-20',
    why: 'the policies grow old',
    stale: 'on-2-3 on-2-4 on-2-12 on-2-14 on-3-9 on-4-0 gold',
    rules: 'last-accepted last-accepted',
  },
  {
    on: '2026-04-29',
    why: 'back, with ten months of releases',
    at: { [MIRROR]: at('2026-04-29', '2026-04-29'), [TEAM]: goldenPolicy('2026-09-30') },
    subject: '[MEDIUM] 11 releases added, 1 image version expiring, 3 resolved',
    told: [
      'policy RELEASE_ADDED 2.11 cpu+gpu null -> 2026-05-14 [on-2-3 on-2-4]',
      'policy RELEASE_ADDED 3.6 cpu+gpu null -> 2026-05-14 [on-2-3 on-2-4]',
      'policy RELEASE_ADDED 2.12 cpu+gpu null -> 2026-06-22 [on-2-12 on-2-3 on-2-4]',
      'policy RELEASE_ADDED 3.7 cpu+gpu null -> 2026-06-22 [on-2-3 on-2-4]',
      'policy RELEASE_ADDED 2.13 cpu+gpu null -> 2026-08-01 [on-2-12 on-2-3 on-2-4]',
      'policy RELEASE_ADDED 3.8 cpu+gpu null -> 2026-08-01 [on-2-12 on-2-3 on-2-4]',
      'policy RELEASE_ADDED 2.14 cpu+gpu null -> 2026-09-09 [on-2-12 on-2-14 on-2-3 on-2-4]',
      'policy RELEASE_ADDED 3.9 cpu+gpu null -> 2026-09-09 [on-2-12 on-2-3 on-2-4 on-3-9]',
      'policy RELEASE_ADDED 4.0 cpu+gpu null -> 2026-10-07 [on-2-12 on-2-14 on-2-3 on-2-4 on-3-9 on-4-0]',
      'policy RELEASE_ADDED 4.1 cpu+gpu null -> 2026-10-29 [on-2-12 on-2-14 on-2-3 on-2-4 on-3-9 on-4-0]',
      'policy RELEASE_ADDED cpu+gpu',
      'on-2-12 STATUS_CHANGED NOT_IN_POLICY_YET -> EXPIRING',
      'on-2-14 RESOLVED NOT_IN_POLICY_YET -> SUPPORTED',
      'on-3-9 RESOLVED NOT_IN_POLICY_YET -> SUPPORTED',
      'on-4-0 RESOLVED NOT_IN_POLICY_YET -> SUPPORTED',
    ],
  },
  {
    on: '2026-04-30',
    why: 'the mass move: refused, its earlier dates told',
    at: { [MIRROR]: at('e6276f1d', '2026-04-30') },
    subject: '[HIGH] Policy of SageMaker Distribution refused, 7 earlier dates pending',
    told: [
      'policy DATE_MOVED_EARLIER 2.12 cpu+gpu pending 2026-06-22 -> 2026-04-30 [on-2-12]',
      'policy DOCUMENT_REFUSED',
      'policy DATE_MOVED_EARLIER 2.14 cpu+gpu pending 2026-09-09 -> 2026-05-15 [on-2-14]',
      'policy DATE_MOVED_EARLIER 2.11 cpu+gpu pending 2026-05-14 -> 2026-04-30',
      'policy DATE_MOVED_EARLIER 2.13 cpu+gpu pending 2026-08-01 -> 2026-04-30',
      'policy DATE_MOVED_EARLIER 3.6 cpu+gpu pending 2026-05-14 -> 2026-04-30',
      'policy DATE_MOVED_EARLIER 3.7 cpu+gpu pending 2026-06-22 -> 2026-04-30',
      'policy DATE_MOVED_EARLIER 3.8 cpu+gpu pending 2026-08-01 -> 2026-04-30',
    ],
    pending: 'on-2-12 on-2-14',
    rules: 'last-accepted fresh',
  },
  {
    on: '2026-05-01',
    why: 'repaired in part, and two rows lost',
    at: { [MIRROR]: at('75db2fc2', '2026-05-01') },
    subject: '[HIGH] Policy of SageMaker Distribution refused, ...',
    told: [
      'policy DOCUMENT_REFUSED',
      'policy DATE_MOVED_EARLIER 2.12 cpu+gpu pending 2026-06-22 -> 2026-05-30 [on-2-12]',
      'policy DATE_MOVED_EARLIER 2.14 cpu+gpu pending 2026-09-09 -> 2026-05-30 [on-2-14]',
      'policy DATE_MOVED_EARLIER 2.13 cpu+gpu pending 2026-08-01 -> 2026-05-30',
      'policy DATE_MOVED_EARLIER 3.7 cpu+gpu pending 2026-06-22 -> 2026-05-30',
      'policy DATE_MOVED_EARLIER 3.8 cpu+gpu pending 2026-08-01 -> 2026-05-30',
      'policy DATE_MOVED_LATER 2.11 cpu+gpu pending 2026-04-30 -> 2026-05-14',
      'policy DATE_MOVED_LATER 3.6 cpu+gpu pending 2026-04-30 -> 2026-05-14',
    ],
    pending: 'on-2-12 on-2-14',
    rules: 'last-accepted fresh',
  },
  {
    on: '2026-05-02',
    why: 'the source is down: takes nothing back',
    at: { [MIRROR]: null },
    pending: 'on-2-12 on-2-14',
    rules: 'last-accepted fresh',
  },
  {
    on: '2026-05-03',
    why: 'an error page in its place: neither',
    at: { [MIRROR]: '<!DOCTYPE html><html><body>502</body></html>' },
    subject: '[HIGH] Policy of SageMaker Distribution refused',
    told: [
      'policy DOCUMENT_REFUSED',
    ],
    pending: 'on-2-12 on-2-14',
    rules: 'last-accepted fresh',
  },
  {
    on: '2026-05-04',
    why: 'the lost rows are back, some dates too',
    at: { [MIRROR]: at('fafe6db6', '2026-05-04') },
    subject: '[HIGH] Policy of SageMaker Distribution refused, 3 earlier dates pending',
    told: [
      'policy DOCUMENT_REFUSED',
      'policy DATE_MOVED_EARLIER 2.14 cpu+gpu pending 2026-09-09 -> 2026-07-30 [on-2-14]',
      'policy DATE_MOVED_EARLIER 2.13 cpu+gpu pending 2026-08-01 -> 2026-06-30',
      'policy DATE_MOVED_EARLIER 3.8 cpu+gpu pending 2026-08-01 -> 2026-06-30',
    ],
    pending: 'on-2-12 on-2-14',
    rules: 'last-accepted fresh',
  },
  {
    on: '2026-05-05',
    why: 'the originals are restored',
    at: { [MIRROR]: at('4bcd33ce', '2026-05-05') },
    subject: '[LOW] 6 support dates moved later, 1 image version supported',
    told: [
      'policy DATE_MOVED_LATER 2.12 cpu+gpu pending 2026-05-30 -> 2026-06-22 [on-2-12]',
      'policy DATE_MOVED_LATER 2.14 cpu+gpu pending 2026-07-30 -> 2026-09-09 [on-2-14]',
      'policy DATE_MOVED_LATER 3.9 cpu+gpu 2026-09-09 -> 2026-09-29 [on-3-9]',
      'policy DATE_MOVED_LATER 3.7 cpu+gpu pending 2026-05-30 -> 2026-06-22',
      'policy DATE_MOVED_LATER 2.13 cpu+gpu pending 2026-06-30 -> 2026-08-01',
      'policy DATE_MOVED_LATER 3.8 cpu+gpu pending 2026-06-30 -> 2026-08-01',
      'on-3-9 DATE_MOVED 2026-09-09 -> 2026-09-29',
    ],
  },
  {
    on: '2026-05-06',
    why: 'nothing',
  },
  {
    on: '2026-05-08',
    why: 'flapping: there',
    at: { [MIRROR]: edited('4bcd33ce', '2026-05-08', { '4.0': '2026-09-01' }) },
    subject: '[MEDIUM] SageMaker Distribution 4.0 ends 36 days earlier (2026-09-01), ...',
    told: [
      'policy DATE_MOVED_EARLIER 4.0 cpu+gpu 2026-10-07 -> 2026-09-01 [on-4-0]',
      'on-4-0 DATE_MOVED 2026-10-07 -> 2026-09-01',
    ],
  },
  {
    on: '2026-05-10',
    why: 'and back',
    at: { [MIRROR]: edited('4bcd33ce', '2026-05-10', { '4.0': '2026-10-07' }) },
    subject: '[LOW] SageMaker Distribution 4.0 ends 36 days later (2026-10-07), ...',
    told: [
      'policy DATE_MOVED_LATER 4.0 cpu+gpu 2026-09-01 -> 2026-10-07 [on-4-0]',
      'on-4-0 DATE_MOVED 2026-09-01 -> 2026-10-07',
    ],
  },
  {
    on: '2026-05-12',
    why: 'and there again; the events cannot be sent',
    at: { [MIRROR]: edited('4bcd33ce', '2026-05-12', { '4.0': '2026-09-01' }) }, failing: 'events',
    fails: true,
    subject: '[MEDIUM] SageMaker Distribution 4.0 ends 36 days earlier (2026-09-01), ...',
    told: [
      'policy DATE_MOVED_EARLIER 4.0 cpu+gpu 2026-10-07 -> 2026-09-01 [on-4-0]',
      'on-4-0 DATE_MOVED 2026-10-07 -> 2026-09-01',
    ],
  },
  {
    on: '2026-05-13',
    why: 'told again, under the same keys',
    subject: '[MEDIUM] SageMaker Distribution 4.0 ends 36 days earlier (2026-09-01), ...',
    told: [
      'policy DATE_MOVED_EARLIER 4.0 cpu+gpu 2026-10-07 -> 2026-09-01 [on-4-0]',
      'on-4-0 DATE_MOVED 2026-10-07 -> 2026-09-01',
    ],
  },
  {
    on: '2026-05-14',
    why: 'told',
  },
  {
    on: '2026-05-20',
    why: 'another mass move',
    at: { [MIRROR]: MASS_MOVE },
    subject: '[HIGH] Policy of SageMaker Distribution refused, 5 earlier dates pending',
    told: [
      'policy DOCUMENT_REFUSED',
      'policy DATE_MOVED_EARLIER 2.12 cpu+gpu pending 2026-06-22 -> 2026-05-31 [on-2-12]',
      'policy DATE_MOVED_EARLIER 2.14 cpu+gpu pending 2026-09-09 -> 2026-07-15 [on-2-14]',
      'policy DATE_MOVED_EARLIER 3.7 cpu+gpu pending 2026-06-22 -> 2026-05-31',
      'policy DATE_MOVED_EARLIER 2.13 cpu+gpu pending 2026-08-01 -> 2026-06-15',
      'policy DATE_MOVED_EARLIER 3.8 cpu+gpu pending 2026-08-01 -> 2026-06-15',
    ],
    pending: 'on-2-12 on-2-14',
    rules: 'last-accepted fresh',
  },
  {
    on: '2026-05-21',
    why: 'still refused: told once',
    pending: 'on-2-12 on-2-14',
    rules: 'last-accepted fresh',
  },
  {
    on: '2026-05-22',
    why: 'an operator names its hash',
    accepted: [createHash('sha256').update(MASS_MOVE).digest('hex')],
    subject: '[MEDIUM] 5 support dates moved earlier, ...',
    told: [
      'policy DATE_MOVED_EARLIER 2.12 cpu+gpu 2026-06-22 -> 2026-05-31 [on-2-12]',
      'policy DATE_MOVED_EARLIER 2.14 cpu+gpu 2026-09-09 -> 2026-07-15 [on-2-14]',
      'policy DATE_MOVED_EARLIER 3.7 cpu+gpu 2026-06-22 -> 2026-05-31',
      'policy DATE_MOVED_EARLIER 2.13 cpu+gpu 2026-08-01 -> 2026-06-15',
      'policy DATE_MOVED_EARLIER 3.8 cpu+gpu 2026-08-01 -> 2026-06-15',
      'policy DATE_MOVED_LATER 3.9 cpu+gpu 2026-09-29 -> 2026-10-15 [on-3-9]',
      'policy DATE_MOVED_LATER 4.0 cpu+gpu 2026-09-01 -> 2026-12-01 [on-4-0]',
      'policy DOCUMENT_ACCEPTED_WITH_DOUBTS',
      'policy DATE_MOVED_LATER 4.1 cpu+gpu 2026-10-29 -> 2026-12-31',
      'on-2-12 DATE_MOVED 2026-06-22 -> 2026-05-31',
      'on-2-14 STATUS_CHANGED SUPPORTED -> EXPIRING',
      'on-3-9 DATE_MOVED 2026-09-29 -> 2026-10-15',
      'on-4-0 DATE_MOVED 2026-09-01 -> 2026-12-01',
    ],
  },
  {
    on: '2026-05-23',
    why: 'accepted stays accepted, when the hash is taken out of the configuration',
    accepted: [],
  },
  {
    on: '2026-06-01',
    why: 'an end has passed',
    subject: '[HIGH] Now out of support (was expiring): on-2-12 version 1',
    told: [
      'on-2-12 STATUS_CHANGED EXPIRING -> END_OF_SUPPORT',
    ],
  },
  {
    on: '2026-07-03',
    why: "the team's own policy moves; a notice period of the vendor's",
    at: { [TEAM]: goldenPolicy('2026-07-31') },
    subject: '[MEDIUM] Support of acme-base 2026.1 ends 61 days earlier (2026-07-31)',
    told: [
      'policy DATE_MOVED_EARLIER 2026.1 2026-09-30 -> 2026-07-31 [gold]',
      'on-2-14 NOTICE_PERIOD 90 -> 30',
      'gold STATUS_CHANGED SUPPORTED -> EXPIRING',
    ],
  },
  {
    on: '2026-07-04',
    why: 'nothing',
  },
  {
    on: '2026-07-05',
    why: "the team's policy is emptied",
    at: { [TEAM]: '{"family": "acme-base", "releases": []}' },
    subject: '[HIGH] Policy of acme-base refused',
    told: [
      'policy DOCUMENT_REFUSED',
    ],
    rules: 'fresh last-accepted',
  },
  {
    on: '2026-07-06',
    why: 'told once',
    rules: 'fresh last-accepted',
  },
];
