import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));

/** Bundling takes two to three seconds, so it is done once a run. Returns the file. */
export async function buildWorkflowBundle(folder: string): Promise<string> {
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  const file = path.join(folder, 'workflow-bundle.js');
  writeFileSync(file, code);
  return file;
}
