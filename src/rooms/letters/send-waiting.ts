// Sends what waits. Claimed in one transaction, carried outside any, its outcome in another: so nothing is sent twice by us.
import type { Database } from '#db/open.ts'
import { keepWork, type SystemWork } from '#db/work.ts'
import { asGate, findPartnershipById } from '#jobs/outbox.ts'
import { note } from '#rooms/diary/index.ts'
import { officersWhoMay } from '#rooms/partnership/index.ts'
import { addresseeOf, saySafeContact } from '#rooms/people/index.ts'
import { carrierFor, type Carried, type Carrier } from './carriers.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { claim, handOver, interrupted, leadOf, safeMeansOfReport, SECRET, secretOf, setOutcome, tellsWhoIsResponsible, type Claimed } from './letters-store.ts'

const MINUTE = 60_000
/** Minutes until the next try: an hour of them close together, then through the night. */
const PAUSES = [1, 2, 5, 15, 30, 60, 120, 240, 480]
const MOST = 10
const ENDED_WITHOUT_WORD = 10 * MINUTE

type AboutMessage = Pick<Claimed, 'id' | 'caseId' | 'agencyId' | 'purpose' | 'means'>

/** Somebody is told: the lead officer of its case, or else whoever may see what was sent. */
const alarm = async (work: SystemWork, { id, caseId, agencyId, means }: AboutMessage, because: string): Promise<void> => {
  const theCase = caseId === null ? undefined : await leadOf(work, caseId)
  const [watcher] = theCase === undefined ? await officersWhoMay(work, agencyId, 'see messages sent') : []
  await note(work, {
    kind: 'task', title: because === HELD_BACK ? 'A message was held back: read why, and write again' : `A message by ${means} did not reach somebody: tell them another safe way`, dueAt: new Date(work.now.getTime() + 24 * 60 * MINUTE), because,
    caseId, officerId: theCase?.leadOfficerId ?? watcher?.id ?? null, agencyId: theCase?.leadAgencyId ?? agencyId, aboutKind: 'message', aboutId: id,
  })
}

type Safe = { readonly address: string } | { readonly not: string }

const HELD_BACK = 'It names or describes somebody who is said to be responsible by now, or gives their address. Write to them again without that'

/** What was safe when it was written is asked again now: people change how they may be reached, often because something happened. */
const stillSafe = async (work: SystemWork, { id, personId, reportId, means, address }: Claimed): Promise<Safe> => {
  const to = personId !== null ? await addresseeOf(work, personId) : reportId !== null ? await safeMeansOfReport(work, reportId) : undefined
  if (to === undefined) return personId === null && reportId === null ? { address } : { not: 'This person is no longer on record' }
  const now = means === 'email' ? to.email : means === 'text' ? to.phone : to.address
  if (!to.safeMeans.some(safe => safe === means)) return { not: `This is no longer a safe way to reach them. ${saySafeContact(to)}` }
  if (now === null || now === '') return { not: 'There is no address for it any more' }
  return await tellsWhoIsResponsible(work, id) ? { not: HELD_BACK } : { address: now }
}

const outcomeOf = async (work: SystemWork, message: Claimed, carrier: Carrier, carried: Carried, address: string): Promise<void> => {
  const by = { carrier: carrier.name, address }
  if (carried.kind === 'sent') return setOutcome(work, message.id, { ...by, state: 'sent', failure: null, carrierReference: carried.reference, sentAt: work.now })
  const minutes = PAUSES[message.tries - 1]
  if (carried.kind === 'later' && minutes !== undefined) return setOutcome(work, message.id, { ...by, state: 'waiting', failure: carried.because, nextTryAt: new Date(work.now.getTime() + minutes * MINUTE) })
  await setOutcome(work, message.id, { ...by, state: carried.kind === 'unsure' ? 'unsure' : 'failed', failure: carried.because })
  await alarm(work, message, carried.because)
}

/** A killed process leaves claims behind. What no carrier had yet is sent; a carrier that knows its own is asked again; of any other only a person can tell. */
const takeUpInterrupted = async (work: SystemWork, carriers: readonly Carrier[]): Promise<void> => {
  for (const message of await interrupted(work, new Date(work.now.getTime() - ENDED_WITHOUT_WORD))) {
    const known = message.handedAt === null || (message.means !== 'post' && carrierFor(carriers, message.means)?.knowsItsOwn === true)
    const because = 'The service stopped while it was being sent, so it may or may not have gone'
    await setOutcome(work, message.id, known ? { state: 'waiting' } : { state: 'unsure', failure: because })
    if (!known) await alarm(work, message, because)
  }
}

type Sending = { readonly message: Claimed; readonly address: string; readonly body: string }

const prepare = async (work: SystemWork, carriers: readonly Carrier[]): Promise<readonly Sending[]> => {
  await takeUpInterrupted(work, carriers)
  const ready: Sending[] = []
  for (const message of await claim(work, carriers.flatMap(({ means }) => means), MOST)) {
    const safe = await stillSafe(work, message)
    if ('not' in safe) {
      await setOutcome(work, message.id, { state: 'withheld', failure: safe.not })
      await alarm(work, message, safe.not)
    } else ready.push({ message, address: safe.address, body: message.body.replace(SECRET, await secretOf(work, message.id) ?? SECRET) })
  }
  return ready
}

export type SendOptions = { readonly database: Database; readonly carriers: readonly Carrier[]; readonly clock: () => Date }

/** @returns how many messages were taken up; 0 when nothing was due. */
export const sendWaiting = async ({ database, carriers, clock }: SendOptions): Promise<number> => {
  if (carriers.length === 0) return 0
  const { rows } = await asGate(database, client => client.query<{ id: number }>(`select distinct partnership_id as id from outgoing_messages
    where means <> 'post' and ((state = 'waiting' and (next_try_at is null or next_try_at <= $1::timestamptz or next_try_at > $1::timestamptz + interval '1 day')) or (state = 'sending' and (claimed_at < $2 or claimed_at > $1::timestamptz + interval '1 day')))`, [clock(), new Date(clock().getTime() - ENDED_WITHOUT_WORD)]))
  let taken = 0
  for (const { id } of rows) taken += await sendOf({ database, carriers, clock }, id)
  return taken
}

/** The same for one partnership. */
export const sendOf = async ({ database, carriers, clock }: SendOptions, partnershipId: number): Promise<number> => {
  const partnership = await findPartnershipById(database, partnershipId)
  if (partnership === undefined) return 0
  let taken = 0
  const within = <T>(act: (work: SystemWork) => Promise<T>): Promise<T> => keepWork(database, { kind: 'system' }, { partnership, now: clock(), purpose: 'to send messages' }, act)
  for (const { message, address, body } of await within(work => prepare(work, carriers))) {
    taken += 1
    const carrier = message.means === 'post' ? undefined : carrierFor(carriers, message.means)
    if (carrier === undefined || message.means === 'post') continue
    if (!await within(work => handOver(work, message))) continue
    const carried = await carrier.carry({ id: message.id, means: message.means, address, subject: message.subject ?? '', body, tries: message.tries })
    await untilWritten(() => within(work => outcomeOf(work, message, carrier, carried, address)))
  }
  return taken
}

/** Seconds until it is written again. The database may be starting anew just now, and this is the only place that knows what became of the message. */
const WRITE_AGAIN = [0.5, 1, 2, 5, 10, 20, 30, 60]
const untilWritten = async (write: () => Promise<unknown>): Promise<void> => {
  for (const seconds of [...WRITE_AGAIN, undefined]) {
    try {
      await write()
      return
    } catch (problem) {
      if (seconds === undefined) throw problem
      await pause(seconds * 1_000, undefined, { ref: false })
    }
  }
}
