import { DATASET_TABLES } from '../../lib/core/dataset';
import { DATASET_QUERIES } from '../../lib/core/dataset/queries';
import { PARTITION_COLUMN, type DatasetTable } from '../../lib/core/dataset/table';

const INTRODUCTION = `# The dataset

<!-- Made from lib/core/dataset; test/dataset/document.test.ts says how to make it anew. -->

Every scan adds Parquet files to the bucket of its monitor (for the command line, to the directory of \`--state\`):
\`dataset/<table>/date=<day>/account=<account>/region=<Region>/<time of the scan>-<monitor>.parquet\`. The construct \`ImageSupportDataset\` makes
tables for Amazon Athena of them; other engines read the files as they are, DuckDB for example:

\`\`\`sql
CREATE VIEW findings AS
SELECT * FROM read_parquet('dataset/findings/**/*.parquet', hive_partitioning = true, hive_types_autocast = false, union_by_name = true);
\`\`\`

A scan stands in \`scans\` when all of its rows are written; join with it to leave out a scan that broke off. Columns are added, and never removed
or given another type: files that are older have null there. Times are in UTC.
`;

/** The documentation of the dataset in Markdown. */
export function datasetDocument(): string {
  return [INTRODUCTION, ...DATASET_TABLES.map(tableSection), '## Questions\n', ...DATASET_QUERIES.map(({ name, description, sql }) => (
    `### ${name}\n\n${description}\n\n\`\`\`sql\n${sql}\n\`\`\`\n`
  ))].join('\n');
}

function tableSection({ name, description, columns }: DatasetTable): string {
  const rows = [PARTITION_COLUMN, ...columns].map((column) => `| \`${column.name}\` | ${column.type} | ${column.comment} |`);
  return [`## ${name}`, '', description, '', '| column | type | is |', '|---|---|---|', ...rows, ''].join('\n');
}
