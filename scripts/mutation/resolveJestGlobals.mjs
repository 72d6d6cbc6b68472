const OURS = new URL('jestGlobals.ts', import.meta.url).href;

/** `@jest/globals` itself refuses to be loaded outside of Jest's own module loader. */
export const resolve = (specifier, context, next) => next(specifier === '@jest/globals' ? OURS : specifier, context);
