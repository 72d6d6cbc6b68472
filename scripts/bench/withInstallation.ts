import { startInstallation, type Installation, type RailPlan } from './installation.ts';
import { stopEveryService } from './service.ts';

/**
 * Runs `work` on a fresh installation and takes it down again whatever happens: an error, Ctrl-C, or the time limit. Ends
 * the process: 0 when `work` says that all is well.
 */
export async function withInstallation(args: {
  limitMs: number;
  railPlan?: RailPlan;
  work: (installation: Installation) => Promise<boolean>;
}): Promise<never> {
  let installation: Installation | undefined;
  let isStopping = false;
  const end = async (code: number): Promise<never> => {
    if (!isStopping) {
      isStopping = true;
      await stopEveryService();
      await installation?.stop();
    }
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(130));
  const limit = setTimeout(() => {
    console.error(`stopped: not done after ${args.limitMs / 1_000} s`);
    void end(1);
  }, args.limitMs);
  limit.unref();
  try {
    const started = performance.now();
    installation = await startInstallation(args.railPlan);
    console.error(`installation ready after ${((performance.now() - started) / 1_000).toFixed(1)} s`);
    return await end((await args.work(installation)) ? 0 : 1);
  } catch (error) {
    console.error(error);
    return await end(1);
  }
}
