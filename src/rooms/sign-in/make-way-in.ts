// From the console: a way in when nothing else works, and what is sealed sealed again when the installation's secret changes.
import { asGate } from '#jobs/outbox.ts'
import type { Database } from '#db/open.ts'
import { digestOf, newToken } from '#web/csrf.ts'
import { seal, unseal } from '#web/sealed.ts'
import { openKey, sealKey } from './codes.ts'
import { secretPurpose } from './provider-store.ts'

const DAY = 24 * 3_600_000
export type WayInMade = { readonly token: string; readonly name: string; readonly untied: boolean }

/** A link to choose a password, good for a day and once; `reset`: their second factor is taken away too. Undefined: nobody who works here has this address. */
export const makeWayIn = (database: Database, partnershipId: number, email: string, { now, reset }: { readonly now: Date; readonly reset: boolean }): Promise<WayInMade | undefined> => asGate(database, async client => {
  const token = newToken()
  const { rows } = await client.query<{ it: { name: string; untied: boolean } | null }>('select amity.make_way_in($1, $2, $3, $4, $5, $6) as it', [partnershipId, email, digestOf(token), now, new Date(now.getTime() + DAY), reset])
  const made = rows[0]?.it
  return made == null ? undefined : { token, name: made.name, untied: made.untied }
})

export type Resealed = { readonly authenticators: number; readonly clientSecrets: number; /** Could not be opened: sealed under another secret still. */ readonly unreadable: number }

/** Authenticator keys and client secrets. Sign-out hints are not worth it: they end with their session. */
export const resealAll = (database: Database, from: string, to: string): Promise<Resealed> => asGate(database, async client => {
  const done = { authenticators: 0, clientSecrets: 0, unreadable: 0 }
  const { rows: apps } = await client.query<{ partnership: number; id: string; officer: string; sealed: string }>(
    'select partnership_id as partnership, id, officer_id as officer, sealed_secret as sealed from authenticator_apps where ended_at is null for update')
  for (const app of apps) {
    const key = openKey(from, app.officer, app.sealed)
    if (key === undefined) { done.unreadable += 1; continue }
    await client.query('update authenticator_apps set sealed_secret = $3 where partnership_id = $1 and id = $2', [app.partnership, app.id, sealKey(to, app.officer, key)])
    done.authenticators += 1
  }
  const { rows: held } = await client.query<{ partnership: number; provider: string; agency: string; sealed: string }>(
    `select s.partnership_id as partnership, s.provider_id as provider, g.agency_id as agency, s.sealed from single_sign_on_secrets s
     join single_sign_ons g on g.partnership_id = s.partnership_id and g.id = s.provider_id for update of s`)
  for (const one of held) {
    const text = unseal(from, secretPurpose(one.agency), one.sealed)
    if (text === undefined) { done.unreadable += 1; continue }
    await client.query('update single_sign_on_secrets set sealed = $3 where partnership_id = $1 and provider_id = $2', [one.partnership, one.provider, seal(to, secretPurpose(one.agency), text)])
    done.clientSecrets += 1
  }
  return done
})
