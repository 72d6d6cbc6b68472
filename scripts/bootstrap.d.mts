/** Types of bootstrap.mjs, which is plain JavaScript because it runs before anything is installed. */
export function missingPackages(root: string): string[];
export function isNodeSupported(version: string): boolean;
