import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { diffPolicies, type PolicyDiffOptions } from '../../../cli/commands/policy-diff';

const fixture = path.join(__dirname, '../../lambda/policy/fixtures/sagemaker-distribution.md');
const WHOLE = readFileSync(fixture, 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'policy-diff-'));
function file(name: string, text: string): string {
  const written = path.join(folder, name);
  writeFileSync(written, text);
  return written;
}

async function diff(before: string, after: string, options: PolicyDiffOptions = {}) {
  const written = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => Object.assign(new Writable({
    write(chunk: Buffer, _encoding, done) {
      written[name] += chunk.toString('utf8');
      done();
    },
  }), { isTTY: false, columns: 160 });
  const console = {
    stdout: sink('stdout'), stderr: sink('stderr'), stdin: Readable.from([]), env: { NO_COLOR: '1' },
    now: () => new Date('2026-09-16T08:00:00.000Z'), stopRequested: async () => undefined,
  };
  return { status: await diffPolicies(console, before, after, options), ...written };
}

const earlier = file('earlier.md', WHOLE.replaceAll('Nov 30th, 2026', 'Oct 15th, 2026'));
const lost = file('lost.md', WHOLE.replace(/^\| 4\.2\.x.*gpu.*\n/m, ''));

it('finds nothing between a document and itself', async () => {
  expect(await diff(fixture, fixture, { format: 'table' })).toEqual({
    status: 0, stderr: '', stdout: 'sagemaker-distribution, 102 rows over 102: would be accepted\n\nNo release differs.\n',
  });
});

it('shows moves as JSON in a pipe, with the verdict', async () => {
  const { status, stdout } = await diff(fixture, earlier);
  const json = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(Object.keys(json)).toEqual(['family', 'old', 'new', 'verdict', 'reasons', 'added', 'withdrawn', 'moved', 'movedAvailability', 'resectioned', 'majors']);
  expect(json).toMatchObject({
    family: 'sagemaker-distribution', verdict: 'accepted', new: { source: earlier, rows: 102, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    moved: [{ release: { version: '4.2', processors: ['cpu', 'gpu'] }, from: '2026-11-30', to: '2026-10-15' }],
  });
});

it('shows them as a table, with days and notice', async () => {
  const { stdout } = await diff(fixture, earlier, { format: 'table', asOf: '2026-10-01' });
  expect(stdout).toMatch(/^moved +4\.2 cpu\+gpu +2026-11-30 +2026-10-15 +-46 days, 14 days from 2026-10-01$/m);
});

it('refuses what the gate refuses', async () => {
  const { status, stdout, stderr } = await diff(fixture, lost, { format: 'table' });
  expect(status).toBe(65);
  expect(stdout).toMatch(/102: would be refused: the old one stays in use/);
  expect(stdout).toMatch(/^ {2}supported-row-vanished: /m);
  expect(stdout).toMatch(/^withdrawn +4\.2 gpu +2026-11-30$/m);
  expect(stderr).toMatch(/^'.*lost\.md' is refused: A release that is supported must keep its row/);
});

it('shows what came', async () => {
  const { status, stdout, stderr } = await diff(lost, fixture, { format: 'table' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^added +4\.2 gpu +2026-11-30$/m);
});

it('takes shipped policies by a word or by their family', async () => {
  const byWord = await diff('shipped', fixture);
  const byFamily = await diff('sagemaker-distribution', fixture);
  expect(byWord).toEqual(byFamily);
  expect(JSON.parse(byWord.stdout)).toMatchObject({ verdict: 'accepted', added: [], withdrawn: [], moved: [] });
  expect((await diff(fixture, 'shipped')).status).toBe(0);
});

it('refuses a document that is none, and another family\'s', async () => {
  const page = file('page.html', '<!DOCTYPE html><html><body>502</body></html>');
  expect(await diff(fixture, page, { family: 'sagemaker-distribution' })).toMatchObject({ status: 65, stderr: expect.stringContaining('is refused: ') });
  expect((await diff('google-deep-learning-containers', fixture)).stdout).toContain('other-family');
  const { status, stderr } = await diff(page, fixture, { family: 'sagemaker-distribution' });
  expect(status).toBe(0);
  expect(stderr).toContain('is damaged itself');
});

it.each<[string, string, PolicyDiffOptions, RegExp]>([
  ['shipped', 'shipped', {}, /One of the two must be a document or a family \('sagemaker-distribution', .*got: 'shipped' twice/],
  [fixture, '/no/such/file', {}, /'\/no\/such\/file' cannot be read/],
  [fixture, fixture, { family: 'acme' }, /'--family' must be one .*got: 'acme'/],
  [file('own.json', '{"family":"acme","releases":[{"version":"1","eolFrom":"2027-01-01"}]}'), 'shipped', {}, /must stand for a policy that ships .*got: a document of 'acme'/],
])('says what is wrong with %s against %s', async (before, after, options, message) => {
  await expect(diff(before, after, options)).rejects.toThrow(message);
});

it('lets no document drive the terminal', async () => {
  const hostile = file('hostile.json', JSON.stringify({ family: 'acme', releases: [{ version: '1', repository: 'a\u001b[2Jb', eolFrom: '2027-01-01' }] }));
  const { stdout } = await diff(file('plain.json', '{"family":"acme","releases":[{"version":"1","eolFrom":"2027-01-01"}]}'), hostile, { format: 'table' });
  expect(stdout).not.toContain('\u001b');
});
