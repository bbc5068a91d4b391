/**
 * How much a monitor reads of who uses an image. Each choice includes those before it.
 */
export class UsageScope {
  /**
   * Nothing is read: every image version weighs as if it were attached somewhere, and AWS's own images in use as they are have no
   * findings.
   */
  public static none(): UsageScope {
    return new UsageScope('none');
  }

  /**
   * The apps that run or start: one call for each hundred.
   */
  public static apps(): UsageScope {
    return new UsageScope('apps');
  }

  /**
   * Apps, and what domains and user profiles offer and start: also one call for each domain, and for each user profile that is new or
   * has changed.
   */
  public static appsAndDefaults(): UsageScope {
    return new UsageScope('defaults');
  }

  /**
   * Apps, defaults, and what spaces start: also one call for each space that is new or has changed. Only this can tell that an image
   * version is not used at all, since a space that is stopped keeps its image.
   */
  public static appsDefaultsAndSpaces(): UsageScope {
    return new UsageScope('spaces');
  }

  private constructor(
    /**
     * The name of the choice, as the command line has it: none, apps, defaults or spaces.
     */
    public readonly scopeName: string,
  ) {}
}
