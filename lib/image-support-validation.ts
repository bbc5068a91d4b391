import { Duration, type IPolicyValidationContext, type IPolicyValidationPlugin, type PolicyValidationPluginReport } from 'aws-cdk-lib';
import { dateOf, parseCalendarDate } from './core/calendar-date';
import { DEFAULT_NOTICE_PERIODS } from './core/contract';
import type { Severity } from './core/finding';
import { renderNoticePeriods } from './private/checks';
import { policiesInUse, type PolicyInUse } from './private/validation/policies-in-use';
import { RULE_IDS, validationReport } from './private/validation/report';

/**
 * From which severity on a finding fails the synthesis. Severities are those of the scan: of an image that is attached, past its
 * availability `CRITICAL`; out of support, or so within the shortest notice period, `HIGH`; out of support within the longest, or not in
 * the policy, `MEDIUM`; without a published date `LOW`.
 */
export class FailOn {
  /**
   * Only what is past its availability.
   */
  public static readonly CRITICAL = new FailOn('CRITICAL');

  /**
   * What is out of support, or will be within the shortest notice period.
   */
  public static readonly HIGH = new FailOn('HIGH');

  /**
   * What is out of support, or will be within the longest notice period, and what the policy does not list.
   */
  public static readonly MEDIUM = new FailOn('MEDIUM');

  /**
   * All that is not supported until a published day beyond the longest notice period.
   */
  public static readonly LOW = new FailOn('LOW');

  /**
   * Nothing: there are warnings only.
   */
  public static readonly NEVER = new FailOn(undefined);

  private constructor(
    /** @internal */
    public readonly _severity: Severity | undefined,
  ) {}
}

/**
 * Properties of an `ImageSupportValidation`.
 */
export interface ImageSupportValidationProps {
  /**
   * What fails the synthesis. The rest is a warning, or a note where little hangs on it. What can't be judged before it is deployed
   * never fails.
   *
   * @default FailOn.HIGH
   */
  readonly failOn?: FailOn;

  /**
   * How long before its end of support an image counts as expiring: the longest of these periods, in whole days. Within the shortest it
   * weighs as much as one that is out of support.
   *
   * @default - 90, 30 and 7 days
   */
  readonly noticePeriods?: Duration[];

  /**
   * JSON files with policies: a team's own for its golden images, or a vendor's, which then takes the place of the one that came with this
   * library. `sagemaker-image-support policy check` makes one of a vendor's document; say in its member `retrievedAt` when the document
   * was read.
   *
   * @default - the policies that came with this library
   */
  readonly policyFiles?: string[];

  /**
   * The day to judge by, as `YYYY-MM-DD`.
   *
   * @default - today, in UTC
   */
  readonly asOf?: string;
}

/**
 * A validation plugin of the CDK that looks for SageMaker images out of support, or soon to be, in the app's own templates, before
 * anything is deployed.
 *
 * It judges the base image of each `AWS::SageMaker::ImageVersion` by its reference, as far as that is a literal or joined from pseudo
 * parameters, and Amazon's own SageMaker Distribution images where domains, user profiles, spaces and apps name them. These are also shown
 * where they use an image version of the same app. What a reference can't prove is noted and not judged: a monitor reads the image itself.
 *
 * Each verdict says which policy it rests on, and how old that is. Acknowledge one by its rule, such as `ImageSupport::EndOfSupport`.
 *
 * @example
 * import { App, Validations } from 'aws-cdk-lib';
 * import { FailOn, ImageSupportValidation } from 'cdk-sagemaker-image-support';
 *
 * const app = new App();
 * Validations.of(app).addPlugins(new ImageSupportValidation({ failOn: FailOn.HIGH }));
 */
export class ImageSupportValidation implements IPolicyValidationPlugin {
  /**
   * The name of the plugin: what stands before `::` in the name of a rule that is acknowledged.
   */
  public readonly name: string = 'ImageSupport';

  /**
   * The names of its rules.
   */
  public readonly ruleIds?: string[] = [...RULE_IDS];

  private readonly failFrom: Severity | undefined;
  private readonly noticePeriods: readonly number[];
  private readonly policies: readonly PolicyInUse[];
  private readonly asOf: string | undefined;

  /**
   * Throws where a policy file can't be read, or is not a policy, with every reason.
   *
   * @param props what to judge by
   */
  public constructor(props: ImageSupportValidationProps = {}) {
    const failOn = props.failOn ?? FailOn.HIGH;
    // From JavaScript a text gets here, and nothing would ever fail.
    if (typeof failOn !== 'object') throw new Error(`'failOn' must be one of FailOn's members such as FailOn.HIGH, got: ${JSON.stringify(failOn)}`);
    this.failFrom = failOn._severity;
    this.noticePeriods = daysOf(props.noticePeriods ?? DEFAULT_NOTICE_PERIODS.map((days) => Duration.days(days)));
    this.policies = policiesInUse(props.policyFiles ?? []);
    this.asOf = props.asOf === undefined ? undefined : dayOf(props.asOf);
  }

  /**
   * Called by the CDK when it has written the templates.
   *
   * @param context the templates
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { failFrom, noticePeriods, policies } = this;
    const today = this.asOf ?? dateOf(new Date().toISOString());
    return validationReport(context, { today, policies, noticePeriods, ...(failFrom !== undefined && { failFrom }) });
  }
}

/** Nothing of a synthesis that is over depends on a deployment. */
function daysOf(periods: readonly Duration[]): readonly number[] {
  const unresolved = periods.find((period) => period.isUnresolved());
  if (unresolved) throw new Error(`'noticePeriods' must be known at synthesis, got: ${unresolved.toString()}; give a number of days`);
  return renderNoticePeriods(periods).split(',').map(Number);
}

function dayOf(text: string): string {
  const day = parseCalendarDate(text);
  if (day === undefined) throw new Error(`'asOf' must be a day, written as YYYY-MM-DD, got: '${text}'`);
  return day;
}
