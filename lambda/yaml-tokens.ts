import { Lexer, Parser, type CST } from 'yaml';

/** Policies and waivers go three levels deep. The library goes down by recursion, so that depth is what could exhaust it. */
export const DEEPEST = 40;

/** The tokens of a text; undefined where it is nested too deep to be gone through. */
export function shallowTokens(text: string): readonly CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return undefined;
  }
  tokens.push(...parser.end());
  return tokens;
}
