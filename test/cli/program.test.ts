import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../support/run-command-line';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'image-support-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  const location = path.join(directory, name);
  writeFileSync(location, text);
  return location;
};

const fixture = path.join(__dirname, '../lambda/policy/fixtures/sagemaker-distribution.md');

describe('wrong usage', () => {
  it.each<[readonly string[], RegExp]>([
    [['scan', '--colour'], /unknown option '--colour'/],
    [['scann'], /unknown command 'scann'/],
    [['scan', '--format', 'xml'], /'xml' is invalid.*table, json/s],
    [['scan', '--as-of', '2026-02-30'], /'2026-02-30' is invalid.*day of the calendar/s],
    [['scan', '--as-of', 'tomorrow'], /'tomorrow' is invalid/],
    [['scan', '--fail-on', 'severe'], /'severe' is invalid.*CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL/s],
    [['scan', '--region', 'Frankfurt'], /'Frankfurt' is invalid.*us-east-1/s],
    [['scan', '--policy', '/no/such/file', '--region', 'us-east-1'], /'\/no\/such\/file' cannot be read: there is no such file/],
    [['scan', '--policy', 'http://example.com/policy.md', '--region', 'us-east-1'], /must be an https address/],
    [['scan', '--catalogue', '/no/such/file', '--region', 'us-east-1'], /there is no such file/],
    [['resolve', 'x.example/y:1', '--catalogue', '/no/such/file'], /there is no such file/],
    [['catalogue'], /missing required argument 'repository'/],
    [['catalogue', 'x', '--as-of', 'tomorrow'], /'tomorrow' is invalid/],
    [['resolve'], /Name an image to resolve/],
    [['resolve', 'not a reference'], /not a reference/],
    [['resolve', 'x', '--batch', 'y'], /leave out the reference/],
    [['resolve', '--batch', '/no/such/file'], /cannot be read/],
    [['resolve', '--config', '/no/such/file'], /there is no such file/],
    [['policy', 'check', '/no/such/file'], /there is no such file/],
    [['policy', 'check', fixture, '--family', 'acme'], /'--family' must be one .*'sagemaker-distribution'.*got: 'acme'/],
    [['policy', 'show', 'acme'], /'acme' is no family .*'sagemaker-distribution'/],
    [['policy', 'check', 'https://'], /must be an https address/],
    [['scan', '--state', '', '--region', 'us-east-1'], /It must be the path of a file or folder/],
    [['emulator', '/no/such/file'], /there is no such file/],
    [['emulator', '--port', '99999'], /'99999' is invalid/],
  ])('%p', async (args, message) => {
    const { status, stdout, stderr } = await run(args, { env: { NO_COLOR: '1' } });

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n +at /);
  });

  it('says its version', async () => {
    expect(await run(['--version'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('help is no error', async () => {
    const { status, stdout } = await run(['--help']);

    expect(status).toBe(0);
    for (const command of ['scan', 'resolve', 'catalogue', 'policy', 'emulator']) expect(stdout).toContain(command);
  });
});

describe('resolve', () => {
  const config = JSON.stringify({
    config: { Labels: { 'org.amazon.sagemaker-distribution.image.version': '2.3.1-gpu' }, Env: [] },
    rootfs: { type: 'layers', diff_ids: [] },
    history: [],
  });
  const expected = { family: 'sagemaker-distribution', version: '2.3.1', processor: 'gpu', confidence: 'strong' };

  it('takes a config from a file', async () => {
    const { status, stdout } = await run(['resolve', '--config', file('config.json', config)]);

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject(expected);
  });

  it('prints what a person reads on a terminal', async () => {
    const { stdout } = await run(['resolve', '--config', file('config.json', config)], { terminal: true });

    expect(stdout).toContain('sagemaker-distribution 2.3.1 GPU');
    expect(stdout).toContain('vendor-label');
  });

  it('refuses a config that is none', async () => {
    const { status, stderr } = await run(['resolve', '--config', file('none.json', '{"a":1}')]);

    expect(status).toBe(2);
    expect(stderr).toContain('must hold an image config');
  });

  it('reads no registry for a reference that proves the vendor', async () => {
    const { status, stdout, stderr } = await run(['resolve', 'public.ecr.aws/sagemaker/sagemaker-distribution:2.3.1-cpu', '--format', 'json']);

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ...expected, processor: 'cpu' });
    expect(stderr).toContain('not a private ECR registry');
  });

  it('--batch answers every line, in order, malformed ones too', async () => {
    const lines = ['{"baseImage":"x","labels":{"org.amazon.sagemaker-distribution.image.version":"4.4.1-cpu"}}', '{', '', '{"baseImage":"python:3.11"}'];
    const { status, stdout } = await run(['resolve', '--batch', file('cases.ndjson', lines.join('\n'))]);
    const answers = stdout.trimEnd().split('\n').map((line) => JSON.parse(line));

    expect(status).toBe(0);
    expect(answers).toHaveLength(4);
    expect(answers[0]).toMatchObject({ family: 'sagemaker-distribution', version: '4.4.1', processor: 'cpu', confidence: 'strong' });
    expect(answers[1]).toEqual({ error: expect.any(String) });
    expect(answers[2]).toEqual({ error: expect.any(String) });
    expect(answers[3]).toMatchObject({ family: null, version: null, processor: null, confidence: 'none' });
  });

  it('--batch takes lines as they are: a carriage return ends none, a byte order mark is none of the text', async () => {
    const good = '{"baseImage":"python:3.11"}';
    const { stdout } = await run(['resolve', '--batch', '-'], { stdin: `\ufeff${good}\r\n{"a":1}\r\r\n${good}` });
    const answers = stdout.trimEnd().split('\n').map((line) => JSON.parse(line));

    expect(answers.map((answer) => 'error' in answer)).toEqual([false, true, false]);
  });

  it('--batch - reads standard input', async () => {
    const { stdout } = await run(['resolve', '--batch', '-'], { stdin: '{"baseImage":"python:3.11"}\n' });

    expect(JSON.parse(stdout)).toMatchObject({ family: null, evidence: [], conditions: [] });
  });
});

describe('policy', () => {
  it('show: the policies in use', async () => {
    const { status, stdout } = await run(['policy', 'show']);

    expect(status).toBe(0);
    expect(JSON.parse(stdout).policies.map(({ family }: { family: string }) => family)).toContain('sagemaker-distribution');
  });

  it('show FAMILY: the rows, for a person or a program', async () => {
    const asJson = await run(['policy', 'show', 'sagemaker-distribution', '--format', 'json']);
    const asTable = await run(['policy', 'show', 'sagemaker-distribution', '--format', 'table']);

    expect(JSON.parse(asJson.stdout).releases).toContainEqual(expect.objectContaining({ version: '4.5', processor: 'cpu', eolFrom: '2027-03-10' }));
    expect(asTable.stdout).toMatch(/^4\.5 +cpu .*2027-03-10/m);
  });

  it('check: a whole document', async () => {
    const { status, stdout, stderr } = await run(['policy', 'check', fixture]);
    const document = JSON.parse(stdout);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(Object.keys(document)).toEqual(['family', 'releases', 'majors', 'anomalies']);
    expect(document.releases).toContainEqual(expect.objectContaining({ version: '2.3', processor: 'cpu', eolFrom: '2025-04-25', line: expect.any(Number) }));
  });

  it.each<[string, string]>([
    ['an HTML page', '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>'],
    ['JSON', '{"releases": []}'],
    ['an empty file', ''],
    ['20 MB of noise', Buffer.alloc(20 * 1024 * 1024, 'x|`[*\n').toString()],
    ['prose', '# Policy\n\nThere is none.\n'],
  ])('check: %s is refused with one clear line', async (name, text) => {
    const { status, stdout, stderr } = await run(['policy', 'check', file(`${name}.md`, text)]);

    expect(status).toBe(65);
    expect(JSON.parse(stdout).anomalies).toContainEqual(expect.objectContaining({ severity: 'error' }));
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr.length).toBeLessThan(400);
  });

  it.each<[string, () => readonly string[]]>([
    ['a document', () => ['policy', 'check', file('hostile.md', readFileSync(fixture, 'utf8').replace('Oct 30th, 2025', 'T\u001b[31mBD\u009b1m'))]],
    ['waivers', () => ['scan', '--demo', '--waivers', file('hostile.yaml', 'waivers: [{image: a, owner: "o\\e[31m", reason: r, expires: 2027-01-01}]\n')]],
    ['a path', () => ['policy', 'check', '/no/such\u001b[31m']],
  ])('no message about %s drives the terminal', async (_what, args) => {
    const { status, stderr } = await run(args());
    expect(status).toBeGreaterThan(1);
    expect(stderr).toContain('\ufffd[31m');
    expect(stderr).not.toMatch(/[\u001b\u009b]/);
  });

  it('diff: what is no policy is refused with why it is none', async () => {
    const { status, stderr } = await run(['policy', 'diff', fixture, file('error.html', '<!DOCTYPE html><html><body></body></html>')]);
    expect(status).toBe(65);
    expect(stderr).toContain("must be the vendor's Markdown file itself, got: an HTML page");
  });
});

describe('emulator', () => {
  it('prints what a shell can evaluate, and ends when it is told to', async () => {
    const { status, stdout, stderr } = await run(['emulator']);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^export AWS_ENDPOINT_URL_SAGEMAKER=http:\/\/127\.0\.0\.1:\d+$/m);
    for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/^export \w+=\S+$/);
    expect(stderr).toMatch(/^Serving on http/);
  });

  it('serves until then', async () => {
    let url = '';
    const { stdout } = await run(['emulator'], {
      stopRequested: async () => {
        url = 'asked';
      },
    });
    expect(stdout).toContain('AWS_ENDPOINT_URL_ECR');
    expect(url).toBe('asked');
  });

  it('refuses a fleet that is none, and names what is wrong', async () => {
    const { status, stderr } = await run(['emulator', file('fleet.json', '{"accounts": {"12": {}}}')]);

    expect(status).toBe(2);
    expect(stderr).toContain("'accounts");
  });
});
