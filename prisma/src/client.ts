import { PrismaClient } from '../generated/client';
import { OneConnection } from './connection';
import { DatabaseError } from './errors';
import { fileFailure } from './sqlite-failure';

/** What the repositories see of Prisma. It stays inside this workspace. */
export type Client = PrismaClient;

/** A client on a migrated file; its errors are DatabaseErrors. Logs nothing and connects now, not at the first query. */
export async function connect(file: string): Promise<{ client: Client; disconnect(): Promise<void> }> {
  const plain = new PrismaClient({ adapter: new OneConnection(file), errorFormat: 'minimal' });
  await plain.$connect();
  const translated = plain.$extends({
    query: {
      $allOperations: async ({ model, args, query }) => {
        try {
          return await query(args);
        } catch (error) {
          throw translate(error, file, { record: model ?? 'database', id: askedId(args) });
        }
      },
    },
  });
  return {
    // The extension adds no method, only `query` hooks: the types differ in name alone.
    client: translated as unknown as Client,
    disconnect: async () => {
      // libsql closes a connection when its statements are collected as garbage: write the log back ourselves. Where somebody
      // else still reads, the log simply stays, and the next open finds it.
      await plain.$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`.catch(() => undefined);
      await plain.$disconnect();
    },
  };
}

/** Prisma's error codes: https://www.prisma.io/docs/orm/reference/error-reference */
function translate(error: unknown, file: string, asked: { record: string; id: string }): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseError) return error;
  const driver = driverFailure(error);
  const options = { cause: error };
  switch (prismaCode(error)) {
    case 'P2002':
      return new DatabaseError(
        'duplicate',
        { record: asked.record, fields: driver?.constraint?.fields ?? [] },
        options,
      );
    case 'P2025':
      return new DatabaseError('not-found', asked, options);
    case 'P1008':
      return new DatabaseError('busy', { file, reason: error.message }, options);
  }
  if (driver?.extendedCode === undefined) return error;
  const sqlite = Object.assign(new Error(driver.message ?? error.message), { rawCode: driver.extendedCode });
  return fileFailure(sqlite, file) ?? error;
}

function askedId(args: unknown): string {
  const where = (args as { where?: { id?: unknown } } | undefined)?.where;
  return typeof where?.id === 'string' ? where.id : '';
}

interface DriverFailure {
  constraint?: { fields?: string[] };
  extendedCode?: number;
  message?: string;
}

function prismaCode(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Prisma hands the adapter's own words on as `meta.driverAdapterError.cause`, or the adapter's error itself. */
function driverFailure(error: Error): DriverFailure | undefined {
  const meta =
    'meta' in error ? (error.meta as { driverAdapterError?: { cause?: DriverFailure } } | undefined) : undefined;
  return meta?.driverAdapterError?.cause ?? (error.cause as DriverFailure | undefined);
}
