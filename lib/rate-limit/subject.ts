import { isIP } from 'node:net';

/** IPv6 customers have a whole /64: counting single addresses would count nobody. */
export function addressSubject(address: string | null): string {
  if (!address) return 'address:unknown';
  if (isIP(address) !== 6) return `address:${address}`;
  return `address:${expand(address).slice(0, 4).join(':')}::/64`;
}

function expand(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill('0'), ...right].map((group) =>
    group.toLowerCase().replace(/^0+(?=.)/, ''),
  );
}
