// The licences of everything that ended up in a bundle, as their terms ask.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The notices of all packages that the given esbuild metafiles name as inputs. */
export function thirdPartyNotices(root, metafiles) {
  const folders = new Set(metafiles.flatMap((metafile) => Object.keys(metafile.inputs)).flatMap((input) => packageFolder(input) ?? []));
  const entries = [...folders].map((folder) => notice(path.join(root, folder))).sort((a, b) => (a.title < b.title ? -1 : 1));
  const byTitle = new Map(entries.map((entry) => [entry.title, entry]));
  const parts = [...byTitle.values()].map(({ title, license, text }) => `${'-'.repeat(79)}\n${title}\nLicense: ${license}\n\n${text.trim()}\n`);
  return `The files in this folder contain code of the packages below.\n\n${parts.join('\n')}`;
}

function packageFolder(input) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match?.[1];
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`'${name}' states no license in its package.json; find it out before it is shipped`);
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  return { title: `${name} ${version}`, license, text: file ? readFileSync(path.join(folder, file), 'utf8') : '(The package has no license file of its own.)' };
}
