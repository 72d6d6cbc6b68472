import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const processFile = fileURLToPath(new URL('workerProcess.ts', import.meta.url));

/** Each part still knows where it lies: the templates of mails lie beside what reads them. */
const keepPlaces: Plugin = {
  name: 'keep places',
  setup: (building) => {
    building.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => ({
      loader: 'ts',
      contents: (await readFile(file, 'utf8'))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file))),
    }));
  },
};

/**
 * The process that crashes as one file of JavaScript, for hundreds of starts: each would spend two of its three seconds on
 * finding and reading four hundred files of TypeScript. `folder` lies within the project, for its packages. Returns the file.
 */
export async function buildWorkerProcess(folder: string): Promise<string> {
  const outfile = path.join(folder, 'worker-process.mjs');
  await build({
    entryPoints: [processFile],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [keepPlaces],
    logLevel: 'error',
  });
  return outfile;
}
