import type { RouteSpec } from '@/lib/http';

const file = {
  method: 'GET',
  auth: 'public',
  limit: 'read',
  shared: true,
  undocumented: true,
  responses: {
    200: { description: 'One line per seller', mediaType: 'text/plain' },
    404: { description: 'This hub sells no places' },
  },
} as const;

export const adsTxtSpec = {
  ...file,
  id: 'adsTxt',
  path: '/ads.txt',
  summary: 'Who may sell the hub’s places for ads',
} as const satisfies RouteSpec;

export const appAdsTxtSpec = {
  ...file,
  id: 'appAdsTxt',
  path: '/app-ads.txt',
  summary: 'Who may sell the places of the app around the hub',
} as const satisfies RouteSpec;

export const sellerSpecs = [adsTxtSpec, appAdsTxtSpec];
