import { readReports } from '../../../lambda/widget/settings';

const REPORT = { monitor: 'm', bucketName: 'b', key: 'k', region: 'eu-west-1' };

it('reads what the construct wrote', () => {
  expect(readReports({ IMAGE_SUPPORT_WIDGET_REPORTS: JSON.stringify([REPORT, REPORT]) })).toEqual([REPORT, REPORT]);
});

it.each([undefined, '', '{', '[]', '{}', '[1]', JSON.stringify([{ ...REPORT, key: '' }]), JSON.stringify([REPORT, { ...REPORT, region: undefined }])])(
  'refuses anything else: %j',
  (text) => {
    expect(() => readReports({ IMAGE_SUPPORT_WIDGET_REPORTS: text })).toThrow(
      `The environment variable 'IMAGE_SUPPORT_WIDGET_REPORTS' must list reports as JSON, got: ${text === undefined ? 'nothing' : `'${text}'`}. Deploy the function by its construct.`,
    );
  },
);
