import type { Processor } from '../policy';

/** The version and the processor that a tag such as `2.3-cpu` names, as far as it does. */
export interface TagMeaning {
  readonly version?: string;
  readonly processor?: Processor;
}

const VERSION = /^v?(\d+(?:\.\d+)*)(?=$|[^\d.])/;
const PROCESSOR = /(?:^|[-_.])(cpu|gpu)(?=$|[-_.])/;

/** What the tag of an image's URI says; nothing where there is no tag. */
export function meaningOfTag(uri: string): TagMeaning {
  const tag = /:([\w][\w.-]{0,127})$/.exec(uri.replace(/@.*$/, ''))?.[1]?.toLowerCase() ?? '';
  const processor = PROCESSOR.exec(tag)?.[1];
  return {
    version: VERSION.exec(tag)?.[1],
    processor: processor === 'cpu' || processor === 'gpu' ? processor : undefined,
  };
}
