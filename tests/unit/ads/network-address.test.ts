import { expect, it } from '@jest/globals';
import { networkAddress } from '@/lib/ads/network-address';
import { addressMark } from '@/lib/risk';

it.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
  ['2001:DB8:1:2::77', '2001:db8:1:2::'],
  ['2001:db8:0001:0002::', '2001:db8:1:2::'],
  ['2001:db8::5', '2001:db8:0:0::'],
])('counts the IPv6 address %s for the network its home has whole', (address, network) => {
  expect(networkAddress(address)).toBe(network);
  expect(networkAddress(network)).toBe(network);
  // What risk compares stays the same.
  expect(addressMark(network)).toBe(addressMark(address));
});

it.each(['192.0.2.7', '10.0.0.1', '::1', 'fd00::1', 'fe80::1', null])('leaves %s as it is', (address) => {
  expect(networkAddress(address)).toBe(address);
});
