import { Client, Connection, isGrpcServiceError } from '@temporalio/client';
import { ServiceError } from '@temporalio/client';
import type { TemporalEnv } from '../env.ts';

/** Connects on first use, so that a process starts and serves while Temporal is away. */
export function createTemporalClient({ connectionOptions, namespace }: TemporalEnv): Client {
  return new Client({ connection: Connection.lazy(connectionOptions), namespace });
}

/** gRPC codes of an outage: deadline exceeded, resource exhausted, aborted, internal, unavailable, cancelled, unknown. */
const OUTAGE_CODES = [1, 2, 4, 8, 10, 13, 14];

/** Whether a failure says nothing about the request itself, so that it is tried again for as long as it takes. */
export function isOutage(error: unknown): boolean {
  if (error instanceof ServiceError) return true;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isGrpcServiceError(cause)) return OUTAGE_CODES.includes(cause.code);
  }
  return error instanceof Error && /ECONN|ETIMEDOUT|timed? ?out|Unavailable/i.test(error.message);
}
