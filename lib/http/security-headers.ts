export interface PageSecurity {
  nonce: string;
  /** React's development build evaluates text. */
  development: boolean;
  /** APP_URL is https. */
  secure: boolean;
}

/**
 * The policy of pages: only scripts that carry this response's nonce, and what they load; nothing from elsewhere.
 * Pictures and sound made in the page come as blobs.
 */
export function contentSecurityPolicy({ nonce, development, secure }: PageSecurity): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

/** What every response says to the browser, pages or not. */
export function securityHeaders(secure: boolean): [name: string, value: string][] {
  return [
    ['x-content-type-options', 'nosniff'],
    // Our own forms must keep their Origin; other sites learn no paths.
    ['referrer-policy', 'strict-origin-when-cross-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(self), payment=(), usb=(), browsing-topics=()'],
    ['cross-origin-opener-policy', 'same-origin'],
    // The names of links a model wrote would be looked up before anybody presses them.
    ['x-dns-prefetch-control', 'off'],
    ...(secure ? ([['strict-transport-security', 'max-age=31536000']] satisfies [string, string][]) : []),
  ];
}
