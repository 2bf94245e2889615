// Which partnership a command is about: the only one, or the one it names.
import type { Database } from '#db/open.ts'
import { CannotOpen } from '#db/cannot-open.ts'
import { asGate, findPartnershipById } from '#jobs/outbox.ts'
import type { Partnership } from '#db/work.ts'

/** Takes `--name VALUE` out of the arguments. */
export const takeOption = (args: readonly string[], name: string): { readonly value: string | undefined; readonly rest: readonly string[] } => {
  const at = args.indexOf(`--${name}`)
  if (at === -1) return { value: undefined, rest: args }
  const value = args[at + 1]
  if (value === undefined || value.startsWith('--')) throw new CannotOpen(`Say what --${name} is.`)
  return { value, rest: args.toSpliced(at, 2) }
}

/** Takes `--name` out of the arguments. */
export const takeFlag = (args: readonly string[], name: string): { readonly given: boolean; readonly rest: readonly string[] } =>
  ({ given: args.includes(`--${name}`), rest: args.filter(arg => arg !== `--${name}`) })

/** By name, whole or its beginning; unnamed only where there is one. Throws CannotOpen with the names there are. */
export const whichPartnership = async (database: Database, named: string | undefined): Promise<Partnership> => {
  const all = await asGate(database, async client => (await client.query<{ id: number; name: string }>('select id, name from partnerships order by id')).rows)
  const found = named === undefined ? all : all.filter(({ name }) => name.toLowerCase() === named.toLowerCase())
  const names = all.map(({ name }) => `“${name}”`).join(', ')
  if (all.length === 0) throw new CannotOpen('There is no partnership yet. Start the service and set one up first.')
  const [one] = found
  if (one === undefined) throw new CannotOpen(`There is no partnership called “${named}”. There are: ${names}.`)
  if (found.length > 1) throw new CannotOpen(`Say which partnership with --partnership NAME. There are: ${names}.`)
  const partnership = await findPartnershipById(database, one.id)
  if (partnership === undefined) throw new CannotOpen(`The partnership “${one.name}” is gone.`)
  return partnership
}
