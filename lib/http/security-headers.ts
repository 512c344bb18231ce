import type { AdPolicy } from './ad-policy';

export interface PageSecurity {
  nonce: string;
  /** React's development build evaluates text. */
  development: boolean;
  /** APP_URL is https. */
  secure: boolean;
  /** What ads or the challenge service need on this page. */
  ads?: AdPolicy | null;
}

const NO_ADS: AdPolicy = { scripts: [], frames: [], isOpen: false, evaluates: false };

/**
 * The policy of pages: only scripts that carry this response's nonce, and what they load; nothing from elsewhere, but
 * for what an ad page adds. Pictures and sound made in the page come as blobs.
 */
export function contentSecurityPolicy({ nonce, development, secure, ads }: PageSecurity): string {
  const { scripts, frames, isOpen, evaluates } = ads ?? NO_ADS;
  const evaluation = development || evaluates ? ["'unsafe-eval'"] : [];
  const outside = [...(isOpen ? ['https:'] : []), ...frames];
  const and = (sources: readonly string[]) => sources.map((source) => ` ${source}`).join('');
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${and([...scripts, ...evaluation])}`,
    `style-src 'self' 'unsafe-inline'${isOpen ? ' https:' : ''}`,
    `img-src 'self' blob: data:${and(outside)}`,
    `media-src 'self' blob:${and(outside)}`,
    `font-src 'self'${isOpen ? ' https: data:' : ''}`,
    `connect-src 'self'${and(outside)}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    `frame-src ${outside.join(' ') || "'none'"}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

/** What every response says to the browser, pages or not. */
export function securityHeaders(secure: boolean, ads: AdPolicy | null = null): [name: string, value: string][] {
  return [
    ['x-content-type-options', 'nosniff'],
    // Our own forms must keep their Origin; other sites learn no paths.
    ['referrer-policy', 'strict-origin-when-cross-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(self), payment=(), usb=(), browsing-topics=()'],
    // What an ad opens is a window of its own that the ad has to find again.
    ['cross-origin-opener-policy', ads?.isOpen ? 'same-origin-allow-popups' : 'same-origin'],
    // The names of links a model wrote would be looked up before anybody presses them.
    ['x-dns-prefetch-control', 'off'],
    ...(secure ? ([['strict-transport-security', 'max-age=31536000']] satisfies [string, string][]) : []),
  ];
}
