import { isRecord } from './rules';

/** The members of a request that was checked against its schema. */
export class Input {
  private readonly members: Readonly<Record<string, unknown>>;

  constructor(request: unknown) {
    this.members = isRecord(request) ? request : {};
  }

  /** A required text. */
  text(name: string): string {
    return this.optionalText(name) ?? '';
  }

  optionalText(name: string): string | undefined {
    const value = this.members[name];
    return typeof value === 'string' ? value : undefined;
  }

  optionalNumber(name: string): number | undefined {
    const value = this.members[name];
    return typeof value === 'number' ? value : undefined;
  }

  /** A list of structures, where it is there. */
  optionalInputs(name: string): readonly Input[] | undefined {
    const value = this.members[name];
    return Array.isArray(value) ? value.map((entry) => new Input(entry)) : undefined;
  }

  optionalTexts(name: string): readonly string[] | undefined {
    const value = this.members[name];
    return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : undefined;
  }

  /** A structure; empty where it is not there. */
  input(name: string): Input {
    return new Input(this.members[name]);
  }

  /** The same request has the same text, but for the members named: what a page token belongs to. */
  fingerprint(without: readonly string[]): string {
    const names = Object.keys(this.members).filter((name) => !without.includes(name)).sort();
    return JSON.stringify(names.map((name) => [name, this.members[name]]));
  }
}
