import createNextIntlPlugin from 'next-intl/plugin';

/** @type {import('next').NextConfig} Security headers are the middleware's work: they carry a nonce. */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` checks the types of everything, tests included; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Native code, WASM and drivers stay outside the bundle.
  serverExternalPackages: [
    '@electric-sql/pglite',
    'pglite-prisma-adapter',
    '@prisma/adapter-pg',
    'pg',
    '@node-rs/argon2',
    'ioredis',
    'pino',
    'pg-boss',
    'prom-client',
  ],
  experimental: {
    optimizePackageImports: ['lucide-react'],
    // A table of a batch comes with its form where no script sends it.
    serverActions: { bodySizeLimit: '4mb' },
  },
};

export default createNextIntlPlugin('./lib/i18n/request.ts')(config);
