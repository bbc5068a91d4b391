import { parseCalendarDate, type CalendarDate } from '../calendar-date';
import { present } from './vendors/reading';

/** The label by which whoever builds an image says until when it is supported. */
export const END_OF_SUPPORT_LABEL = 'io.github.cdk-sagemaker-image-support.end-of-support';
/** SUSE's, on its base container images: the end of the support level that another label of theirs names. */
const SUSE_LABEL = 'com.suse.supportlevel.until';

/** An end of support that is written on the image itself. */
export interface DateLabel {
  readonly label: string;
  readonly value: string;
  /** Null where the value is no date: said, because its author believes that it counts. */
  readonly date: CalendarDate | null;
}

/** The date labels of an image, our own first. Labels are inherited: a date may be that of any base beneath. */
export function dateLabels(labels: Readonly<Record<string, string>>): readonly DateLabel[] {
  return [END_OF_SUPPORT_LABEL, SUSE_LABEL].flatMap((label) => {
    const value = present(labels[label]);
    return value === undefined ? [] : [{ label, value, date: parseCalendarDate(value) ?? null }];
  });
}
