import { AppError } from '../../domain/errors.ts';

/** A CRM that answers later than this counts as silent. */
export async function inTime<Result>(work: Promise<Result>, timeMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AppError({ code: 'crm_unavailable' }));
    }, timeMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the work gives, or that the CRM is silent; anything else is thrown on. */
export async function unlessSilent<Result>(work: () => Promise<Result>): Promise<Result | 'unread'> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'crm_unavailable') return 'unread';
    throw error;
  }
}
