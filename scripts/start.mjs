// npm start: the main job on an embedded default, from a fresh clone.
import { ensureBundled, ensureInstalled, run } from './prepare.mjs';

ensureInstalled();
await ensureBundled();
run(process.execPath, ['assets/cli/sagemaker-image-support.mjs', 'scan', '--demo', ...process.argv.slice(2)]);
