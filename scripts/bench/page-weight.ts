import { gzipSync } from 'node:zlib';

export interface PageWeight {
  scriptKb: number;
  styleKb: number;
}

async function gzipped(base: string, paths: Iterable<string>): Promise<number> {
  let bytes = 0;
  for (const path of new Set(paths)) {
    const response = await fetch(new URL(path, base));
    bytes += gzipSync(Buffer.from(await response.arrayBuffer()), { level: 9 }).length;
  }
  return Math.round(bytes / 102.4) / 10;
}

/** What a page's first load brings, gzipped, in kB; the polyfills that only old browsers load are left out. */
export async function weighPage(base: string, path: string): Promise<PageWeight> {
  const html = await (await fetch(new URL(path, base))).text();
  const tags = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/nomodule/i.test(tag));
  const sources = (pattern: RegExp) => tags.flatMap((tag) => pattern.exec(tag)?.[1] ?? []);
  return {
    scriptKb: await gzipped(base, sources(/(?:src|href)="([^"]+\.js[^"]*)"/)),
    styleKb: await gzipped(base, sources(/href="([^"]+\.css[^"]*)"/)),
  };
}
