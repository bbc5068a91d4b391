import type { CalendarDate } from '../../../../lib/core/calendar-date';
import { quote } from '../../../../lib/core/policy/anomaly';
import type { PolicyAnomaly } from '../../../../lib/core/policy/policy';
import { parseWrittenDate } from '../../../../lib/core/policy/written-date';
import type { DataSection } from './data-text';
import { LEGACY_PATH } from './data-text';
import type { ImageFacts, LegacyFacts } from './normalise';
import { describesImages, legacyRepositories } from './normalise';
import { isVersion } from './version';
import type { YamlMapping } from './yaml';
import { readYamlMapping } from './yaml';

/** What the files say, and what is wrong with them. */
export interface DataFacts {
  readonly images: readonly ImageFacts[];
  readonly legacy: readonly LegacyFacts[];
  readonly anomalies: readonly PolicyAnomaly[];
}

const TAG = /^\w[\w.-]{0,127}$/;
const NAME = /^\w[\w .+()/&-]{0,79}$/;
/** Directly below the folder of a repository, as the vendor's own program looks for them. */
const IMAGE_PATH = /^docs\/src\/data\/([\w.+-]+)\/[\w.+-]+$/;
/** A file with one of these is meant to be about an image. */
const TELLING = ['framework', 'version', 'accelerator', 'tags', 'ga', 'eop'];
const OUTCOME = 'The document should not be used until it is.';

/** Reads all files. Each becomes facts or an anomaly; the pattern for authors is neither. */
export function readDataFiles(sections: readonly DataSection[]): DataFacts {
  const reader = new FileReader();
  for (const section of sections) reader.read(section);
  return reader;
}

class FileReader implements DataFacts {
  readonly images: ImageFacts[] = [];
  readonly legacy: LegacyFacts[] = [];
  readonly anomalies: PolicyAnomaly[] = [];
  private readonly paths = new Set<string>();
  private section: DataSection = { content: '', line: 1 };

  read(section: DataSection): void {
    this.section = section;
    const { path } = section;
    if (path !== undefined && this.paths.has(path)) return this.error('duplicate-file', 1, `A file must be in the document once, got: ${quote(path)} again. Which of the two holds is open.`);
    if (path !== undefined) this.paths.add(path);
    const directory = IMAGE_PATH.exec(path ?? '')?.[1];
    if (directory !== undefined && !describesImages(directory)) return;
    const mapping = readYamlMapping(section.content);
    if ('problem' in mapping) return this.error(mapping.code, mapping.line, `A file must be one YAML mapping, got: ${mapping.problem}. ${this.place()} is not read.`);
    if (mapping.duplicate) return this.error(mapping.duplicate.code, mapping.duplicate.line, `A member must stand in a file once, got: ${mapping.duplicate.problem}. ${this.place()} is not read.`);
    if (path === LEGACY_PATH) this.readLegacy(mapping);
    else if (directory === undefined) this.refuse(mapping);
    else this.readImage(mapping, directory);
  }

  /** Where it was meant to be about an image, its dates are lost; else it may be about anything. */
  private refuse(mapping: YamlMapping): void {
    this.report('unknown-table', TELLING.some((name) => mapping.has(name)) ? 'error' : 'warning', 1, `A file must be named by a comment with its path, such as '# docs/src/data/pytorch/2.11-gpu-ec2.yml', got: ${this.section.path === undefined ? 'none' : quote(this.section.path)}. It is not read.`);
  }

  private readImage(mapping: YamlMapping, directory: string): void {
    if (!TELLING.some((name) => mapping.has(name))) {
      return this.report('unknown-table', 'warning', 1, `A file must have the members of an image, got: ${mapping.names().slice(0, 5).map(quote).join(', ')}. ${this.place()} is not read.`);
    }
    const errors = this.anomalies.length;
    const version = this.version(mapping);
    const dates = this.dates(mapping);
    const framework = this.name(mapping, 'framework') ?? this.missing(mapping, 'framework');
    const accelerator = this.name(mapping, 'accelerator') ?? this.missing(mapping, 'accelerator');
    const [repository, os, platform] = ['ecr_repository', 'os', 'platform'].map((name) => this.name(mapping, name));
    const account = mapping.text('example_ecr_account')?.text ?? undefined;
    if (this.anomalies.length > errors || version === undefined || framework === undefined || accelerator === undefined) return;
    this.images.push({
      directory, framework, version, accelerator, ...dates.facts,
      ...(repository !== undefined && { repository }), ...(os !== undefined && { os }),
      ...(platform !== undefined && { platform }), ...(account !== undefined && { account }),
      tags: this.tags(mapping),
      line: this.lineIn(mapping.line(dates.facts.eop === undefined ? 'version' : 'eop')),
    });
    this.checkDates(mapping, version);
  }

  private readLegacy(mapping: YamlMapping): void {
    for (const framework of mapping.names()) {
      const line = mapping.line(framework) ?? 1;
      const rows = mapping.mappings(framework);
      if (!rows) {
        this.error('unreadable-row', line, `${quote(framework)} of the legacy versions must be a list, got: something else. ${OUTCOME}`);
        continue;
      }
      if (!legacyRepositories(framework)) this.report('unknown-framework', 'warning', line, `A framework of the legacy versions must be one whose repositories are known, got: ${quote(framework)}. Its rows count for the framework.`);
      for (const row of rows) this.readLegacyRow(row, framework);
    }
  }

  private readLegacyRow({ line, mapping }: { readonly line: number; readonly mapping?: YamlMapping }, framework: string): void {
    if (!mapping) return this.error('unreadable-row', line, `A legacy version of ${quote(framework)} must have the members 'version', 'ga' and 'eop', got: none. ${OUTCOME}`);
    if (mapping.duplicate) return this.error(mapping.duplicate.code, mapping.duplicate.line, `A member must stand in a row once, got: ${mapping.duplicate.problem}. The row is not read.`);
    const errors = this.anomalies.length;
    const version = this.version(mapping, line);
    const dates = this.dates(mapping);
    if (this.anomalies.length > errors || version === undefined) return;
    this.legacy.push({ framework, version, ...dates.facts, line: this.lineIn(mapping.line(dates.facts.eop === undefined ? 'version' : 'eop')) });
    this.checkDates(mapping, version);
  }

  private version(mapping: YamlMapping, line = 1): string | undefined {
    const { text } = mapping.text('version') ?? {};
    if (typeof text === 'string' && isVersion(text)) return text;
    this.error('unparsable-version', mapping.line('version') ?? line, `'version' of ${this.place()} must be a version such as '2.11', got: ${shown(text)}. The row is not read; the document should not be used until it can be.`);
    return undefined;
  }

  private dates(mapping: YamlMapping): { readonly facts: Pick<ImageFacts, 'ga' | 'eop' | 'eopAsWritten'> } {
    const [ga, eop] = [this.date(mapping, 'ga'), this.date(mapping, 'eop')];
    const eopAsWritten = mapping.text('eop')?.text;
    return { facts: { ...(ga && { ga }), ...(eop && { eop, ...(eopAsWritten && eopAsWritten !== eop && { eopAsWritten }) }) } };
  }

  private date(mapping: YamlMapping, name: string): CalendarDate | undefined {
    const member = mapping.text(name);
    if (member === undefined || member.text === null) return undefined;
    const date = member.text === undefined ? undefined : parseWrittenDate(member.text);
    if (date === undefined) this.error('unparsable-date', member.line, `'${name}' of ${this.place()} must be one whole day such as '2026-10-15', got: ${shown(member.text)}. The row's end is not known; the document should not be used until it is.`);
    return date;
  }

  /** A version whose end of patching got lost looks like one that never had any; an end before the beginning is a slip. */
  private checkDates(mapping: YamlMapping, version: string): void {
    const [ga, eop] = ['ga', 'eop'].map((name) => parseWrittenDate(mapping.text(name)?.text ?? ''));
    const line = mapping.line('eop') ?? mapping.line('ga') ?? 1;
    if (ga && !eop) this.report('missing-date', 'warning', line, `${this.place()} must have 'eop' beside 'ga', got: 'ga' alone. Version ${quote(version)} counts as one without a date.`);
    if (ga && eop && eop < ga) this.report('end-before-release', 'warning', line, `'eop' of ${this.place()} must be on or after 'ga', got: '${eop}' and '${ga}'. The end counts.`);
  }

  /** A member that tells images apart; undefined where there is none. */
  private name(mapping: YamlMapping, name: string): string | undefined {
    const member = mapping.text(name);
    if (member === undefined || member.text === null) return undefined;
    if (member.text !== undefined && NAME.test(member.text)) return member.text;
    this.error('invalid-member', member.line, `'${name}' of ${this.place()} must be a name, got: ${shown(member.text)}. ${OUTCOME}`);
    return undefined;
  }

  private missing(mapping: YamlMapping, name: string): undefined {
    const { text } = mapping.text(name) ?? { text: null };
    if (text === null) this.error('invalid-member', mapping.line(name) ?? 1, `${this.place()} must have '${name}', got: none. ${OUTCOME}`);
    return undefined;
  }

  private tags(mapping: YamlMapping): readonly string[] {
    const tags = mapping.texts('tags');
    if (tags?.every((tag) => TAG.test(tag))) return tags;
    if (mapping.has('tags')) this.report('unparsable-uri', 'warning', mapping.line('tags') ?? 1, `'tags' of ${this.place()} must be a list of tags, got: something else. The row counts without a reference.`);
    return [];
  }

  private place(): string {
    return this.section.path === undefined ? 'A file without a path' : quote(this.section.path);
  }

  private lineIn(line = 1): number {
    return this.section.line + line - 1;
  }

  private error(code: string, line: number, message: string): void {
    this.report(code, 'error', line, message);
  }

  private report(code: string, severity: PolicyAnomaly['severity'], line: number, message: string): void {
    this.anomalies.push({ code, severity, line: this.lineIn(line), message });
  }
}

function shown(text: string | null | undefined): string {
  return text === undefined ? 'something else' : text === null ? 'nothing' : quote(text);
}
