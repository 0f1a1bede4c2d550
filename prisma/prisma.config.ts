import { defineConfig } from 'prisma/config';

/** Read by the Prisma CLI alone: `DATABASE_URL=file:/path/to/baton.db npx prisma migrate status`. The agent never reads it. */
export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'file:./dev.db' },
});
