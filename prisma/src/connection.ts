import { PrismaLibSql } from '@prisma/adapter-libsql';
import { BUSY_TIMEOUT_MS } from './file';

type LibsqlClient = ReturnType<PrismaLibSql['createClient']>;
type LibsqlTransaction = Awaited<ReturnType<LibsqlClient['transaction']>>;

/**
 * Prisma's libsql adapter, kept to one connection. libsql's own `transaction()` gives its connection away, opens another one for what
 * follows and closes neither: two file descriptors lost with each transaction, and every PRAGMA with them.
 * The adapter queues queries behind a transaction, so one connection is enough.
 */
export class OneConnection extends PrismaLibSql {
  constructor(file: string) {
    super({ url: fileUrl(file), timeout: BUSY_TIMEOUT_MS });
  }

  override async connect() {
    const adapter = await super.connect();
    // FULL: what we answered "done" to survives a power cut. We write a few rows a minute, so the fsync costs nothing.
    await adapter.executeScript('PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;');
    return adapter;
  }

  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): LibsqlClient {
    const client = super.createClient(config);
    client.transaction = () => begin(client);
    return client;
  }
}

async function begin(client: LibsqlClient): Promise<LibsqlTransaction> {
  await client.execute('BEGIN IMMEDIATE'); // ours write: asking for the lock now avoids a refusal half-way
  let open = true;
  const rollback = async () => {
    if (!open) return;
    open = false;
    await client.execute('ROLLBACK');
  };
  const commit = async () => {
    try {
      await client.execute('COMMIT');
      open = false;
    } catch (error) {
      await rollback();
      throw error;
    }
  };
  return {
    execute: (statement) => client.execute(statement as string),
    batch: () => Promise.reject(new Error('Prisma sends statements one by one')),
    executeMultiple: () => Promise.reject(new Error('a script would end the transaction')),
    commit,
    rollback,
    close: () => undefined,
    get closed() {
      return !open;
    },
  };
}

/** A path may hold what means something in a URL: `%`, `?`, `#`. */
function fileUrl(file: string): string {
  return `file:${file.split('/').map(encodeURIComponent).join('/')}`;
}
