const FORWARDED = ['forwarded', 'x-real-ip', 'x-client-ip', 'cf-connecting-ip', 'true-client-ip'];
const FROM_PROXY = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port'];

const plain = (address) => (address ?? '').trim().replace(/^::ffff:(?=\d+\.)/, '');

/**
 * The one address to believe. `chain` is what proxies wrote, oldest first; each of the `hops` proxies in front of us
 * appended the address it saw, so the entry that far from the end is the first one nobody else could have written.
 */
export function trustedAddress(socketAddress, forwardedFor, hops) {
  const written = (forwardedFor ?? '').split(',').map(plain).filter(Boolean);
  const chain = [...written, plain(socketAddress)];
  return chain[Math.max(0, chain.length - 1 - hops)];
}

/** Leaves exactly one believable X-Forwarded-For; without trusted proxies, drops whatever a caller claims to be. */
export function normalizeProxyHeaders(request, hops) {
  const forwardedFor = request.headers['x-forwarded-for'];
  request.headers['x-forwarded-for'] = trustedAddress(request.socket.remoteAddress, String(forwardedFor ?? ''), hops);
  for (const name of FORWARDED) delete request.headers[name];
  if (hops === 0) for (const name of FROM_PROXY) delete request.headers[name];
}
