// By the clock: opens each quarter's check of access for each agency, raises what is overdue, and suspends where that is set.
import type { SystemWork } from '#db/work.ts'
import { addDays, londonMoment, quarterOf, sayDay, type Day } from '#kernel/time.ts'
import { agencies, CERTIFICATION, officersWhoMay, readSetting } from '#rooms/partnership/index.ts'
import { certifierOf, closeRun, linesOf, markRaised, openRun, runsOf, suspendPost, waits, type Run } from './certification-store.ts'
import { dueForOfficer, settledForOfficers } from './events.ts'
import { sparing } from './post-store.ts'

/** "2026 Q1": the first quarter of 2026 to 2027. */
export const quarterNamed = (on: Day): string => { const { yearBeginning, number } = quarterOf(on); return `${yearBeginning} Q${number}` }

type Named = { readonly id: string }
const endOf = (on: Day, now: Date): string => (londonMoment(on, '23:59') ?? now).toISOString()

/** Administrators of an agency; where it has none, those of the agency that runs the partnership. */
const administratorsOf = async (work: SystemWork, agencyId: string): Promise<readonly Named[]> => {
  const own = await officersWhoMay(work, agencyId, 'run the agency')
  return own.length > 0 || work.partnership.triageAgencyId === null ? own : officersWhoMay(work, work.partnership.triageAgencyId, 'run the partnership')
}

const tell = async (work: SystemWork, to: readonly Named[], run: { readonly id: string; readonly agencyId: string }, title: string, because: string, dueOn: Day): Promise<void> => {
  for (const { id } of to) await work.announce(dueForOfficer, { officerId: id, agencyId: run.agencyId, title, because, dueAt: endOf(dueOn, work.now), aboutKind: 'certification', aboutId: run.id })
}

const open = async (work: SystemWork, agency: { readonly id: string; readonly name: string }, dueOn: Day): Promise<void> => {
  const id = await openRun(work, agency.id, quarterNamed(work.today), dueOn)
  if (id === undefined) return
  const run = { id, agencyId: agency.id }
  const [certifier, administrators] = [await certifierOf(work, agency.id), await administratorsOf(work, agency.id)]
  const because = `The quarterly check of access, ${quarterNamed(work.today)}: answered by ${sayDay(dueOn)}`
  if (certifier === undefined) return tell(work, administrators, run, `Name who confirms the access of ${agency.name}, or do it`, because, dueOn)
  await tell(work, [{ id: certifier.officerId }], run, `Confirm who needs access at ${agency.name}`, because, dueOn)
  // Nobody certifies themselves.
  await tell(work, administrators.filter(one => one.id !== certifier.officerId).slice(0, 1), run, `Confirm the access of ${certifier.name}, who confirms the others`, because, dueOn)
}

const raise = async (work: SystemWork, run: Run): Promise<void> => {
  const runners = work.partnership.triageAgencyId === null ? [] : await officersWhoMay(work, work.partnership.triageAgencyId, 'run the partnership')
  const all = new Map([...await administratorsOf(work, run.agencyId), ...runners].map(one => [one.id, one]))
  await tell(work, [...all.values()], run, `Overdue: the check of who has access at ${run.agency}`, `It was due ${sayDay(run.dueOn)}`, work.today)
  await markRaised(work, run.id)
}

const look = async (work: SystemWork, run: Run, suspendAfterDays: number): Promise<void> => {
  if (run.waiting === 0) {
    await closeRun(work, run.id)
    return work.announce(settledForOfficers, { aboutKind: 'certification', aboutId: run.id, outcome: 'All answered' })
  }
  if (run.dueOn < work.today && run.raisedAt === null) await raise(work, run)
  if (suspendAfterDays === 0 || addDays(run.dueOn, suspendAfterDays) >= work.today) return
  // The last administrator is never suspended: the database says no, and the line stays open.
  for (const line of (await linesOf(work, run.id)).filter(one => waits(one) && one.postSuspendedAt === null)) await sparing(work, () => suspendPost(work, line))
}

export const runCertifications = async (work: SystemWork): Promise<void> => {
  const { answerDays, suspendAfterDays } = await readSetting(work, CERTIFICATION)
  for (const agency of await agencies(work)) await open(work, agency, addDays(work.today, answerDays))
  for (const run of (await runsOf(work, undefined)).filter(({ closedAt }) => closedAt === null)) await look(work, run, suspendAfterDays)
}
