import anyAscii from 'any-ascii';

/** What every bank in SEPA takes, by the guidelines of the EPC: Latin letters, figures and these. */
const NOT_TAKEN = /[^A-Za-z0-9/\-?:().,'+ ]+/g;

/**
 * A text in the letters that banks take, at most so long; what has no such form is left out. Empty when nothing is left. A slash
 * neither begins nor ends it, nor stands twice: banks refuse that.
 */
export const bankText = (text: string, lengthMax: number): string =>
  anyAscii(text)
    .replaceAll('&', '+')
    .replaceAll(NOT_TAKEN, ' ')
    .replaceAll(/\/{2,}/g, '/')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s/]+/g, '')
    .slice(0, lengthMax)
    .replaceAll(/[\s/]+$/g, '');
