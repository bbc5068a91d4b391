import { composeChatMessage, composeTestChatMessage, type ChatMessage } from '../../../lambda/publishing/chat';
import { chatCode, chatText } from '../../../lambda/publishing/chat-text';
import type { DigestInput } from '../../../lambda/publishing/digest';
import { MAX_MESSAGE_BYTES, messageSize } from '../../../lambda/publishing/split';
import { ACCOUNT, arnOf, dated, REGION } from './findings-fixture';
import { detailed, digestOf, moved, moveOf, pendingMove, refused, reminderOf, TODAY, waived, waiverChange } from './samples';

const late = dated(TODAY, '2026-04-01', detailed);

function messageOf(input: DigestInput): ChatMessage {
  const notification = composeChatMessage(input);
  expect(Object.keys(notification?.bodies ?? {})).toEqual(['default']);
  return JSON.parse(notification?.bodies.default ?? '');
}

it('is nothing where nothing changed', () => {
  expect(composeChatMessage(digestOf([late], []))).toBeUndefined();
});

it('follows the schema of custom notifications', () => {
  const waivedOne = dated(TODAY, '2026-01-01', { ...waived, version: 3 });
  const message = messageOf(digestOf([late, waivedOne], [reminderOf(late), moved]));
  expect(message).toEqual({
    version: '1.0',
    source: 'custom',
    id: expect.stringMatching(/^[0-9a-f]{64}$/),
    content: {
      textType: 'client-markdown',
      title: 'HIGH: Support of SageMaker Distribution 2.14 ends 117 days earlier (2026-05-15), 1 image version out of support',
      description: [
        '2 out of support in 111122223333 eu-west-1, monitor `ml-platform`; of these, 1 waived.',
        '',
        '*HIGH* End of support moved 117 days earlier: `SageMaker Distribution 2.14 (cpu, gpu)`',
        '• Ends: 2026-05-15, in 9 days (was 2026-09-09)',
        `• What: ${moved.message}`,
        '• Affects: 2 image versions: data-science version 1, and 1 more',
        '',
        '*HIGH* Reminder: still out of support: `data-science version 1`',
        '• What: Still open after 30 days',
        '• Ended: 2026-04-01, 35 days ago',
      ].join('\n'),
      nextSteps: ['rebuild on 3.4, one major step, supported until 2027-01-28: `FROM public.ecr.aws/sagemaker/sagemaker-distribution:3.4-cpu`'],
      keywords: ['HIGH', 'policy', 'finding'],
    },
    metadata: {
      threadId: `ml-platform/${ACCOUNT}/${REGION}/${TODAY}`,
      summary: 'HIGH: Support of SageMaker Distribution 2.14 ends 117 days earlier (2026-05-15), 1 image version out of support',
      eventType: 'ImageSupportDigest',
      relatedResources: [arnOf('data-science', 1), arnOf('risk-models', 7)],
      additionalContext: {
        monitor: 'ml-platform', accountId: ACCOUNT, region: REGION, severity: 'HIGH', report: 'reports/ml-platform/2026-05-06/060000Z.json',
      },
    },
  });
});

it('leaves out what it has nothing for', () => {
  const { content, metadata } = messageOf({ ...digestOf([], [refused]), report: undefined } as never);
  expect(content).not.toHaveProperty('nextSteps');
  expect(content.description).toContain('No versions in');
  expect(metadata).not.toHaveProperty('relatedResources');
  expect(metadata.additionalContext).not.toHaveProperty('report');
});

it('of very many changes shows the first and counts the others', () => {
  const moves = Array.from({ length: 300 }, (_, index) => moveOf(index, { message: `Number ${index}. ${'m'.repeat(200)}`, affected: [arnOf('a', index)] }));
  const message = messageOf(digestOf([], [...moves, pendingMove]));
  const shown = message.content.description.match(/^\*HIGH\*/gm)?.length ?? 0;
  expect(shown).toBeGreaterThan(4);
  expect(message.content.description.length).toBeLessThan(2_600);
  expect(message.content.description).toMatch(new RegExp(`… and ${301 - shown} changes more: see the mail or the report.$`));
  expect(message.metadata.relatedResources).toHaveLength(10);
});

it('of one change of many versions names five', () => {
  const findings = Array.from({ length: 8 }, (_, version) => ({ ...late, version, imageVersionArn: arnOf('data-science', version) }));
  const changes = findings.map((finding) => ({ ...reminderOf(finding), message: 'New', key: finding.imageVersionArn }));
  expect(messageOf(digestOf(findings, changes)).content.description).toContain('`data-science version 4`, and 3 more\n');
});

it('says what waivers do', () => {
  expect(messageOf(digestOf([], [waiverChange])).content.description).toContain('*LOW* Waiver added: `legacy-*, versions 1-5`\n• Until: 2027-01-31\n• Owner: Ana (risk team)');
});

it('fits and mentions nobody, whatever is in it', () => {
  const evil = `<!channel> <@U123> @here *b* _i_ ~s~ \`c\` [x](https://evil.example) https://evil.example &lt; \n# h \u202E${'"'.repeat(5000)}`;
  const findings = [{ ...late, imageName: evil, reason: evil, successor: { version: evil, uri: evil, step: 'patch' as const, endOfSupport: null } }];
  const notification = composeChatMessage(digestOf(findings, [
    { ...moved, family: evil, message: evil, affected: [evil] }, reminderOf(findings[0] ?? late),
    { ...waiverChange, waiver: { ...waiverChange.waiver, owner: evil } },
  ], { monitor: evil, report: evil }));
  if (!notification) throw new Error('no message');
  const { content } = JSON.parse(notification.bodies.default) as ChatMessage;
  const shown = [content.title, content.description, ...content.nextSteps ?? []].join('\n');
  expect(messageSize(notification)).toBeLessThan(MAX_MESSAGE_BYTES / 4);
  expect(content.title.length).toBeLessThan(250);
  expect(notification.subject).toMatch(/^[ -~]{1,99}$/);
  expect(shown).not.toMatch(/[<>]|(?<!\w)@|(?!\n)[\p{Cc}\p{Cf}]/u);
  expect(shown.replace(/`[^`\n]*`/g, '').replace(/^\*[A-Z]+\*/gm, '')).not.toMatch(/[*~`[\]]|:\/\/|(?<!\w)_|_(?!\w)|&lt;/);
});

describe('words', () => {
  it.each([
    ['*bold* _i_ ~s~', '∗bold∗ ＿i＿ ∼s∼'],
    ['data_science_v1', 'data_science_v1'],
    ['<!channel> <@U1>', '‹ǃchannel› ‹＠U1›'],
    ['@here repo@sha256:abc', '＠here repo@sha256:abc'],
    ['[x](https://e.example) | #1', '(x)(https:∕∕e.example) ∣ ＃1'],
    ['&lt;!channel&gt; a & b', '＆lt;ǃchannel＆gt; a & b'],
    ['a`b`\\*', 'aˋbˋ∖∗'],
    ['a\nb\u202E', 'a b'],
  ])('%j are shown as %j', (text, expected) => {
    expect(chatText(text)).toBe(expected);
  });

  it('to copy stay as they are, in a span of their own', () => {
    expect(chatCode('FROM a.b/c_d@sha256:ab*~[x]')).toBe('`FROM a.b/c_d@sha256:ab*~[x]`');
    expect(chatCode('a`b <!here> @x')).toBe('`aˋb ‹!here› ＠x`');
    expect(chatCode(' \n')).toBe('');
  });
});

it('of a test says that it is one', () => {
  const target = { monitor: 'ml', accountId: ACCOUNT, region: REGION };
  const message: ChatMessage = JSON.parse(composeTestChatMessage(target, '2026-05-06T06:00:00Z').bodies.default);
  expect(message).toMatchObject({
    version: '1.0', source: 'custom', id: 'test-2026-05-06T06:00:00Z',
    content: { textType: 'client-markdown', title: expect.stringContaining('Test'), description: expect.stringContaining('Nothing has changed') },
  });
});
