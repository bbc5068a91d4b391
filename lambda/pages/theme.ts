import type { SupportStatus } from '../../lib/core/finding';
import { html, type Html } from './html';

export type ThemeName = 'light' | 'dark';

/** Colours of a page. Each is readable as text on the background (4.5 : 1), so that it can stand for a word as well as for a bar. */
export interface Theme {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  /** Lines that only divide. */
  readonly line: string;
  readonly statuses: Readonly<Record<SupportStatus, string>>;
}

/** The backgrounds are those of the CloudWatch console. Green stands for SUPPORTED alone. */
export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: {
    background: '#ffffff',
    text: '#16191f',
    muted: '#545b64',
    line: '#d5dbdb',
    statuses: {
      END_OF_AVAILABILITY: '#7a0c14',
      END_OF_SUPPORT: '#c7251a',
      EXPIRING: '#a35200',
      UNKNOWN_BASE: '#7036b8',
      NOT_IN_POLICY: '#ad1a72',
      IMAGE_UNAVAILABLE: '#79503f',
      NO_DATE_PUBLISHED: '#5a6673',
      NOT_IN_POLICY_YET: '#0b5fc4',
      SUPPORTED: '#1a7a35',
    },
  },
  dark: {
    background: '#161d26',
    text: '#e9ebed',
    muted: '#a9b4c0',
    line: '#414d5c',
    statuses: {
      END_OF_AVAILABILITY: '#ff6b7d',
      END_OF_SUPPORT: '#ff9c8f',
      EXPIRING: '#ffb454',
      UNKNOWN_BASE: '#cba6ff',
      NOT_IN_POLICY: '#ff9ed2',
      IMAGE_UNAVAILABLE: '#d3a894',
      NO_DATE_PUBLISHED: '#b3bdc8',
      NOT_IN_POLICY_YET: '#86b8ff',
      SUPPORTED: '#6fd08c',
    },
  },
};

/** Everything on a page stands in an element of this class: what is around it on a dashboard keeps its own style. */
export const PAGE_CLASS = 'image-support';

/** The colours as CSS variables: a page that follows the reader's own setting gives both, one of them in a media query. */
export function themeVariables({ text, muted, line, statuses }: Theme): string {
  const ofStatuses = Object.entries(statuses).map(([status, color]) => `--${status}:${color}`);
  return [`--text:${text}`, `--muted:${muted}`, `--line:${line}`, ...ofStatuses].join(';');
}

/** No quotes, no `>`: the rules go through a template like any text. */
const RULES: readonly (readonly [selector: string, declarations: string])[] = [
  ['', 'overflow-x:auto;color:var(--text);font:13px/1.45 Amazon Ember,Helvetica Neue,Roboto,Arial,sans-serif'],
  ['h2', 'font-size:16px;margin:0 0 4px;color:inherit;overflow-wrap:anywhere'],
  ['h3', 'font-size:13px;margin:14px 0 4px;color:inherit'],
  ['p', 'margin:4px 0;color:inherit'],
  ['section', 'margin:0 0 24px'],
  ['.muted', 'color:var(--muted)'],
  ['.warning', 'color:var(--END_OF_SUPPORT);font-weight:bold'],
  ['.counts span', 'display:inline-block;margin-right:16px;white-space:nowrap'],
  ['.counts b', 'font-size:18px'],
  ['table', 'border-collapse:collapse;width:100%;table-layout:fixed;color:inherit;font:inherit'],
  ['th', 'text-align:left;font-weight:bold;color:var(--muted);padding:4px 10px 4px 0;border-bottom:1px solid var(--line)'],
  ['td', 'text-align:left;vertical-align:top;padding:4px 10px 4px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere;color:inherit'],
  ['small', 'font-size:11px;color:var(--muted)'],
  ['.line', 'display:block'],
  ['.date', 'white-space:nowrap'],
  ['svg', 'display:block;max-width:100%;height:auto'],
  ['svg text', 'font-size:12px;fill:var(--text)'],
  ['svg .muted', 'fill:var(--muted)'],
  ['svg .grid', 'stroke:var(--line);stroke-width:1'],
  ['svg .today', 'stroke:var(--text);stroke-width:1.5'],
  ['.key', 'display:inline-block;margin-right:16px;white-space:nowrap'],
  ['.key svg', 'display:inline-block;vertical-align:middle;margin-right:5px'],
];

/** The rules of a page, for any theme: the colours are variables. */
export function pageRules(): string {
  return RULES.map(([selector, declarations]) => `.${PAGE_CLASS}${selector === '' ? '' : ' '}${selector}{${declarations}}`).join(' ');
}

/** The style of a page, with the colours of one theme. */
export function pageStyle(theme: Theme): Html {
  return html`<style>${`.${PAGE_CLASS}{${themeVariables(theme)}} ${pageRules()}`}</style>`;
}
