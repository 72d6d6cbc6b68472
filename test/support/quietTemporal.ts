import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Tests make activities fail on purpose; each failure would be a warning. Once for each test file, before its worker. */
export function quietTemporal(): void {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
}
