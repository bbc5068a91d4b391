import type { IPolicyValidationContext, PolicyValidationPluginReport, PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import type { EvaluationOptions } from '../../core/evaluation/options';
import type { Finding } from '../../core/finding';
import { AppImages, type Place, type RegisteredVersion } from './app-images';
import { imageUses, type ImageUse } from './image-uses';
import { judgeDirectUse, judgeReference } from './judge';
import { datedPolicy, describePolicy, isStale } from './policies-in-use';
import { readTemplates, type UnreadTemplate } from './templates';
import { notJudged, RULES, verdictOn, type ValidationSettings, type Verdict } from './verdict';

const STALE_POLICY = 'StalePolicy';
const TEMPLATE_NOT_READ = 'TemplateNotRead';

/** All rules, by the names that they are acknowledged by. */
export const RULE_IDS: readonly string[] = [
  ...new Set(Object.values(RULES).filter((rule) => rule !== undefined)), STALE_POLICY, TEMPLATE_NOT_READ,
];

/** One thing that was looked at, where it stands, and what came of it. */
interface Seen {
  readonly places: readonly Place[];
  /** Absent for good news. */
  readonly verdict?: Verdict;
  /** Present where there was something to judge. */
  readonly finding?: Finding;
}

/** What the templates of an app say of the support of its images. */
export function validationReport(context: IPolicyValidationContext, settings: ValidationSettings): PolicyValidationPluginReport {
  const { templates, unread } = readTemplates(context);
  const images = new AppImages(templates);
  const uses = imageUses(templates, images);
  const seen = [
    ...images.versions.map((version) => seeVersion(version, uses, settings)),
    ...uses.flatMap((use) => seeUse(use, settings)),
  ];
  const violations = [...grouped(seen), ...stalePolicies(seen, settings), ...unread.map(templateNotRead)];
  return { success: violations.every(({ severity }) => severity !== 'error'), violations, metadata: metadataOf(settings) };
}

/** A version is judged once, and shows wherever it is used. */
function seeVersion(version: RegisteredVersion, uses: readonly ImageUse[], settings: ValidationSettings): Seen {
  const { template, logicalId, imageName, baseImage } = version;
  const own: Place = { templatePath: template.path, logicalId, location: 'Properties.BaseImage' };
  const places = [own, ...uses.filter((use) => use.kind === 'registered' && use.version === version).map(({ place }) => place)];
  if (!baseImage) return { places, verdict: notJudged(`A version of the image '${imageName}' names no base image.`) };
  const { text, shown, unread } = baseImage;
  if (text === undefined) {
    const reason = `The base image '${shown}' was left alone: ${unread.join(', ')} is known at deployment only.`;
    return { places, verdict: notJudged(reason, 'Write it out, or join it from pseudo parameters alone, to have it judged here; an ImageSupportMonitor judges it once it is deployed.') };
  }
  return { places, ...judged(judgeReference(text, version, evaluationOptions(settings)), shown, settings) };
}

function seeUse(use: ImageUse, settings: ValidationSettings): readonly Seen[] {
  if (use.kind === 'registered') return [];
  if (use.kind === 'untold') return [{ places: [use.place], verdict: notJudged(use.reason) }];
  const shown = use.use.alias === undefined ? use.use.imageVersionArn ?? use.use.imageArn : `${use.use.imageArn} ${use.use.alias}`;
  return [{ places: [use.place], ...judged(judgeDirectUse(use, evaluationOptions(settings)), shown, settings) }];
}

function judged(finding: Finding, shown: string, settings: ValidationSettings): Pick<Seen, 'finding' | 'verdict'> {
  const verdict = verdictOn(finding, shown, settings);
  return { finding, ...(verdict && { verdict }) };
}

function evaluationOptions({ today, policies, noticePeriods }: ValidationSettings): EvaluationOptions {
  return { today, scannedAt: `${today}T00:00:00.000Z`, policies: policies.map((used) => datedPolicy(used, today)), noticePeriods };
}

/** The same said of several places is said once. The framework takes resources out as they are acknowledged: the lists are its own. */
function grouped(seen: readonly Seen[]): PolicyViolation[] {
  const groups = new Map<string, { readonly verdict: Verdict; readonly places: Place[] }>();
  for (const { verdict, places } of seen) {
    if (!verdict) continue;
    const key = `${verdict.ruleName}\n${verdict.description}`;
    const group = groups.get(key) ?? { verdict, places: [] };
    group.places.push(...places);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ verdict, places }) => ({ ...verdict, violatingResources: resourcesOf(places) }));
}

function resourcesOf(places: readonly Place[]): PolicyViolatingResource[] {
  const resources = new Map<string, PolicyViolatingResource>();
  for (const { templatePath, logicalId, location } of places) {
    const key = `${templatePath}\n${logicalId}`;
    const resource = resources.get(key) ?? { resourceLogicalId: logicalId, templatePath, locations: [] };
    resource.locations.push(location);
    resources.set(key, resource);
  }
  return [...resources.values()];
}

/** Where something is supported by an old policy, that is no news of the resource, but it must not pass for certain. */
function stalePolicies(seen: readonly Seen[], { policies, today }: ValidationSettings): PolicyViolation[] {
  return policies.flatMap((used): PolicyViolation[] => {
    const comforted = seen.filter(({ verdict, finding }) => !verdict && finding?.policy?.family === used.policy.family)
      .filter(({ finding }) => isStale(used, today, finding?.policyRow?.retrievedAt));
    const [first] = comforted;
    if (!first) return [];
    const names = comforted.flatMap(({ places }) => places[0]?.logicalId ?? []).map((name) => `'${name}'`).join(', ');
    return [{
      ruleName: STALE_POLICY,
      description: `${names} ${comforted.length === 1 ? 'is' : 'are'} supported by an old policy. Policy of ${used.policy.family}: ${describePolicy(used, today, first.finding?.policyRow?.retrievedAt)}.`,
      fix: "Update this library, or give a newer policy in 'policyFiles'. An ImageSupportMonitor reads the policy each day.",
      severity: 'info',
      violatingResources: [{ locations: [] }],
    }];
  });
}

function templateNotRead({ path, reason }: UnreadTemplate): PolicyViolation {
  return {
    ruleName: TEMPLATE_NOT_READ,
    description: `The template '${path}' was not looked at: ${reason}.`,
    severity: 'warning',
    violatingResources: [{ templatePath: path, locations: [] }],
  };
}

function metadataOf({ today, policies, noticePeriods, failFrom }: ValidationSettings): Record<string, string> {
  return {
    asOf: today,
    noticePeriods: noticePeriods.join(', '),
    failOn: failFrom ?? 'NEVER',
    ...Object.fromEntries(policies.map((used) => [`policy ${used.policy.family}`, describePolicy(used, today)])),
  };
}
