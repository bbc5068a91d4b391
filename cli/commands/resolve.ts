import { createReadStream } from 'node:fs';
import { dateOf, type CalendarDate } from '../../lib/core/calendar-date';
import { formatImageReference, parseImageReference } from '../../lib/core/image-reference';
import type { LineageContext } from '../../lib/core/lineage/context';
import type { LineageOutcome } from '../../lib/core/lineage/outcome';
import { caseResult, resolveCase } from '../../lib/core/lineage/resolve-case';
import { vendorsWith } from '../../lib/core/lineage/vendors';
import type { RegistryAccount } from '../../lib/core/lineage/vendors/aws-deep-learning-containers-accounts';
import { resolveBaseImage } from '../../lib/core/lineage/resolve-base-image';
import { explainFailure } from '../../lib/core/failure-advice';
import { scanPorts } from '../../lambda/aws/scan-ports';
import { parseImageConfig } from '../../lambda/lineage/image-config';
import { resolveRegistered } from '../../lambda/lineage/resolve-lineage';
import { print, UsageError, warn, type Console } from '../console';
import { errorCode, whyUnreadable } from '../error-code';
import { EXIT, type ExitCode } from '../exit-code';
import { baseImageText } from '../output/base-image-text';
import { chosenFormat, type OutputFormat } from '../output/format';
import { styleFor, wantsColour } from '../output/style';
import { linesOf } from '../lines';
import { readTextFile } from '../read-document';
import { readCatalogues } from './catalogue';

export interface ResolveOptions {
  readonly config?: string;
  readonly batch?: string;
  readonly catalogue?: readonly string[];
  readonly vendorAccount?: readonly RegistryAccount[];
  readonly format?: OutputFormat;
}

/** `resolve`: the base image of one reference, or of each case in a file. */
export async function resolve(console: Console, uri: string | undefined, options: ResolveOptions): Promise<ExitCode> {
  if (options.batch !== undefined) {
    if (uri !== undefined || options.config !== undefined) throw new UsageError("'--batch' takes its images from the file alone: leave out the reference and '--config'.");
    return resolveBatch(console, options.batch, await contextOf(options));
  }
  if (uri === undefined && options.config === undefined) {
    throw new UsageError('Name an image to resolve, for example 123456789012.dkr.ecr.us-east-1.amazonaws.com/team/ds:2025-05, or give its config by --config FILE.');
  }
  const context = await contextOf(options);
  const asOf = dateOf(console.now().toISOString());
  const outcome = options.config === undefined ? await fromRegistry(uri ?? '', context, asOf) : await fromConfig(uri, options.config, context);
  const text = chosenFormat(options.format, console.stdout) === 'json'
    ? JSON.stringify(caseResult(outcome.base), null, 2)
    : baseImageText(outcome, styleFor(wantsColour(console.stdout, console.env)));
  print(console, text);
  if (outcome.problem) warn(console, outcome.problem.kind === 'call-failed' ? explainFailure(outcome.problem.failure) : outcome.problem.message);
  return outcome.problem?.kind === 'call-failed' ? EXIT.scanIncomplete : EXIT.fine;
}

type Given = Pick<LineageContext, 'vendors' | 'bases'>;

async function contextOf({ catalogue, vendorAccount = [] }: ResolveOptions): Promise<Given> {
  return { vendors: vendorsWith(vendorAccount), bases: await readCatalogues(catalogue) };
}

/** One line of JSON out for every line in, in order, whatever it says. */
async function resolveBatch(console: Console, file: string, context: Given): Promise<ExitCode> {
  const input = file === '-' ? console.stdin : createReadStream(file);
  try {
    for await (const line of linesOf(input)) {
      if (!console.stdout.write(`${JSON.stringify(resolveCase(line, context))}\n`)) {
        await new Promise<void>((resolved) => console.stdout.once('drain', () => resolved()));
      }
    }
  } catch (error) {
    if (errorCode(error) !== undefined) throw new UsageError(`'${file}' cannot be read: ${whyUnreadable(error)}. Give the path of a readable file, or - for standard input.`, { cause: error });
    throw error;
  }
  return EXIT.fine;
}

async function fromConfig(uri: string | undefined, file: string, context: Given): Promise<LineageOutcome> {
  const config = parseImageConfig(await readTextFile(file));
  if (!config) throw new UsageError(`'${file}' must hold an image config (a JSON object with 'config' and 'rootfs', as 'docker buildx imagetools inspect' or a registry gives it).`);
  const baseImage = uri === undefined ? '' : reference(uri);
  return { base: resolveBaseImage({ baseImage, facts: { ...config, annotations: {} } }, context) };
}

async function fromRegistry(uri: string, { vendors, bases }: Given, asOf: CalendarDate): Promise<LineageOutcome> {
  const baseImage = reference(uri);
  const parsed = parseImageReference(baseImage);
  const ports = scanPorts(parsed.ok && parsed.reference.ecr ? parsed.reference.ecr.region : 'us-east-1');
  try {
    const { outcome, failures } = await resolveRegistered(ports.registry, { baseImage }, { vendors, catalogue: bases, asOf });
    const [failure] = failures;
    return failure && !outcome.problem ? { ...outcome, problem: { kind: 'call-failed', failure } } : outcome;
  } finally {
    ports.close();
  }
}

function reference(uri: string): string {
  const parsed = parseImageReference(uri);
  if (!parsed.ok) throw new UsageError(parsed.reason);
  return formatImageReference(parsed.reference);
}
