import { defineConfig } from 'prisma/config';

// `prisma generate` never runs a schema engine but insists on finding one; any executable satisfies it offline.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://embedded.invalid/megicai' },
});
