import { gzipSync } from 'node:zlib';
import { dataTextOfArchive, PolicyArchiveError } from '../../../lambda/policy/archive';
import { inChunks, tarGzOf, tarOf, TOP, type TarEntry } from './fixtures/tar-gz';

const IMAGE = 'framework: PyTorch\nversion: "2.11"\n';
const LEGACY = 'pytorch:\n  - version: "2.5"\n';
const FILES: readonly TarEntry[] = [
  ['README.md', '# Not a data file\n'],
  ['docs/src/legacy/legacy_support.yml', LEGACY],
  ['docs/src/data/pytorch/2.11-gpu.yml', IMAGE],
  ['docs/src/data/base/cu130.yaml', 'framework: Base'],
  ['docs/src/data/base/notes.md', 'framework: none'],
  ['docs/src/global.yml', 'framework_groups: {}\n'],
  ['docs/src/legacy/other.yml', 'a: b\n'],
  { name: `${TOP}/docs/src/data/ray`, type: 'directory' },
  { name: `${TOP}/scripts/latest`, type: 'symlink', linkname: '/etc/passwd' },
];
const TEXT = [
  '---', '# docs/src/data/base/cu130.yaml', 'framework: Base',
  '---', '# docs/src/data/pytorch/2.11-gpu.yml', 'framework: PyTorch', 'version: "2.11"',
  '---', '# docs/src/legacy/legacy_support.yml', 'pytorch:', '  - version: "2.5"', '...', '',
].join('\n');

const read = async (bytes: Buffer, limits = {}) => dataTextOfArchive(inChunks(bytes), limits);

describe('dataTextOfArchive', () => {
  it('joins the data files by their paths, each under its own', async () => {
    expect(await read(await tarGzOf(FILES))).toBe(TEXT);
  });

  it('does not depend on the order of entries or on their pieces', async () => {
    expect(await dataTextOfArchive(inChunks(await tarGzOf([...FILES].reverse()), 7))).toBe(TEXT);
  });

  it('is done with many large files that it does not keep', async () => {
    const large = Array.from({ length: 40 }, (_, index): TarEntry => [`tests/${index}.bin`, Buffer.alloc(1024 * 1024, index)]);
    expect(await read(await tarGzOf([...large, ...FILES]))).toBe(TEXT);
  });

  it.each<[string, readonly TarEntry[], RegExp]>([
    ['no data file', [['README.md', 'x'], ['docs/src/global.yml', 'x']], /files below 'docs\/src\/data', got: none/],
    ['the legacy versions alone in another folder', [['other/docs/src/data/a/b.yml', IMAGE]], /got: none/],
    ['an absolute path', [{ name: `/${TOP}/docs/src/data/a/b.yml` }], /plain paths/],
    ['a path upwards', [['docs/src/data/../data/a.yml', IMAGE]], /plain paths below one top folder, got: '.*\.\./],
    ['a path that stays', [['docs/./src/data/a/b.yml', IMAGE]], /plain paths/],
    ['an empty part of a path', [['docs//src/data/a/b.yml', IMAGE]], /plain paths/],
    ['a path of Windows', [['docs\\src\\data\\a.yml', IMAGE]], /plain paths/],
    ['two top folders', [...FILES, { name: 'other/docs/src/data/a/b.yml' }], /one top folder, got: 'deep.*' and 'other'/],
    ['a link as a data file', [{ name: `${TOP}/docs/src/data/a/b.yml`, type: 'symlink', linkname: '../../global.yml' }], /plain data files, got: '.*b\.yml' as symlink/],
    ['a hard link as a data file', [{ name: `${TOP}/docs/src/data/a/b.yml`, type: 'link', linkname: 'x' }], /as link/],
    ['a name of two lines', [['docs/src/data/a/b\n# docs/src/data/c/d.yml', IMAGE]], /names of letters/],
    ['a name with a space', [['docs/src/data/a/b c.yml', IMAGE]], /names of letters/],
    ['a file twice', [['docs/src/data/a/b.yml', IMAGE], ['docs/src/data/a/b.yml', LEGACY]], /each file once, got: 'docs\/src\/data\/a\/b\.yml' twice/],
    ['a file of other bytes', [['docs/src/data/a/b.yml', Buffer.from([0x61, 0xff, 0xfe])]], /in UTF-8/],
    ['a file that passes itself off as two', [['docs/src/data/a/b.yml', `${IMAGE}---\n# docs/src/data/c/d.yml\n`]], /one in 'docs\/src\/data\/a\/b\.yml'/],
  ])('refuses %s', async (_, entries, message) => {
    const bytes = await tarGzOf(entries);
    await expect(read(bytes)).rejects.toThrow(message);
    await expect(read(bytes)).rejects.toThrow(PolicyArchiveError);
  });

  it.each<[string, object, RegExp]>([
    ['bytes', { compressedBytes: 100 }, /at most 100 bytes, got: more/],
    ['unpacked bytes', { unpackedBytes: 5_000 }, /unpack to at most 5000 bytes/],
    ['entries', { entries: 8 }, /at most 8 entries/],
    ['bytes in a file', { fileBytes: 20 }, /data files of at most 20 bytes, got: '.*' with \d+/],
    ['bytes in all files', { keptBytes: 50 }, /at most 50 bytes of data files/],
  ])('refuses more %s than it is to read', async (_, limits, message) => {
    const bytes = await tarGzOf(FILES);
    await expect(read(bytes, limits)).rejects.toThrow(message);
  });

  it('takes what is just within its limits', async () => {
    const bytes = await tarGzOf(FILES);
    const unpackedBytes = (await tarOf(FILES)).length;
    const keptBytes = IMAGE.length + LEGACY.length + 'framework: Base'.length;
    expect(await read(bytes, { compressedBytes: bytes.length, unpackedBytes, entries: 9, fileBytes: IMAGE.length, keptBytes })).toBe(TEXT);
  });

  it('refuses an archive that is cut, wherever', async () => {
    const bytes = await tarGzOf(FILES);
    for (let length = 0; length < bytes.length; length += 11) {
      await expect(read(bytes.subarray(0, length))).rejects.toThrow(PolicyArchiveError);
    }
  });

  it('refuses a tar that was cut before it was packed, even between two files', async () => {
    const tar = await tarOf(FILES);
    for (let length = 512; length < tar.length - 512; length += 512) {
      await expect(read(gzipSync(tar.subarray(0, length)))).rejects.toThrow(PolicyArchiveError);
    }
  });

  it.each<[string, Buffer]>([
    ['a page', Buffer.from('<!doctype html><h1>404</h1>')],
    ['a packed page', gzipSync('<!doctype html><h1>404</h1>')],
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(10_000)],
    ['packed zeros', gzipSync(Buffer.alloc(10_240))],
    ['packed noise', gzipSync(Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * index) % 251)))],
  ])('refuses %s', async (_, bytes) => {
    await expect(read(bytes)).rejects.toThrow(/^The archive of a vendor's data files must .*, got: .*fetch it again/);
  });

  it('refuses an archive with a byte changed', async () => {
    const bytes = await tarGzOf(FILES);
    const middle = Math.floor(bytes.length / 2);
    const changed = Buffer.concat([bytes.subarray(0, middle), Buffer.from([~(bytes[middle] ?? 0) & 0xff]), bytes.subarray(middle + 1)]);
    await expect(read(changed)).rejects.toThrow(PolicyArchiveError);
  });

  it('refuses a bomb before it has gone off', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    await expect(read(bomb, { unpackedBytes: 1024 * 1024 })).rejects.toThrow(/unpack to at most 1048576 bytes/);
  });

  it('passes a failure of the source on as it is', async () => {
    const failure = new Error('connection reset');
    const bytes = await tarGzOf(FILES);
    async function* broken() {
      yield bytes.subarray(0, 200);
      throw failure;
    }
    await expect(dataTextOfArchive(broken())).rejects.toBe(failure);
  });
});
