export interface SafeLink {
  href: string;
  /** Where it leads, when its own words do not say so. */
  host: string | null;
}

const ALLOWED = new Set(['http:', 'https:', 'mailto:']);

/** The place that words name, if they are an address themselves. */
function hostIn(words: string): string | null {
  const address = /^[a-z]+:\/\//i.test(words) ? words : `https://${words}`;
  return /\s/.test(words) || !URL.canParse(address) ? null : new URL(address).host;
}

/** What a model wrote behind a per cent sign need not be letters. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** A link that a model wrote, if it may be one: to the web or to a mailbox, in full. Everything else is text. */
export function safeLink(href: string, words: string): SafeLink | null {
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return null;
  }
  if (!ALLOWED.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  if (url.protocol === 'mailto:') {
    const address = readable(url.pathname);
    return { href: `mailto:${url.pathname}`, host: words === address ? null : address };
  }
  return { href: url.href, host: hostIn(words) === url.host ? null : url.host };
}
