import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { composeChatMessage } from '../../../lambda/publishing/chat';
import { composeDigest } from '../../../lambda/publishing/digest';
import { SAMPLES } from './samples';

/** `WRITE_SAMPLES=<folder> npm test -- samples` writes what people get, to be looked at. */
const folder = process.env.WRITE_SAMPLES;

it.each(Object.entries(SAMPLES))('%s can be read on a phone', (name, input) => {
  const messages = composeDigest(input);
  const chat = composeChatMessage(input);
  const text = messages.map(({ subject, bodies: { email = '', sms } }) => `Subject: ${subject}\nSMS: ${sms}\n\n${email}\n`).join('\n');
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `${name}.txt`), text);
    if (chat) writeFileSync(path.join(folder, `${name}.chat.json`), JSON.stringify(JSON.parse(chat.bodies.default), undefined, 2));
  }

  expect(messages).toHaveLength(input.result.changes.length > 0 ? 1 : 0);
  expect(text.split('\n').filter((line) => line.length > 72 && !/^(Subject|SMS): | {10}FROM /.test(line))).toEqual([]);
});
