import { z } from 'zod';
import { ERROR_CODES } from '../../domain/errors.ts';

/** RFC 9457. `code` is closed; `errors` points at fields of the body (JSON pointers). */
export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.enum(ERROR_CODES),
    request_id: z.string(),
    errors: z
      .array(z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'One entry per field that does not fit.' }),
  })
  .meta({
    id: 'Problem',
    description: 'Facts that help stand beside these members, such as `stage` and `allowed`, or `lacking`.',
  });
