import { shippedPolicy } from '../../lib/core/policy/catalog';
import { SAGEMAKER_DISTRIBUTION, type Policy, type PolicyRelease } from '../../lib/core/policy/policy';

/** The rows of the shipped policy. */
export function policyRows(): readonly PolicyRelease[] {
  return policy().releases;
}

function policy(): Policy {
  const shipped = shippedPolicy(SAGEMAKER_DISTRIBUTION);
  if (!shipped) throw new Error(`'${SAGEMAKER_DISTRIBUTION}' must be shipped.`);
  return shipped;
}

/** Rows as the vendor writes them. */
export function policyDocument(rows: readonly PolicyRelease[]): string {
  return [
    '# Support policy of Amazon SageMaker Distribution', '', '## Major Versions Support Policy', '',
    '| Image Version | Last minor version release | Supported until |', '| :---: | :---: | :---: |',
    ...policy().majors.map(({ version, lastMinorRelease, eolFrom }) => `| ${version}.x.x | ${lastMinorRelease} | ${eolFrom} |`), '',
    ...section('Supported', 'Planned End of Support Date', rows.filter((row) => row.section === 'supported')),
    ...section('Unsupported', 'End of Support Date', rows.filter((row) => row.section === 'unsupported')),
  ].join('\n');
}

function section(title: string, date: string, rows: readonly PolicyRelease[]): string[] {
  return [`## ${title} Image Versions`, '', ...(['cpu', 'gpu'] as const).flatMap((processor) => [
    `### ${processor.toUpperCase()} Images`, '', `| Image Version | ECR Image URI | ${date} |`, '| :---: | :---: | :---: |',
    ...rows.filter((row) => row.processor === processor).map(({ version, uri, eolFrom }) => `| ${version}.x | ${uri} | ${eolFrom} |`), '',
  ])];
}
