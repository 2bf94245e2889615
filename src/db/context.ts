// Tells PostgreSQL, for one transaction, who is asking and when: what every policy and every function of the wall reads.
import { sql, type RawBuilder, type Transaction } from 'kysely'
import { ONCE } from './plan-once.ts'
import type { DB } from './tables.ts'
import type { Actor, WorkOptions } from './work.ts'

// No compiling of plans: what the policies add makes PostgreSQL think a page's query so costly that it compiled longer than it ran (measured: five times).
export const contextFor = (actor: Actor, { partnership, now }: WorkOptions): RawBuilder<unknown> => {
  const who = contextOf(actor)
  return sql`select set_config('amity.partnership', ${String(partnership.id)}, true), set_config('amity.actor', ${actor.kind}, true),
    set_config('amity.now', ${now.toISOString()}, true), set_config('amity.principals', ${who.principals}, true),
    set_config('amity.officer', ${who.officer}, true), set_config('amity.agency', ${who.agency}, true),
    set_config('amity.acts', ${who.acts}, true), set_config('amity.triage_agency', ${partnership.triageAgencyId ?? ''}, true),
    set_config('amity.key', ${who.key}, true), set_config('amity.own_case', ${who.ownCase}, true),
    set_config('amity.own_person', ${who.ownPerson}, true), set_config('statement_timeout', '20s', true), set_config('jit', 'off', true) ${ONCE}`
}

export const setContext = async (transaction: Transaction<DB>, actor: Actor, options: WorkOptions): Promise<void> => {
  await contextFor(actor, options).execute(transaction)
}

const NOBODY = { principals: '', acts: '', officer: '', agency: '', key: '', ownCase: '', ownPerson: '' }

const contextOf = (actor: Actor): typeof NOBODY => {
  switch (actor.kind) {
    case 'officer': return { ...NOBODY, principals: `{${actor.principals.join(',')}}`, acts: actor.acts.join('|'), officer: actor.officerId, agency: actor.agencyId }
    case 'system': return { ...NOBODY, principals: '{1}' }
    case 'person': return { ...NOBODY, key: actor.sessionKey, ownCase: actor.caseId, ownPerson: actor.personId }
    case 'public': return { ...NOBODY, key: actor.key ?? '' }
    case 'key': return { ...NOBODY, principals: actor.principals.length > 0 ? `{${actor.principals.join(',')}}` : '', agency: actor.agencyId ?? '', key: actor.keyId ?? '' }
  }
}
