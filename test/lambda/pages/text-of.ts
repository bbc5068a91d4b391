import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import type { Html } from '../../../lambda/pages/html';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** What a person reads of some markup, with a space between elements; no style. */
export function textOf(markup: Html | string): string {
  return parseFragment(markup.toString()).childNodes.map(text).join(' ').replace(/\s+/g, ' ').trim();
}

function text(node: Node): string {
  if (node.nodeName === 'style' || node.nodeName === 'title') return '';
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(text).join(' ') : '';
}

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** All elements of some markup, with their attributes. */
export function elementsOf(markup: Html | string): readonly Element[] {
  const attributesOf = (attrs: readonly { readonly name: string; readonly value: string }[]) => (
    Object.fromEntries(attrs.map(({ name, value }) => [name, value])));
  const below = (nodes: readonly Node[]): Element[] => nodes.flatMap((node) => [
    ...('attrs' in node ? [{ name: node.nodeName, attributes: attributesOf(node.attrs) }] : []),
    ...('childNodes' in node ? below(node.childNodes) : []),
  ]);
  return below(parseFragment(markup.toString()).childNodes);
}
