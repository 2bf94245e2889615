// On the first of each month: draws the sample and gives each case to a manager who does not lead it and has the fewest to read.
import type { SystemWork } from '#db/work.ts'
import { londonMoment, sayDay } from '#kernel/time.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import type { Chore } from '#jobs/chores.ts'
import { note } from '#rooms/diary/index.ts'
import { managersOf, QUALITY_SAMPLE, readSetting } from '#rooms/partnership/index.ts'
import { drawCases, insertReview, isDrawn } from './quality-store.ts'
import { qualityFormOn } from './standards.ts'

export const drawSample = async (work: SystemWork): Promise<number> => {
  const month = work.today.slice(0, 7)
  const { perOfficer, workingDays } = await readSetting(work, QUALITY_SAMPLE)
  if (perOfficer === 0 || await isDrawn(work, month)) return 0
  const dueOn = addWorkingDays(work.today, workingDays)
  const given = new Map<string, number>()
  let drawn = 0
  for (const one of await drawCases(work, month, perOfficer)) {
    const [reviewer] = (await managersOf(work, one.agencyId, 'review case quality')).filter(({ id }) => id !== one.officerId).toSorted((a, b) => (given.get(a.id) ?? 0) - (given.get(b.id) ?? 0))
    if (reviewer === undefined) continue
    given.set(reviewer.id, (given.get(reviewer.id) ?? 0) + 1)
    const id = await insertReview(work, { ...one, reviewerId: reviewer.id, month, formVersion: qualityFormOn(work.today).version, dueOn })
    await note(work, { kind: 'task', title: 'Read a case of the quality sample', dueAt: londonMoment(dueOn, '23:59') ?? work.now, because: `The sample of ${month}: within ${workingDays} working days, by ${sayDay(dueOn)}`, caseId: one.caseId, officerId: reviewer.id, agencyId: one.agencyId, aboutKind: 'quality review', aboutId: id })
    drawn += 1
  }
  return drawn
}

export const drawing: Chore = { name: 'quality.draw', cron: '0 6 1 * *', each: async work => { await drawSample(work) } }
