import { parseImageReference } from '../../image-reference';
import type { PolicyDocument } from '../policy';
import { isJsonObject } from '../../json';
import { problem, type Report } from './json';

type Golden = NonNullable<PolicyDocument['golden']>;

const MEMBERS = ['repositories', 'versionLabel', 'trustDateLabels'];
const REPOSITORY_RULE = "a repository with its registry and without a tag, such as '123456789012.dkr.ecr.us-east-1.amazonaws.com/platform/base'";

/** What the policy says of its base images. A member that is misspelt would go unheeded, so that every member must be known. */
export function readGolden(value: unknown, report: Report): Golden | undefined {
  if (!isJsonObject(value)) return refuse(report, 'golden', "an object with 'repositories'", value);
  for (const name of Object.keys(value)) {
    if (!MEMBERS.includes(name)) refuse(report, 'golden', `an object of ${MEMBERS.map((each) => `'${each}'`).join(', ')} alone`, name);
  }
  const { versionLabel, trustDateLabels } = value;
  if (versionLabel !== undefined && (typeof versionLabel !== 'string' || versionLabel.trim() === '')) {
    refuse(report, 'golden.versionLabel', "the name of a label, such as 'com.acme.base.version'", versionLabel);
  }
  if (trustDateLabels !== undefined && typeof trustDateLabels !== 'boolean') refuse(report, 'golden.trustDateLabels', 'true or false', trustDateLabels);
  return {
    repositories: repositoriesOf(value['repositories'], report),
    ...(typeof versionLabel === 'string' && { versionLabel }),
    ...(typeof trustDateLabels === 'boolean' && { trustDateLabels }),
  };
}

function repositoriesOf(value: unknown, report: Report): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) {
    refuse(report, 'golden.repositories', `a list, and each ${REPOSITORY_RULE}`, value);
    return [];
  }
  return value.flatMap((text: unknown, index) => {
    const parsed = typeof text === 'string' ? parseImageReference(text) : undefined;
    if (parsed?.ok && parsed.reference.tag === undefined && parsed.reference.digest === undefined) {
      return [`${parsed.reference.registry}/${parsed.reference.repository}`];
    }
    refuse(report, `golden.repositories[${index}]`, REPOSITORY_RULE, text);
    return [];
  });
}

function refuse(report: Report, member: string, rule: string, value: unknown): undefined {
  report(problem('invalid-golden', member, rule, value));
  return undefined;
}
