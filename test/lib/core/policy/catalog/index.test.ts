import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseCalendarDate } from '../../../../../lib/core/calendar-date';
import { canonicalRows } from '../../../../../lib/core/policy/canonical-rows';
import { shippedPolicies, shippedPolicy } from '../../../../../lib/core/policy/catalog';
import { checkRows } from '../../../../../lib/core/policy/checks';
import { parseSageMakerDistributionPolicy } from '../../../../../lambda/policy/parsers/sagemaker-distribution';
import { WHOLE } from '../../../../lambda/policy/fixtures/fixture';

const FOLDER = join(__dirname, '../../../../../lib/core/policy/catalog');

describe('shippedPolicies', () => {
  it('has one policy for each family', () => {
    expect(shippedPolicies().map(({ family }) => family)).toEqual(['sagemaker-distribution', 'aws-deep-learning-containers', 'google-deep-learning-containers']);
    expect(shippedPolicy('aws-deep-learning-containers')?.family).toBe('aws-deep-learning-containers');
    expect(shippedPolicy('somebody-else')).toBeUndefined();
  });

  it.each(shippedPolicies())('$family carries the hash of its own rows', (policy) => {
    expect(policy.sha256).toBe(createHash('sha256').update(canonicalRows(policy)).digest('hex'));
  });

  it.each(shippedPolicies())('$family says for each row where and when it was read', ({ releases, retrievedAt }) => {
    const days = releases.map(({ asOf = '' }) => asOf);
    expect(releases.filter(({ source, asOf }) => !source || parseCalendarDate(asOf ?? '') === undefined)).toEqual([]);
    expect([...days].sort()[0]).toBe(retrievedAt);
  });

  it.each(shippedPolicies())('$family has real dates only', ({ releases }) => {
    const dates = releases.flatMap(({ releaseDate, eolFrom, discontinuedFrom }) => [releaseDate, eolFrom, discontinuedFrom]);
    expect(dates.filter((date) => typeof date === 'string' && parseCalendarDate(date) === undefined)).toEqual([]);
    expect(releases.filter(({ eolFrom, discontinuedFrom }) => eolFrom && discontinuedFrom && discontinuedFrom < eolFrom)).toEqual([]);
  });

  it.each(shippedPolicies())('$family has no release twice', (policy) => {
    expect(checkRows(policy).filter(({ code }) => code.startsWith('duplicate') || code.endsWith('uri-mismatch'))).toEqual([]);
  });

  it('agrees with the vendor\'s document on SageMaker Distribution', () => {
    const facts = ({ releases }: Pick<ReturnType<typeof parseSageMakerDistributionPolicy>, 'releases'>) =>
      releases.map(({ version, processor, eolFrom, section, uri }) => [version, processor, eolFrom, section, uri].join(' ')).sort();
    const shipped = shippedPolicy('sagemaker-distribution');
    expect(shipped && facts(shipped)).toEqual(facts(parseSageMakerDistributionPolicy(WHOLE)));
    expect(shipped?.publishedVersions).toContain('2.3.4');
  });

  it('stays small: it is part of every function', () => {
    const files = ['sagemaker-distribution', 'aws-deep-learning-containers', 'google-deep-learning-containers'].map((family) => join(FOLDER, `${family}.json`));
    expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(150_000);
    expect(files.flatMap((file) => readFileSync(file, 'utf8').split('\n')).filter((line) => line.length > 4_000)).toEqual([]);
  });
});
