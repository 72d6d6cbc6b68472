import type { z } from 'zod';
import type { Role, Scope } from '../domain/approval/roles.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { IdKind } from '../domain/ids.ts';

/**
 * One operation of the contract. Routes and the OpenAPI document both come from these, so they cannot drift apart.
 */
export type Operation = {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/v1`, in OpenAPI form: `/referrals/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  /**
   * What the parameters of the path are ids of; a wrong shape is answered like one that does not exist. `external`: what another
   * system calls it, one line of text.
   */
  readonly ids: Readonly<Record<string, IdKind | 'external'>>;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body is a file as it is, named in a header. */
  readonly upload?: true;
  /** The version the caller looked at has to be named. */
  readonly ifMatch?: true;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Refusals beyond those that every operation of this access and shape can give. */
  readonly errors: readonly ErrorCode[];
};

export type Answer = {
  readonly description: string;
  /** Absent: an answer without a body. */
  readonly schema?: z.ZodType;
  readonly mediaType?: string | readonly string[];
  /** The same as a table, for who accepts `text/csv`. */
  readonly csv?: true;
  readonly headers?: readonly ('Location' | 'ETag' | 'Set-Cookie' | 'Content-Disposition')[];
};

/**
 * `anybody`: without credentials. `person`: a session, with one of the roles when named. `caller`: a session (roles as
 * before) or an API key with the scope.
 */
export type Access =
  | { readonly kind: 'anybody' }
  | { readonly kind: 'person'; readonly roles?: readonly Role[] }
  | { readonly kind: 'caller'; readonly scope: Scope; readonly roles?: readonly Role[] };

/** Keeps the exact types of the schemas, so that a route knows what it gets. */
export const defineOperation = <const O extends Operation>(operation: O): O => operation;

export const INTERNAL_ROLES = [
  'sales_rep',
  'sales_manager',
  'partner_manager',
  'finance_preparer',
  'finance_approver',
  'program_admin',
  'auditor',
] as const satisfies readonly Role[];
