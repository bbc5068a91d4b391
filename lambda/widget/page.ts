import { dateOf } from '../../lib/core/calendar-date';
import type { WidgetReport } from '../../lib/core/widget-contract';
import { cut, html, type Html } from '../pages/html';
import { scanSummary } from '../pages/scan-summary';
import { supportWindows } from '../pages/support-windows';
import { PAGE_CLASS, pageStyle, THEMES, type ThemeName } from '../pages/theme';
import { timeline } from '../pages/timeline';
import { worstImages } from '../pages/worst-images';
import type { ObjectStore } from '../state/port';
import { chooseReports } from './choose-reports';
import { latestReport, type ShownReport } from './latest-report';

export interface PageRequest {
  readonly theme: ThemeName;
  readonly width: number;
  /** The parameter as it came: names of monitors, or nothing for all. */
  readonly monitors?: unknown;
}

export interface PageDependencies {
  readonly reports: readonly WidgetReport[];
  readonly open: (report: WidgetReport) => Pick<ObjectStore, 'get'>;
  readonly now: () => Date;
}

/**
 * What keeps the page small, however many findings there are: CloudWatch names no limit of its own, Lambda's is 6 MB, and a dashboard
 * that somebody looks at should not need a hundredth of it.
 */
const TABLE_ROWS = 10;
const TIMELINE_ROWS = 20;
const SECTIONS = 10;
const LONGEST_MESSAGE = 1000;
/** The page's own, on each side. */
const PADDING = 8;

/** The page of the widget: a section for each monitor. One that can't be read does not hide the others. */
export async function renderPage({ theme, width, monitors }: PageRequest, { reports, open, now }: PageDependencies): Promise<string> {
  const choice = chooseReports(reports, monitors);
  if ('problem' in choice) return page(theme, html`<p class="warning">${cut(choice.problem, LONGEST_MESSAGE)}</p>`);
  const { chosen } = choice;
  const at = now().toISOString();
  const sections = await Promise.all(chosen.slice(0, SECTIONS).map(async (report) => {
    const shown = latestReport(open(report), report.key);
    const content = await shown.then((known) => sectionOf(known, at, width - 2 * PADDING)).catch(unreadable);
    return html`<section>${chosen.length > 1 ? html`<h2>${report.monitor}</h2>` : undefined}${content}</section>`;
  }));
  const left = chosen.slice(SECTIONS).map(({ monitor }) => monitor).join(', ');
  const more = html`<p class="muted">Not shown: ${cut(left, LONGEST_MESSAGE)}. A widget shows ${SECTIONS} monitors at most.</p>`;
  return page(theme, html`${sections}${left === '' ? undefined : more}`);
}

/** The empty element keeps the console's own style away, so that the page looks the same everywhere. */
function page(theme: ThemeName, content: Html): string {
  return html`
    <div class="cwdb-no-default-styles"></div>
    ${pageStyle(THEMES[theme])}
    <div class="${PAGE_CLASS}" style="padding:${PADDING}px">${content}</div>`.toString().trim();
}

function sectionOf(report: ShownReport | undefined, now: string, width: number): Html {
  if (!report) {
    return html`<p>There is no report yet. The first scan writes one: come back when it has ended.</p>
      <p class="muted">If a scan has ended already, the widget is not allowed to read its report: deploy the widget again.</p>`;
  }
  const today = dateOf(now);
  const windows = supportWindows(report.findings);
  return html`
    ${scanSummary(report, now)}
    ${worstImages(report.findings, { today, rows: TABLE_ROWS })}
    ${windows.length === 0 ? undefined : html`<h3>Support windows of the bases in use</h3>`}
    ${timeline(windows, { today, width, rows: TIMELINE_ROWS })}`;
}

function unreadable(error: unknown): Html {
  return html`<p class="warning">The report could not be read: ${cut(error instanceof Error ? error.message : String(error), LONGEST_MESSAGE)}</p>`;
}
