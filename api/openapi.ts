import type { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { z as zod } from 'zod';
import { ERROR_POLICY, type ErrorCode } from '../domain/errors.ts';
import type { Answer, Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { Live, Ready } from './schemas/operators.ts';
import { idOf } from './schemas/primitives.ts';
import { Problem } from './schemas/problem.ts';

const HEADERS = {
  Location: 'Where the thing is.',
  ETag: 'The version, for If-Match.',
  'Set-Cookie': 'The session cookie.',
  'Content-Disposition': 'Name of the file.',
} as const;

const headerObject = (names: readonly (keyof typeof HEADERS)[]) =>
  Object.fromEntries(names.map((name) => [name, { description: HEADERS[name], schema: { type: 'string' as const } }]));

/** What an operation of this access and shape can always refuse with. */
export function errorsOf(operation: Operation): readonly ErrorCode[] {
  const writes = operation.method !== 'get';
  const codes: ErrorCode[] = ['internal_error', 'unavailable', 'busy', ...operation.errors];
  if (operation.access.kind !== 'anybody') codes.push('unauthenticated', 'insufficient_scope');
  if (operation.access.kind !== 'anybody' && operation.access.roles !== undefined) codes.push('forbidden');
  if (writes && operation.access.kind !== 'anybody') codes.push('cross_site');
  if (Object.keys(operation.ids).length > 0) codes.push('not_found');
  if (operation.query !== undefined) codes.push('invalid_request', 'unknown_field');
  if (operation.body !== undefined) {
    codes.push('invalid_json', 'invalid_request', 'unknown_field', 'payload_too_large', 'unsupported_media_type');
    if (operation.access.kind === 'caller') codes.push('idempotency_key_required');
    codes.push('idempotency_key_reused', 'request_in_progress');
  }
  if (operation.upload === true) {
    codes.push('invalid_request', 'payload_too_large', 'unsupported_media_type', 'idempotency_key_required');
    codes.push('idempotency_key_reused', 'request_in_progress');
  }
  if (operation.ifMatch === true) codes.push('precondition_required', 'precondition_failed');
  return [...new Set(codes)];
}

const answerObject = ({ description, schema, mediaType, csv, headers }: Answer) => ({
  description,
  ...(headers === undefined ? {} : { headers: headerObject(headers) }),
  ...(schema === undefined
    ? mediaType === undefined
      ? {}
      : { content: FILE_BODY.content }
    : {
        content: {
          ...Object.fromEntries([mediaType ?? 'application/json'].flat().map((type) => [type, { schema }])),
          ...(csv === true ? { 'text/csv': { schema: { type: 'string' as const } } } : {}),
        },
      }),
});

/** One answer per status, with the codes that it can carry. */
function refusals(operation: Operation) {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(operation)) {
    const { status } = ERROR_POLICY[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: `Refused: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  );
}

const securityOf = ({ access }: Operation): Record<string, string[]>[] => {
  if (access.kind === 'anybody') return [];
  return access.kind === 'person' ? [{ session: [] }] : [{ apiKey: [access.scope] }, { session: [] }];
};

function headersOf(operation: Operation): z.ZodObject | undefined {
  const shape: Record<string, z.ZodType> = {};
  if (operation.method === 'post') {
    shape['Idempotency-Key'] = zod
      .string()
      .min(1)
      .max(255)
      .optional()
      .meta({ description: 'Required with an API key: a repeat with the same key gives the first answer.' });
  }
  if (operation.upload === true) {
    shape['X-File-Name'] = zod.string().min(1).meta({ description: 'Percent-encoded UTF-8.', example: 'offer.pdf' });
  }
  if (operation.ifMatch === true)
    shape['If-Match'] = zod.string().meta({ description: 'The ETag that was looked at.' });
  return Object.keys(shape).length === 0 ? undefined : zod.object(shape);
}

const EXTERNAL_ID = zod.string().min(1).max(200).meta({ description: 'As the system calls it that it comes from.' });

const FILE_BODY = {
  required: true,
  content: { 'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } } },
};

function operationObject(operation: Operation): ZodOpenApiOperationObject {
  const path = Object.fromEntries(
    Object.entries(operation.ids).map(([name, kind]) => [name, kind === 'external' ? EXTERNAL_ID : idOf(kind)]),
  );
  const header = headersOf(operation);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    security: securityOf(operation),
    requestParams: {
      ...(Object.keys(path).length === 0 ? {} : { path: zod.object(path) }),
      ...(operation.query === undefined ? {} : { query: operation.query }),
      ...(header === undefined ? {} : { header }),
    },
    ...(operation.upload === true ? { requestBody: FILE_BODY } : {}),
    ...(operation.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: operation.body } } } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.answers).map(([status, answer]) => [status, answerObject(answer)]),
      ),
      ...refusals(operation),
    },
  };
}

const probe = (operationId: string, summary: string, schema: z.ZodType): ZodOpenApiOperationObject => ({
  operationId,
  tags: ['Operators'],
  summary,
  security: [],
  responses: {
    200: { description: 'Yes.', content: { 'application/json': { schema } } },
    503: { description: 'No.', content: { 'application/json': { schema } } },
  },
});

function paths(): ZodOpenApiPathsObject {
  const all: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of OPERATIONS) {
    const path = `/v1${operation.path}`;
    all[path] = { ...all[path], [operation.method]: operationObject(operation) };
  }
  return {
    ...all,
    '/livez': { get: probe('live', 'Whether the process answers', Live) },
    '/readyz': { get: probe('ready', 'Whether it can do its work; degraded is still ready', Ready) },
  };
}

/** The OpenAPI 3.1 document of everything that the server answers. */
export const openApiDocument = () =>
  createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Fairlead',
      version: '1',
      description:
        'A durable referral pipeline for partner programs. Partners’ machines send `Authorization: Bearer rk_live_…`, people have a session cookie. Every refusal is a problem document with a closed set of codes.',
    },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of a partner, with scopes.' },
        session: { type: 'apiKey', in: 'cookie', name: 'sid', description: '`__Host-sid` over https.' },
      },
    },
    paths: paths(),
  });
