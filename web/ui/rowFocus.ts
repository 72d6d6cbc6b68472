/** Moves the focus between the links of the rows on screen, so that a list can be worked without a mouse. */
export function moveRowFocus(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('.fl-row-link')];
  const here = links.findIndex((link) => link === document.activeElement);
  const next = here === -1 ? (step === 1 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
  links[next]?.focus();
}
