import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { cut, html } from '../../../lambda/pages/html';
import { HOSTILE } from './reports';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** What a browser makes of text in an element and in an attribute: names of elements, the attribute, the text. */
function parsed(text: string): { elements: string[]; attributes: string[]; title: string | undefined; content: string } {
  const nodes = parseFragment(html`<p title="${text}">${text}</p>`.toString()).childNodes;
  const [first] = nodes;
  const attrs = first && 'attrs' in first ? first.attrs : [];
  const children: readonly Node[] = first && 'childNodes' in first ? first.childNodes : [];
  return {
    elements: nodes.map(({ nodeName }) => nodeName),
    attributes: attrs.map(({ name }) => name),
    title: attrs[0]?.value,
    content: children.map((child) => ('value' in child ? child.value : child.nodeName)).join(''),
  };
}

it.each(HOSTILE)('keeps %j in its place', (text) => {
  const { elements, attributes, title, content } = parsed(text);
  expect({ elements, attributes }).toEqual({ elements: ['p'], attributes: ['title'] });
  expect(content).toBe(title);
});

it('keeps any text in its place, and all that can be seen of it', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const { elements, attributes, title, content } = parsed(text);
    expect({ elements, attributes }).toEqual({ elements: ['p'], attributes: ['title'] });
    expect(content).toBe(title);
    expect(content.replace(/\s/g, '')).toBe(text.replace(/\p{Surrogate}/gu, '\uFFFD').replace(/[\p{Cc}\p{Zl}\p{Zp}\s]/gu, '').replace(/(?![\u200C\u200D])\p{Cf}/gu, ''));
  }));
});

it.each([
  ['markup as it is', html`<b>${html`<i>x</i>`}</b>`, '<b><i>x</i></b>'],
  ['lists without anything between', html`${[html`<i>1</i>`, html`<i>2</i>`]}`, '<i>1</i><i>2</i>'],
  ['nothing for nothing', html`<p>${undefined}</p>`, '<p></p>'],
  ['numbers', html`${0}`, '0'],
  ['each entity once', html`${'&<>"\'`'}`, '&amp;&lt;&gt;&quot;&#39;&#96;'],
  ['one line of a text', html`${'a\n\u0007 \u2028b\u202E'}`, 'a b'],
])('gives %s', (_what, markup, expected) => {
  expect(markup.toString()).toBe(expected);
});

it.each([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  ['abc😀e', 5, 'abc…'],
  ['ab😀de', 5, 'ab😀…'],
])('cuts %j to %i characters', (text, characters, expected) => {
  expect(cut(text, characters)).toBe(expected);
});
