const MOST = 60;

/**
 * A name for a file that is taken away: the tool and the beginning of what was asked, in letters that every system takes.
 * `text-generation-a-lighthouse-in-fog.md`.
 */
export function fileName({
  toolId,
  title,
  id,
  ending,
}: {
  toolId: string;
  title: string;
  id: string;
  ending: string;
}): string {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const short = [...words].slice(0, MOST).join('').replace(/-+$/, '');
  return `${toolId.replace(/[^a-z0-9-]/g, '')}-${short === '' ? id.slice(-8) : short}.${ending}`;
}

/** The header that names a download, with a plain name for those who know no other. */
export function attachment(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]+/g, '')
    .replace(/["\\]/g, '')
    .replace(/-{2,}/g, '-');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}
