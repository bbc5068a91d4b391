import { pseudoParameters } from '../../../../lib/private/validation/rendered-text';
import type { RegisteredVersion } from '../../../../lib/private/validation/app-images';
import { judgeReference } from '../../../../lib/private/validation/judge';
import { verdictOn, type ValidationSettings } from '../../../../lib/private/validation/verdict';
import type { Policy } from '../../../../lib/core/policy/policy';

const policy: Policy = {
  family: 'sagemaker-distribution', majors: [], anomalies: [], source: 'document', sha256: '', retrievedAt: '2026-01-31', rule: 'shipped',
  releases: [{ version: '2.3', processor: 'cpu', eolFrom: '2026-05-31', asWritten: 'May 31st', line: null, asOf: '2026-06-01' }],
};
const template = { path: 't', scope: '', pseudo: pseudoParameters('111122223333', 'eu-west-1'), resources: new Map(), exported: new Map() };
const version: RegisteredVersion = { template, logicalId: 'Version', imageKey: 'ds', imageName: 'ds' };

it('gives the day on which the row itself was read, where that is not the day of the rest', () => {
  const settings: ValidationSettings = { today: '2026-06-15', noticePeriods: [90], policies: [{ policy, origin: 'came with this library', age: 'read' }] };
  const finding = judgeReference('public.ecr.aws/sagemaker/sagemaker-distribution:2.3.1-cpu', version, { ...settings, scannedAt: '', policies: [policy] });
  expect(verdictOn(finding, 'base', settings)?.description).toBe(
    "'base' is sagemaker-distribution 2.3.1 (cpu), whose support ended on 2026-05-31, 15 days ago. "
    + 'Policy of sagemaker-distribution: came with this library, read on 2026-06-01, 14 days ago.',
  );
});
