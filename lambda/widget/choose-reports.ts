import type { WidgetReport } from '../../lib/core/widget-contract';

export type Choice = { readonly chosen: readonly WidgetReport[] } | { readonly problem: string };

/** The reports of the monitors that the parameter names, in its order; all of them without it. What is wrong with it must be seen. */
export function chooseReports(reports: readonly WidgetReport[], monitors: unknown): Choice {
  if (monitors === undefined) return { chosen: reports };
  if (!isNames(monitors)) {
    return { problem: `The parameter 'monitors' must be a list of names of monitors, got: ${JSON.stringify(monitors)}; leave it out to show all.` };
  }
  const names = [...new Set(monitors)];
  const known = new Set(reports.map(({ monitor }) => monitor));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    return { problem: `The parameter 'monitors' must name monitors that the widget was deployed for (${[...known].join(', ')}), got: '${unknown}'.` };
  }
  return { chosen: names.flatMap((name) => reports.filter(({ monitor }) => monitor === name)) };
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string');
}
