// Each minute the worker looks at the service for each partnership, keeps what it found, and tells its administrators once of what is wrong.
import { statfs } from 'node:fs/promises'
import type { Database } from '#db/open.ts'
import { keepWork, type SystemWork } from '#db/work.ts'
import { asGate, findPartnershipById } from '#jobs/outbox.ts'
import type { Schedule } from '#jobs/worker.ts'
import { note, settleKind } from '#rooms/diary/index.ts'
import { tellNow } from '#rooms/letters/index.ts'
import { officersWhoMay, readSetting, SERVICE_ALARMS } from '#rooms/partnership/index.ts'
import { backUpTrouble, noBackupRecorded, trialTrouble, type ReadBackupState } from './back-up-state.ts'
import type { Found } from './found.ts'
import { readCertificate, type Certificate } from './read-certificate.ts'
import { readDatabase } from './read-database.ts'
import { judge, type Line } from './judge-look.ts'
import { carryingOf, endTrouble, filesWaiting, keepLook, lastLook, momentsOf, noteTold, noteTrouble, troublesOf, type Look } from './look-store.ts'

export type LookTerms = {
  readonly version: string
  /** Means for which something is set that carries them. */
  readonly carried: readonly ('email' | 'text')[]
  readonly scanned: boolean
  /** A folder on the disk whose room is looked at. */
  readonly folder: string
  readonly backupState?: ReadBackupState
  /** Whether back-ups are restored on trial; unless said, they are. */
  readonly backupsTried?: boolean
  readonly certificateOf?: typeof readCertificate
  readonly roomOf?: typeof readRoom
}

/** Bytes free and in all on the disk of this folder; undefined where that cannot be read. */
export const readRoom = async (folder: string): Promise<{ readonly free: number; readonly of: number } | undefined> => {
  const room = await statfs(folder).catch(() => undefined)
  return room === undefined ? undefined : { free: room.bavail * room.bsize, of: room.blocks * room.bsize }
}

const HOUR = 3_600_000
type OfMachine = Pick<Found, 'backup' | 'disk' | 'version' | 'postgres' | 'folds' | 'migrations'> & { readonly failedNews: ReadonlyMap<number, number> }

const backupOf = async (database: Database, { backupState = noBackupRecorded, backupsTried = true }: LookTerms, now: Date): Promise<Found['backup']> => {
  const state = await backupState(database, now)
  if (state === undefined) return null
  const { lastGoodAt, lastTrialAt, lastTrialPassed } = state
  return { lastGoodAt, lastTrialAt, lastTrialPassed, trouble: backUpTrouble(state, now), trialTrouble: trialTrouble(state), tried: backupsTried }
}

const readMachine = async (database: Database, terms: LookTerms, now: Date): Promise<OfMachine> =>
  ({ version: terms.version, ...await readDatabase(database), backup: await backupOf(database, terms, now), disk: await (terms.roomOf ?? readRoom)(terms.folder) ?? null })

/** Once an hour is often enough, and people's own address is not asked more. */
const certificateNow = async ({ certificateOf = readCertificate }: LookTerms, baseUrl: string, last: Look | undefined, now: Date): Promise<Pick<Found, 'certificate' | 'certificateAt'>> => {
  const at = last?.found.certificateAt ?? null
  if (at !== null && now.getTime() - at.getTime() < HOUR && at <= now) return { certificate: last?.found.certificate ?? null, certificateAt: at }
  const found: Certificate | undefined = await certificateOf(baseUrl)
  return { certificate: found ?? null, certificateAt: now }
}

const look = async (work: SystemWork, machine: OfMachine, terms: LookTerms, certificate: Pick<Found, 'certificate' | 'certificateAt'>): Promise<void> => {
  const { failedNews, ...ofMachine } = machine
  const found: Found = {
    ...ofMachine, ...certificate, ...await momentsOf(work), ...await filesWaiting(work), scanned: terms.scanned, newsFailed: failedNews.get(work.partnership.id) ?? 0,
    email: await carryingOf(work, 'email', terms.carried.includes('email')), text: await carryingOf(work, 'text', terms.carried.includes('text')),
  }
  await keepLook(work, found)
  await tellOfTroubles(work, judge({ found, lookedAt: work.now, terms: await readSetting(work, SERVICE_ALARMS), now: work.now, troubles: await troublesOf(work) }))
}

/** What is wrong for the first time is told; what was told and is well again is settled. In between there is silence. */
const tellOfTroubles = async (work: SystemWork, lines: readonly Line[]): Promise<void> => {
  const wrong = lines.filter(({ state }) => state === 'wrong')
  for (const { what } of wrong) await noteTrouble(work, what)
  const known = await troublesOf(work)
  for (const line of wrong) if (known.some(({ what, toldAt }) => what === line.what && toldAt === null)) await tell(work, line)
  // Chores end their own: they say so when they succeed.
  for (const { what } of known) if (!what.startsWith('chore ') && !wrong.some(line => line.what === what)) await settle(work, what)
}

const tell = async (work: SystemWork, { what, title, says }: Line): Promise<void> => {
  const agencyId = work.partnership.triageAgencyId
  if (agencyId === null) return
  const administrators = await officersWhoMay(work, agencyId, 'run the partnership')
  for (const { id } of administrators) await note(work, { kind: 'task', title: `The service: ${title.toLowerCase()}`, dueAt: work.now, because: says, caseId: null, officerId: id, agencyId, aboutKind: `service ${what}` })
  // An email about email that does not go would only join the queue.
  if (what !== 'email') await tellNow(work, administrators.map(({ email }) => ({ email, agencyId })))
  await noteTold(work, what)
}

const settle = async (work: SystemWork, what: string): Promise<void> => {
  if (await endTrouble(work, what)) await settleKind(work, `service ${what}`, 'It is well again')
}

type Within = <T>(act: (work: SystemWork) => Promise<T>) => Promise<T>
const withinEach = async (database: Database, now: Date, of: number | undefined, act: (within: Within) => Promise<void>): Promise<void> => {
  const { rows } = await asGate(database, client => client.query<{ id: number }>('select id from partnerships where $1::int is null or id = $1 order by id', [of ?? null]))
  const failed: unknown[] = []
  for (const { id } of rows) {
    const partnership = await findPartnershipById(database, id)
    if (partnership !== undefined) await act(one => keepWork(database, { kind: 'system' }, { partnership, now, purpose: 'to look after the service' }, one)).catch((problem: unknown) => { failed.push(problem) })
  }
  if (failed.length > 0) throw failed[0]
}

/** @param of one partnership alone, for tests */
export const lookAfterService = async (database: Database, terms: LookTerms, now: Date, baseUrl: string, of?: number): Promise<void> => {
  const machine = await readMachine(database, terms, now)
  // All of them are reached at one address: it is asked once, outside any transaction.
  let certificate: Promise<Pick<Found, 'certificate' | 'certificateAt'>> | undefined
  await withinEach(database, now, of, async within => {
    const last = await within(lastLook)
    certificate ??= certificateNow(terms, baseUrl, last, now)
    const known = await certificate
    await within(work => look(work, machine, terms, known))
  })
}

export const lookingAfterService = (terms: LookTerms): Schedule => ({ name: 'service.look', cron: '* * * * *', run: (database, now, baseUrl) => lookAfterService(database, terms, now, baseUrl) })

/** What jobs/chores.ts tells of each chore of each partnership, so that one that keeps failing is seen. */
export const choreFailed = (work: SystemWork, name: string): Promise<void> => noteTrouble(work, `chore ${name}`)
export const choreSucceeded = (work: SystemWork, name: string): Promise<void> => settle(work, `chore ${name}`)
