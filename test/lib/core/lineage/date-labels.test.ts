import { dateLabels } from '../../../../lib/core/lineage/date-labels';

const OURS = 'io.github.cdk-sagemaker-image-support.end-of-support';
const SUSE = 'com.suse.supportlevel.until';

describe('an end of support on the image itself', () => {
  it.each([
    ['ours', { [OURS]: '2026-03-31' }, [{ label: OURS, value: '2026-03-31', date: '2026-03-31' }]],
    ["SUSE's", { [SUSE]: '2028-07-31' }, [{ label: SUSE, value: '2028-07-31', date: '2028-07-31' }]],
    ['both', { [SUSE]: '2028-07-31', [OURS]: ' 2026-03-31 ' },
      [{ label: OURS, value: '2026-03-31', date: '2026-03-31' }, { label: SUSE, value: '2028-07-31', date: '2028-07-31' }]],
    ['cleared', { [OURS]: ' ' }, []],
    ['none', { 'org.opencontainers.image.created': '2026-03-31' }, []],
  ])('%s', (_case, labels, expected) => {
    expect(dateLabels(labels)).toEqual(expected);
  });

  it.each(['2026-02-30', '2026-3-31', '31.03.2026', '2026-03-31T00:00:00Z', 'never', '2026'])('that is no date is said: %s', (value) => {
    expect(dateLabels({ [OURS]: value })).toEqual([{ label: OURS, value, date: null }]);
  });
});
