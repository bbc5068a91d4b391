/**
 * The lines of a text that comes in pieces, without their ends, `\n` or `\r\n`. A carriage return alone ends no line: it may stand
 * in a text. A byte order mark is no part of the first line.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield clean(line);
  }
  rest += decoder.decode();
  if (rest !== '') yield clean(rest);
}

function clean(line: string): string {
  return line.replace(/^\ufeff/, '').replace(/\r$/, '');
}
