// All SQL on second factors: the app, recovery codes, passkeys; the officer's own, or those behind the step of a sign-in.
import { sql } from 'kysely'
import type { OfficerWork, Work } from '#db/work.ts'
import { digestOf } from '#web/csrf.ts'
import type { Agency } from './sign-in-store.ts'
import type { MadePasskey } from './passkeys.ts'

export type HeldPasskey = { readonly id: string; readonly name: string; readonly credentialId: string; readonly publicKey: string; readonly counter: number; readonly transports: readonly string[]; readonly host: string }
export type Factors = {
  readonly officerId: string; readonly name: string; readonly email: string; readonly passwordHash: string | null
  readonly app: { readonly id: string; readonly sealedSecret: string; readonly lastStep: number } | null
  readonly passkeys: readonly (HeldPasskey & { readonly madeAt: string; readonly usedAt: string | null })[]
  readonly codesLeft: number
}
/** Whose factors: the officer at work (step null), or whoever holds the step after their password. */
export type Holder = { readonly officerId: string; readonly step: string | null }

const stepOf = ({ step }: Holder): string | null => step === null ? null : digestOf(step)
const first = async <T>(work: Work, asking: ReturnType<typeof sql<{ it: T }>>): Promise<T | null> => (await asking.execute(work.db)).rows[0]?.it ?? null

export const factorsOf = async (work: Work, holder: Holder): Promise<Factors | undefined> =>
  await first(work, sql<{ it: Factors }>`select amity.factors(${holder.officerId}::uuid, ${stepOf(holder)}) as it`) ?? undefined
export const myFactors = async (work: OfficerWork): Promise<Factors> => {
  const found = await factorsOf(work, { officerId: work.actor.officerId, step: null })
  if (found === undefined) throw new Error('an officer at work has no account')
  return found
}
export const hasSecondFactor = ({ app, passkeys }: Factors): boolean => app !== null || passkeys.length > 0

/** True once for each half minute, and never for an earlier one afterwards. */
export const useAppCode = async (work: Work, holder: Holder, halfMinute: number): Promise<boolean> =>
  await first(work, sql<{ it: boolean }>`select amity.use_app_code(${holder.officerId}::uuid, ${stepOf(holder)}, ${halfMinute}) as it`) === true
export const useRecoveryCode = async (work: Work, holder: Holder, digest: string): Promise<boolean> =>
  await first(work, sql<{ it: boolean }>`select amity.use_recovery_code(${holder.officerId}::uuid, ${stepOf(holder)}, ${digest}) as it`) === true

export type FoundPasskey = HeldPasskey & { readonly officerId: string; readonly agencies: readonly Agency[] }
export const findPasskey = async (work: Work, credentialId: string): Promise<FoundPasskey | undefined> =>
  await first(work, sql<{ it: FoundPasskey }>`select amity.find_passkey(${credentialId}) as it`) ?? undefined
export const notePasskey = async (work: Work, id: string, counter: number): Promise<void> => { await sql`select amity.note_passkey(${id}::uuid, ${counter})`.execute(work.db) }

export const offerApp = async (work: OfficerWork, sealed: string): Promise<void> => { await sql`select amity.offer_app(${sealed})`.execute(work.db) }
export const offeredApp = async (work: OfficerWork): Promise<{ readonly id: string; readonly sealedSecret: string } | undefined> =>
  await first(work, sql<{ it: { id: string; sealedSecret: string } }>`select amity.offered_app() as it`) ?? undefined
export const confirmApp = async (work: OfficerWork, id: string, halfMinute: number): Promise<boolean> =>
  await first(work, sql<{ it: boolean }>`select amity.confirm_app(${id}::uuid, ${halfMinute}) as it`) === true
export const endApp = async (work: OfficerWork): Promise<void> => { await sql`select amity.end_app()`.execute(work.db) }
export const keepRecoveryCodes = async (work: OfficerWork, digests: readonly string[]): Promise<void> => { await sql`select amity.keep_recovery_codes(${[...digests]}::text[])`.execute(work.db) }
export const keepPasskey = async (work: OfficerWork, name: string, made: MadePasskey): Promise<boolean> =>
  await first(work, sql<{ it: boolean }>`select amity.keep_passkey(${JSON.stringify({ ...made, name })}::jsonb) as it`) === true
export const endPasskey = async (work: OfficerWork, id: string): Promise<boolean> =>
  /^[0-9a-f-]{36}$/.test(id) && await first(work, sql<{ it: boolean }>`select amity.end_passkey(${id}::uuid) as it`) === true
