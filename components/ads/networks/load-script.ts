import type { AdWindow } from './types';

/**
 * Puts a network's script on the page, once. It carries no nonce: the page's policy trusts what a trusted script adds.
 * `onFailed` is called when it does not come; a script that was there before tells nothing.
 */
export function loadScript(
  { document }: AdWindow,
  { src, attributes = {} }: { src: string; attributes?: Record<string, string> },
  onFailed: () => void,
): void {
  if (document.querySelector(`script[src="${src}"]`)) return;
  const script = document.createElement('script');
  script.async = true;
  script.src = src;
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  script.addEventListener('error', () => {
    // The next try asks for it anew.
    script.remove();
    onFailed();
  });
  document.head.appendChild(script);
}
