import { SUPPORT_STATUSES } from '../../../lib/core/finding';
import { STATUS_WORDS } from '../statuses';
import { PAGE_CLASS, pageRules, THEMES, themeVariables, type Theme } from '../theme';
import { statusClass } from './findings-table';

/** Columns that a narrow screen has no room for: all but the image, its status and its end. The details say all of it. */
const LESS_NEEDED = [1, 3, 5, 6, 7].map((column) => `#findings .c${column}`).join(',');

/** Of the report beside those of every page. Paper is light, whatever the reader's setting. */
const RULES = `
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--background)}
.${PAGE_CLASS}{max-width:1120px;margin:0 auto;padding:24px 16px 64px;font-size:14px;overflow-x:visible}
.${PAGE_CLASS} h1{font-size:15px;margin:0;color:var(--muted);font-weight:normal}
.${PAGE_CLASS} .headline{font-size:24px;line-height:1.25;margin:4px 0 8px;max-width:34em;text-wrap:balance}
.${PAGE_CLASS} h2{font-size:18px;margin:36px 0 8px}
.${PAGE_CLASS} section{margin:0}
.${PAGE_CLASS} table{table-layout:auto}
.${PAGE_CLASS} small,.${PAGE_CLASS} svg text{font-size:12px}
.wide{overflow-x:auto}
.wide svg{max-width:none!important}
.wide table:not(#findings){min-width:640px}
.narrow-drawing{display:none}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
#filters{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:end;margin:8px 0}
#filters label{display:flex;flex-direction:column;font-size:12px;color:var(--muted)}
input,select,button{font:inherit;font-size:14px;color:var(--text);background:var(--background);border:1px solid var(--muted);border-radius:4px;padding:5px 8px;max-width:11em}
button{cursor:pointer}
button[aria-pressed=true]{border-color:var(--text);font-weight:bold}
:focus-visible{outline:2px solid var(--NOT_IN_POLICY_YET);outline-offset:2px}
th button{all:unset;cursor:pointer;color:var(--muted);font-weight:bold;font-size:14px;white-space:nowrap}
th button:focus-visible{outline:2px solid var(--NOT_IN_POLICY_YET);outline-offset:2px}
th button::after{content:" \\2195";opacity:.6}
th[aria-sort=ascending] button::after{content:" \\2191";opacity:1}
th[aria-sort=descending] button::after{content:" \\2193";opacity:1}
#findings tbody th{color:inherit;font-weight:normal;vertical-align:top;overflow-wrap:anywhere;min-width:9em}
#findings tbody tr:not(.more)>*{border-bottom:0;padding-bottom:0}
#findings .c1,#findings .c2,#findings .c4{min-width:8em}
#findings .c3,#findings .c4,#findings .c6,#findings .c7{white-space:nowrap}
#findings .c7{max-width:16em;white-space:normal;min-width:8.5em}
#findings .more td{padding:0 0 6px}
summary{cursor:pointer;color:var(--muted);font-size:12px;width:max-content;max-width:100%}
dl{display:grid;grid-template-columns:minmax(7em,11em) minmax(0,1fr);gap:2px 14px;margin:6px 0 10px;padding:8px 0 8px 12px;border-left:3px solid var(--line)}
dt{grid-column:1;color:var(--muted)}
dd{grid-column:2;margin:0;overflow-wrap:anywhere}
code{font:12px/1.5 ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
${SUPPORT_STATUSES.map((status) => `.${statusClass(STATUS_WORDS[status])}{color:var(--${status})}`).join('\n')}
@media screen and (max-width:700px){.wide-drawing{display:none} .narrow-drawing{display:block} #findings tbody th,#findings .c2,#findings .c4{min-width:0} #findings .c4{white-space:normal} ${LESS_NEEDED}{display:none} dl{grid-template-columns:1fr} dt,dd{grid-column:1} dt{margin-top:6px} .${PAGE_CLASS} .headline{font-size:20px}}
@media print{#filters,#more,th button::after{display:none} .wide{overflow:visible} .wide svg{max-width:100%!important} .wide table:not(#findings){min-width:0} #findings .c0,#findings .c1,#findings .c2,#findings .c4{min-width:6em!important;white-space:normal} tr,dl,svg{break-inside:avoid} tr:has(+.more){break-after:avoid} h2,h3{break-after:avoid} thead{display:table-header-group} .${PAGE_CLASS}{padding:0;max-width:none;font-size:11px} .${PAGE_CLASS} small,.${PAGE_CLASS} code,summary,th button{font-size:10px}}
@page{margin:14mm}`;

/** The whole style of the report: it follows the reader's own setting of light and dark. */
export function reportStyle(): string {
  return [
    `:root{color-scheme:light dark;${variables(THEMES.light)}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${variables(THEMES.dark)}}}`,
    pageRules(),
    RULES,
  ].join('\n');
}

function variables(theme: Theme): string {
  return `--background:${theme.background};${themeVariables(theme)}`;
}
