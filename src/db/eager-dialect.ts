// PostgreSQL as Kysely speaks to it, except that nobody waits to hear that a transaction has begun, and that names are turned where they are written.
import { PostgresDialect, PostgresDriver, type DatabaseConnection, type Driver, type PostgresDialectConfig, type QueryCompiler, type TransactionSettings } from 'kysely'
import { NameCompiler } from './names.ts'

class EagerDriver extends PostgresDriver {
  /**
   * Sent, and what is asked next goes behind it on the same connection. Where it failed, the connection is gone and the next fails too; if ever it failed
   * alone, what follows would have no context (context.ts holds in a transaction only), and may read and write nothing.
   */
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    super.beginTransaction(connection, settings).catch(() => undefined)
  }
}

/** Over a pool with `pipeline` (open.ts): there statements are sent as they come. */
export class EagerDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig
  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }
  override createDriver(): Driver {
    return new EagerDriver(this.#config)
  }
  override createQueryCompiler(): QueryCompiler {
    return new NameCompiler()
  }
}
