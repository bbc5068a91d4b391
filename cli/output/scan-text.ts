import type { ScanResult } from '../../lib/core/scan-result';
import { csv } from './csv';
import { findingsTable } from './findings-table';
import type { ScanFormat } from './format';
import type { Style } from './style';

/** How a table is drawn: in which colours, and how wide. */
interface Drawing {
  readonly style: Style;
  readonly columns: number;
}

/** A scan in the format that was asked for. What draws pages is loaded for them alone. */
export async function scanText(result: ScanResult, format: ScanFormat, { style, columns }: Drawing): Promise<string> {
  switch (format) {
    case 'table': return findingsTable(result, style, columns);
    case 'json': return JSON.stringify(result, null, 2);
    case 'ndjson': return result.findings.map((finding) => JSON.stringify(finding)).join('\n');
    case 'csv': return csv(result.findings);
    case 'html': return (await import('../../lambda/pages/report/report-page')).reportPage({ result });
    case 'markdown': return (await import('../../lambda/pages/markdown')).reportMarkdown(result);
  }
}
