import { Token } from 'aws-cdk-lib';
import { namePatternProblem, tagProblem } from './core/image-selection';

/**
 * What a filter picks images by.
 */
export interface ImageFilterConfig {
  /**
   * A pattern of the name.
   *
   * @default - the filter is by `tag`
   */
  readonly name?: string;

  /**
   * The key of a tag.
   *
   * @default - the filter is by `name`
   */
  readonly tag?: string;

  /**
   * A pattern of the tag's value.
   *
   * @default - any value
   */
  readonly value?: string;
}

/**
 * Picks some of the images of an account and Region.
 */
export abstract class ImageFilter {
  /**
   * The images whose name fits a pattern. Names are compared without regard to case.
   *
   * Throws where no image can have such a name.
   *
   * @param pattern the name, with `*` for any text and `?` for any character
   */
  public static byName(pattern: string): ImageFilter {
    const problem = Token.isUnresolved(pattern) ? undefined : namePatternProblem(pattern);
    if (problem !== undefined) throw new Error(`'pattern' of a filter by name must ${problem}, got: '${pattern}'`);
    return new FixedImageFilter({ name: pattern });
  }

  /**
   * The images that have a tag. Tags are those of the image: its versions have none. Keys and values are compared as they are written.
   *
   * Throws where no image can have such a tag.
   *
   * @param key the key of the tag
   * @param value its value, with `*` for any text and `?` for any character; left out, any value
   */
  public static byTag(key: string, value?: string): ImageFilter {
    const known = [key, value ?? ''].every((text) => !Token.isUnresolved(text));
    const problem = known ? tagProblem(key, value) : undefined;
    if (problem !== undefined) throw new Error(`A filter by tag must ${problem}, got: '${key}'${value === undefined ? '' : ` with '${value}'`}`);
    return new FixedImageFilter({ tag: key, ...(value !== undefined && { value }) });
  }

  /**
   * Called by the monitor that the filter is given to.
   */
  public abstract bind(): ImageFilterConfig;
}

class FixedImageFilter extends ImageFilter {
  public constructor(private readonly config: ImageFilterConfig) {
    super();
  }

  public override bind(): ImageFilterConfig {
    return this.config;
  }
}
