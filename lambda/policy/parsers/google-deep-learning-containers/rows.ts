import { quote } from '../../../../lib/core/policy/anomaly';
import type { PolicyAnomaly, PolicyRelease } from '../../../../lib/core/policy/policy';
import { isWithin, versionParts } from '../../../../lib/core/policy/version-parts';
import { parseWrittenDate } from '../../../../lib/core/policy/written-date';
import type { HtmlOutlineRow } from '../html-outline';
import { isNightly, readAccelerator, readReferences, readVersion } from './cells';
import type { Product, ReleaseColumns } from './layout';
import { frameworkIn, productOfPath } from './layout';
import { claimOf, normaliseGoogleRow } from './normalise';

/** Where a row stands, as far as its table and the headings above it say. */
export interface RowPlace {
  readonly product: Product;
  readonly framework?: string;
  readonly columns: ReleaseColumns;
  /** How many columns the table has. */
  readonly titles: number;
}

/** What became of one row: releases, or why there are none. */
export interface ReadRow {
  readonly releases: readonly PolicyRelease[];
  readonly anomalies: readonly PolicyAnomaly[];
}

export function readRow(row: HtmlOutlineRow, place: RowPlace): ReadRow {
  return new RowReader(row, place).read();
}

interface Version {
  readonly version: string;
  readonly framework?: string;
}

class RowReader {
  private readonly anomalies: PolicyAnomaly[] = [];
  private readonly references: readonly string[];
  private readonly claims: readonly NonNullable<ReturnType<typeof claimOf>>[];

  constructor(private readonly row: HtmlOutlineRow, private readonly place: RowPlace) {
    this.references = readReferences(this.cell('images'));
    this.claims = this.references.flatMap((reference) => claimOf(reference) ?? []);
  }

  read(): ReadRow {
    const dates = [this.cell('endOfSupport'), this.cell('endOfAvailability')];
    if (this.row.spanned) return this.unreadable('must have cells of its own, got: one over several rows or columns');
    if (this.row.cellsWritten < this.place.titles) {
      return this.unreadable(`must have the ${this.place.titles} cells of its table, got: ${this.row.cellsWritten}`);
    }
    if (isNightly(this.cell('version'), dates)) return this.nightly();
    const accelerator = readAccelerator(this.cell('accelerators'));
    if (accelerator === undefined) this.unparsableAccelerator();
    const version = this.version(accelerator);
    const [eolFrom, discontinuedFrom] = dates.map((date) => parseWrittenDate(date));
    if (eolFrom === undefined) this.unparsableDate('end of support', dates[0]);
    if (discontinuedFrom === undefined) this.unparsableDate('end of availability', dates[1]);
    if (!accelerator || !version || !eolFrom || !discontinuedFrom) return this.result([]);
    this.checkImages();
    if (discontinuedFrom < eolFrom) {
      this.warn('availability-before-support', `must be available until its support ends, got: '${dates[1]}' before '${dates[0]}'. Each date counts for itself.`);
    }
    const releases = normaliseGoogleRow({
      product: this.place.product, ...version, accelerator, repositories: this.references, eolFrom, discontinuedFrom, asWritten: dates[0] ?? '',
    });
    for (const release of releases) this.checkAgainstImage(release);
    return this.result(releases.map((release) => ({ ...release, line: this.row.line })));
  }

  /** A base image has no framework to count: Google lists it by its CUDA version. */
  private version(accelerator: string | undefined): Version | undefined {
    const [claim] = this.claims;
    const framework = this.place.framework ?? claim?.framework;
    if (framework === 'base') {
      if (accelerator?.startsWith('cu')) return { version: accelerator, framework };
      if (accelerator !== undefined) this.error('unparsable-version', 'version', "the CUDA version of a base image such as 'CUDA 12.4'", this.cell('accelerators'));
      return undefined;
    }
    const written = readVersion(this.cell('version'));
    const counted = written?.counted === undefined ? framework : frameworkIn(written.counted);
    const known = framework ?? counted;
    if (written !== undefined && counted === known) return { version: written.version, ...(known !== undefined && { framework: known }) };
    if (counted !== undefined && framework !== undefined && claim?.version) {
      this.warn('version-uri-mismatch', `must have the version of ${framework}, got: one of ${counted}. It counts for ${claim.version}, as its image is named.`);
      return { version: claim.version, framework };
    }
    this.error('unparsable-version', 'version', "a number such as '2.17 (Python 3.10)'", this.cell('version'));
    return undefined;
  }

  private checkImages(): void {
    if (this.claims.length === this.references.length && (this.references.length > 0 || this.cell('images') === '')) return;
    const unknown = this.references.find((reference) => claimOf(reference) === undefined) ?? this.cell('images');
    this.warn('unparsable-uri', `must name images in Google's own registries, or none, got: ${quote(unknown)}. What cannot be read of it does not count.`);
  }

  /** The table decides; the name of the image is copied and forgotten most easily. */
  private checkAgainstImage(release: Pick<PolicyRelease, 'repository' | 'version' | 'processor' | 'framework' | 'product'>): void {
    const claim = this.claims.find(({ repository }) => repository === release.repository);
    if (claim === undefined) return;
    const named = quote(release.repository ?? '');
    if (productOfPath(claim.repository ?? '') !== release.product) {
      this.warn('product-uri-mismatch', `must name an image of ${release.product} like its table, got: ${named}. The row counts for ${release.product}.`);
    }
    const [row, image] = [versionParts(release.version), versionParts(claim.version ?? release.version)];
    if (!isWithin(row, image) && !isWithin(image, row)) {
      this.warn('version-uri-mismatch', `must name an image of its own version, got: ${named}. The row counts for ${release.version}.`);
    }
    if (claim.processor !== null && release.processor !== undefined && claim.processor !== release.processor) {
      this.warn('processor-uri-mismatch', `must name a ${release.processor} image like its accelerator, got: ${named}. The row counts for ${release.processor}.`);
    }
    if (claim.framework !== undefined && claim.framework !== release.framework) {
      this.warn('framework-uri-mismatch', `must name an image of ${release.framework} like its table, got: ${named}. The row counts for ${release.framework}.`);
    }
  }

  private unreadable(why: string): ReadRow {
    this.report('unreadable-row', 'error', `${why}. The row is not read; the document should not be used until it can be.`);
    return this.result([]);
  }

  private nightly(): ReadRow {
    this.report('undated-build', 'info', 'has no dates: it should be taken for a build of the day, not for a release. It is not read.');
    return this.result([]);
  }

  private unparsableAccelerator(): void {
    this.error('unparsable-accelerator', 'accelerator', "words such as 'CPU only', 'GPU (CUDA 12.x)', 'Cloud TPU', 'CUDA 12.4'", this.cell('accelerators'));
  }

  private unparsableDate(name: string, value = ''): void {
    this.error('unparsable-date', name, "one whole day in English such as 'Jan 14, 2026' (ask for a page in another language with '?hl=en')", value);
  }

  private error(code: string, name: string, expected: string, value: string): void {
    this.report(code, 'error', `must have as its ${name} ${expected}, got: ${quote(value)}. The row is not read; the document should not be used until it can be.`);
  }

  private warn(code: string, message: string): void {
    this.report(code, 'warning', message);
  }

  private report(code: string, severity: PolicyAnomaly['severity'], message: string): void {
    const name = [this.place.product, this.place.framework, this.cell('version')].filter((part) => part !== undefined && part !== '').join(' ');
    this.anomalies.push({ code, severity, line: this.row.line, message: `Row ${quote(name)} ${message}` });
  }

  private result(releases: readonly PolicyRelease[]): ReadRow {
    return { releases, anomalies: this.anomalies };
  }

  private cell(column: keyof ReleaseColumns): string {
    return this.row.cells[this.place.columns[column]] ?? '';
  }
}
