import type { PolicyDocument, PolicyRelease, Processor } from '../../lib/core/policy/policy';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SUFFIXES: Readonly<Record<string, string>> = { 1: 'st', 2: 'nd', 3: 'rd', 21: 'st', 22: 'nd', 23: 'rd', 31: 'st' };

/** SageMaker Distribution's document as the vendor writes it, with the rows given: those past their end under 'Unsupported' on that day. */
export function distributionMarkdown({ releases }: Pick<PolicyDocument, 'releases'>, today: string): string {
  const ended = ({ eolFrom }: PolicyRelease) => eolFrom !== null && eolFrom < today;
  return [
    '# Support Policy', '',
    '## Supported Image Versions', '', ...tables(releases.filter((row) => !ended(row))),
    '## Unsupported Image Versions', '', ...tables(releases.filter(ended)),
  ].join('\n');
}

function tables(releases: readonly PolicyRelease[]): readonly string[] {
  return (['cpu', 'gpu'] as const).flatMap((processor) => table(processor, releases.filter((row) => row.processor === processor)));
}

function table(processor: Processor, rows: readonly PolicyRelease[]): readonly string[] {
  return [
    `### ${processor.toUpperCase()} Images`, '',
    '| Image Version | ECR Image URI | Planned End of Support Date |', '| :---: | :---: | :---: |',
    ...rows.map(({ version, uri, eolFrom }) => `| ${version}.x | ${uri} | ${written(eolFrom)} |`), '',
  ];
}

function written(date: string | null): string {
  const [year, month, day] = (date ?? '').split('-').map(Number);
  return `${MONTHS[(month ?? 0) - 1]} ${day}${SUFFIXES[String(day)] ?? 'th'}, ${year}`;
}
