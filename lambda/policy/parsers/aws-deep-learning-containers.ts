import { byLine } from '../../../lib/core/policy/anomaly';
import type { PolicyAnomaly, PolicyDocument } from '../../../lib/core/policy/policy';
import { AWS_DEEP_LEARNING_CONTAINERS } from '../../../lib/core/policy/policy';
import { isHtml, LARGEST_PAGE_BYTES, whyTooLarge, whyUnlikeProse } from '../unreadable';
import { parseDataText } from './aws-deep-learning-containers/data';
import { isDataText, LARGEST_DATA_BYTES } from './aws-deep-learning-containers/data-text';
import { parsePage } from './aws-deep-learning-containers/page';
import { htmlOutlineOf } from './html-outline';
import { outlineOf } from './markdown-outline';
import { mergeConflicts } from './merge-conflict';
import type { PolicyParser } from './policy-parser';

/**
 * AWS Deep Learning Containers: the data files of https://github.com/aws/deep-learning-containers as one text (`archive.ts` makes
 * it), which have all that the vendor says; or the table rendered from them, as a page
 * (https://aws.github.io/deep-learning-containers/reference/support_policy) or in Markdown, which has the dated versions alone.
 */
export const awsDeepLearningContainers: PolicyParser = {
  family: AWS_DEEP_LEARNING_CONTAINERS,
  recognises: (text) => isDataText(text) || (/\bEOP Date\b/i.test(text) && /\bGA Date\b/i.test(text)),
  whyUnreadable: (text) => {
    if (isDataText(text)) return whyTooLarge(text, LARGEST_DATA_BYTES);
    return whyTooLarge(text, LARGEST_PAGE_BYTES) ?? (isHtml(text) ? undefined : whyUnlikeProse(text));
  },
  parse: (text) => {
    const document = isDataText(text) ? parseDataText(text) : isHtml(text) ? parseHtml(text) : parseMarkdown(text);
    return { ...document, anomalies: byLine(document.anomalies) };
  },
};

function parseHtml(html: string): PolicyDocument {
  const outline = htmlOutlineOf(html);
  if (outline === undefined) return withAnomalies(parsePage([]), [noPage()]);
  const open = outline.blocks.find((block) => block.kind === 'table' && !block.closed);
  const line = open?.line ?? (breaksOff(html) ? html.trimEnd().split('\n').length : undefined);
  return withAnomalies(parsePage(outline.blocks), [...(line === undefined ? [] : [truncated(line)]), ...mergeConflicts(html.split('\n'))]);
}

/** A page that opens its document closes it, or its body at least. */
function breaksOff(html: string): boolean {
  return /<html[\s>]/i.test(html) && !/<\/(?:body|html)\s*>/i.test(html);
}

function parseMarkdown(markdown: string): PolicyDocument {
  const { blocks, lines } = outlineOf(markdown);
  return withAnomalies(parsePage(blocks), mergeConflicts(lines));
}

function withAnomalies(document: PolicyDocument, anomalies: readonly PolicyAnomaly[]): PolicyDocument {
  return { ...document, anomalies: [...anomalies, ...document.anomalies] };
}

function noPage(): PolicyAnomaly {
  return {
    code: 'not-a-policy', severity: 'error', line: null,
    message: 'A page must be nested as pages for people are, got: far more levels or elements. It is not read.',
  };
}

function truncated(line: number): PolicyAnomaly {
  return {
    code: 'truncated-document', severity: 'error', line,
    message: 'A page and its tables must be closed, got: one that breaks off. The document was cut off: fetch it again.',
  };
}
