import { writeFile } from 'node:fs/promises';
import { UsageError } from './console';

/** Writes what `--output` asked for. */
export async function writeOutput(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, `${text}\n`);
  } catch (error) {
    throw new UsageError(`'--output ${file}' cannot be written: ${error instanceof Error ? error.message : String(error)}. Name a file in a folder that exists.`, { cause: error });
  }
}
