const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? '');

/**
 * A page that leads on at once, and by a link where a browser does not. No redirect: pages let their forms go to the hub
 * alone, and browsers hold a form to that through every redirect.
 */
export function pageLeadingTo(url: string): Response {
  const [href, host] = [escaped(url), escaped(new URL(url).host)];
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0;url=${href}"><title>${host}</title></head>
<body><p><a rel="noopener noreferrer" href="${href}">${host}</a></p></body></html>`;
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
  });
}
