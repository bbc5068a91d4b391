import type { Token } from 'markdown-it';

const STRUCK_OPEN = /^<(?:s|del|strike)(?:\s[^>]*)?>$/i;
const STRUCK_CLOSE = /^<\/(?:s|del|strike)\s*>$/i;
const LINE_BREAK = /^<br\s*\/?>$/i;

/**
 * The words of a heading or cell without their decoration. Struck words beside others are a withdrawn value and are left
 * out; where everything is struck, nothing is left that holds, and the marks stay for whoever reports it.
 */
export function textOfInline(tokens: readonly Token[]): string {
  let kept = '';
  let all = '';
  let struck = 0;
  for (const token of tokens) {
    if (token.type === 's_open' || STRUCK_OPEN.test(token.content)) struck += 1;
    else if (token.type === 's_close' || STRUCK_CLOSE.test(token.content)) struck = Math.max(0, struck - 1);
    const words = wordsOf(token);
    all += words;
    if (struck === 0) kept += words;
  }
  return kept.trim() || (all.trim() && `~~${all.trim()}~~`);
}

function wordsOf(token: Token): string {
  switch (token.type) {
    case 'text':
    case 'text_special':
    case 'code_inline':
    case 'image':
      return token.content;
    case 'softbreak':
    case 'hardbreak':
      return ' ';
    case 'html_inline':
      return LINE_BREAK.test(token.content) ? ' ' : '';
    default:
      return '';
  }
}
