import { TestWorkflowEnvironment } from '@temporalio/testing';

/** Started by sdkDownload.ts: `sdkDownloadProcess.ts <program> <folder>`. Starts the server once, which downloads it. */
const [program, downloadDir] = process.argv.slice(2);
if (downloadDir === undefined) throw new Error('usage: sdkDownloadProcess.ts <program> <folder>');
const server = { executable: { type: 'cached-download', downloadDir } } as const;
process.send?.('asking');
const environment =
  program === 'temporal'
    ? await TestWorkflowEnvironment.createLocal({ server })
    : await TestWorkflowEnvironment.createTimeSkipping({ server });
await environment.teardown();
process.disconnect();
