/** What covers the page at its top, and at its bottom on a phone. */
const HEAD_PX = 64;
const NAVIGATION_PX = 60;

/** Focuses what has just come. What is in sight between the head of the page and its navigation stays where it is. */
export function takeFocus(own: HTMLElement | null): void {
  if (!own) return;
  own.focus({ preventScroll: true });
  const { top, bottom } = own.getBoundingClientRect();
  if (top < HEAD_PX || bottom > window.innerHeight - NAVIGATION_PX) own.scrollIntoView({ block: 'nearest' });
}
