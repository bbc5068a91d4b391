import { formatImageReference, parseImageReference, type ImageReference } from '../../lib/core/image-reference';
import { dateOf, type CalendarDate } from '../../lib/core/calendar-date';
import { explainFailure } from '../../lib/core/failure-advice';
import { parseChainCatalogue } from '../../lib/core/lineage/chain-catalogue';
import type { KnownBase } from '../../lib/core/lineage/known-bases';
import { scanPorts } from '../../lambda/aws/scan-ports';
import { buildCatalogue, type BuiltCatalogue, type LeftOutReason } from '../../lambda/lineage/build-catalogue';
import type { Repository } from '../../lambda/lineage/port';
import { print, UsageError, warn, type Console } from '../console';
import { EXIT, type ExitCode } from '../exit-code';
import { printable } from '../output/style';
import { readTextFile } from '../read-document';
import { writeOutput } from '../write-output';

export interface CatalogueOptions {
  readonly output?: string;
  readonly asOf?: CalendarDate;
  readonly trustTags?: boolean;
}

const SHOWN = 3;
const LEFT_OUT: Readonly<Record<LeftOutReason, string>> = {
  'nothing-recognised': 'because nothing in them points to a vendor base that is known here',
  'only-by-name': "because only their names and tags say what they are; if you know that these are right, add '--trust-tags'",
  'conflict': 'because what they say of themselves contradicts itself',
  'no-image': 'because they are no images that could be read (signatures, charts, archived images)',
};

/** `catalogue`: known bases from the vendors' images that the user has in a repository. */
export async function catalogue(console: Console, repository: string, options: CatalogueOptions): Promise<ExitCode> {
  const place = repositoryOf(repository);
  const ports = scanPorts(place.region);
  try {
    const asOf = options.asOf ?? dateOf(console.now().toISOString());
    const built = await buildCatalogue(ports.registry, place, { asOf, trustTags: options.trustTags === true });
    const text = JSON.stringify(built.catalogue, null, 2);
    if (options.output === undefined) print(console, text);
    else await writeOutput(options.output, text);
    report(console, built, options.output);
    return built.failures.length > 0 ? EXIT.scanIncomplete : EXIT.fine;
  } finally {
    ports.close();
  }
}

function report(console: Console, { catalogue: { bases }, leftOut, failures }: BuiltCatalogue, output: string | undefined): void {
  if (output !== undefined) warn(console, `Wrote ${bases.length} known bases to ${output}.`);
  for (const [reason, sources] of leftOut) {
    const more = sources.length > SHOWN ? ` and ${sources.length - SHOWN} more` : '';
    warn(console, printable(`Left out ${sources.slice(0, SHOWN).join(', ')}${more}, ${LEFT_OUT[reason]}.`));
  }
  const [first] = failures;
  if (first) warn(console, printable(`${failures.length} images could not be read. ${explainFailure(first)}`));
}

function repositoryOf(text: string): Repository {
  const parsed = parseImageReference(text);
  if (!parsed.ok) throw new UsageError(parsed.reason);
  const { ecr, repository, tag, digest } = parsed.reference;
  if (!ecr || tag !== undefined || digest !== undefined) throw notARepository(parsed.reference);
  return { ...ecr, name: repository };
}

function notARepository(reference: ImageReference): UsageError {
  return new UsageError(
    `The repository must be a private one of ECR, without tag and digest, such as 123456789012.dkr.ecr.us-east-1.amazonaws.com/mirror/sagemaker-distribution, got: '${formatImageReference(reference)}'.`,
  );
}

/** The known bases of all catalogues that were named. */
export async function readCatalogues(files: readonly string[] = []): Promise<readonly KnownBase[]> {
  const read = await Promise.all(files.map(async (file) => {
    const text = await readTextFile(file);
    try {
      return parseChainCatalogue(text).bases;
    } catch (error) {
      throw new UsageError(`'--catalogue ${file}' is refused: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }));
  return read.flat();
}
