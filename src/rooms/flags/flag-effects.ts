// What a flag puts into the diary when it goes up, whether an officer raises it or a case is opened with it.
import type { Work } from '#db/work.ts'
import { londonMoment } from '#kernel/time.ts'
import { readsNews } from '#jobs/readers.ts'
import { caseById, caseOpened, type Case } from '#rooms/cases/index.ts'
import { note, noteSooner } from '#rooms/diary/index.ts'
import { FLAG_TERMS, promisedWithin, readSetting, serviceStandards } from '#rooms/partnership/index.ts'
import { FLAGS, taskOf, type Flag } from './flag-rules.ts'
import { flagsUp } from './flag-store.ts'

/** Notes what is due because of this raising; a clock that already runs is only ever brought forward. */
export const switchOn = async (work: Work, theCase: Case, flag: Flag, raisedId: string): Promise<void> => {
  const task = taskOf(flag, await readSetting(work, FLAG_TERMS), theCase.lastContactAt !== null)
  if (task === undefined) return
  const { dueAt, because } = await dueOf(work, task.within)
  const item = { kind: task.kind, title: task.title, dueAt, because: `Flag “${flag}”: ${because}`, caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId }
  if (task.kind === 'task') await note(work, { ...item, aboutKind: 'case flag', aboutId: raisedId })
  else await noteSooner(work, item)
}

const dueOf = async (work: Work, within: number | 'today'): Promise<{ dueAt: Date; because: string }> => {
  if (within === 'today') return { dueAt: londonMoment(work.today, '23:59') ?? work.now, because: 'the same day' }
  const standards = await serviceStandards(work)
  // A council that counts the day of receipt as day 1 has no day 0.
  const { on, by } = promisedWithin(work.now, Math.max(within, standards.dayOfReceiptIs), standards)
  return { dueAt: by, because: within === 0 ? 'the same working day' : `${within} working ${within === 1 ? 'day' : 'days'} from when it was raised, by ${on}` }
}

/** A case opened with flags has what they switch on, too. */
export const flagsAtOpening = readsNews(caseOpened, 'switch on what flags of a new case ask for', async (work, { caseId }) => {
  const theCase = await caseById(work, caseId)
  if (theCase === undefined) return
  for (const { id, flag } of await flagsUp(work, caseId)) {
    const known = FLAGS.find(one => one === flag)
    if (known !== undefined) await switchOn(work, theCase, known, id)
  }
})
