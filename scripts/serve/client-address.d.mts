export function trustedAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  hops: number,
): string;
export function normalizeProxyHeaders(
  request: { socket: { remoteAddress?: string }; headers: Record<string, string | string[] | undefined> },
  hops: number,
): void;
