import { isIPv6 } from 'node:net';
import { addressMark } from '@/lib/risk';

/**
 * The address that the caps of a network address count by, itself a valid one: of public IPv6 the network of the first 64
 * bits, which one home has whole and could take a new address of for every claim; everything else as it is.
 */
export function networkAddress(address: string | null): string | null {
  if (address === null || !isIPv6(address)) return address;
  const mark = addressMark(address);
  return mark === null ? address : `${mark}::`;
}
