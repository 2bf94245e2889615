// Names of tables and columns: camelCase in our code, snake_case in PostgreSQL.
import { CamelCasePlugin, PostgresQueryCompiler, type IdentifierNode, type PluginTransformQueryArgs, type RootOperationNode } from 'kysely'

/** Rows come back in camelCase. Kysely's own plugin also copies the whole tree of each statement to turn its names; NameCompiler does that as it writes them. */
export class CamelRows extends CamelCasePlugin {
  override transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    return node
  }
  /** @returns the name as PostgreSQL knows it */
  written(name: string): string {
    return this.snakeCase(name)
  }
}

export const camelRows = new CamelRows({ maintainNestedObjectKeys: true })

/** Names come from our code and are few: each is turned, and made safe to stand in quotes, once. */
const quoted = new Map<string, string>()

export class NameCompiler extends PostgresQueryCompiler {
  protected override compileUnwrappedIdentifier({ name }: IdentifierNode): void {
    let known = quoted.get(name)
    if (known === undefined) {
      known = this.sanitizeIdentifier(camelRows.written(name))
      quoted.set(name, known)
    }
    this.append(known)
  }
}
