// Each night: the trail of the days before, looked through for what is unusual. Safe to repeat: what was raised is raised once.
import type { SystemWork } from '#db/work.ts'
import type { Chore } from '#jobs/chores.ts'
import { addDays, startOfDay, type Day } from '#kernel/time.ts'
import { readSetting, UNUSUAL_ACCESS, type UnusualTerms } from '#rooms/partnership/index.ts'
import { nearHome, noReason, outsideHours, refusedOften, tooMany, usualOf } from './unusual-rules.ts'
import { dayCaseLooks, dayHours, dayRefusals, dayVolume, earlierDays, keepDay, raise, type Raised, type Span } from './unusual-store.ts'

/** How far back what is usual goes, and how many days are looked through again in case the service was down. */
const USUAL_DAYS = 28
const AGAIN = 3

type Found = Omit<Raised, 'says'> & { readonly says: string | undefined }

const volume = async (work: SystemWork, day: Day, span: Span, terms: UnusualTerms): Promise<readonly Found[]> => {
  const [rows, earlier] = [await dayVolume(work, span), await earlierDays(work, addDays(day, -USUAL_DAYS), day)]
  await keepDay(work, day, rows)
  return rows.map(({ officerId, agencyId, keeperAgencyId, records }) => ({
    rule: 'volume', officerId, officerAgencyId: agencyId, keeperAgencyId, caseId: null, says: tooMany(records, usualOf(earlier.get(`${officerId} ${keeperAgencyId}`) ?? []), terms),
  }))
}

const hours = async (work: SystemWork, span: Span, terms: UnusualTerms): Promise<readonly Found[]> =>
  [...Map.groupBy(await dayHours(work, span), ({ officerId, agencyId }) => `${officerId} ${agencyId}`).values()].flatMap(quarters => {
    const [one] = quarters
    return one === undefined ? [] : [{ rule: 'hours' as const, officerId: one.officerId, officerAgencyId: one.agencyId, keeperAgencyId: one.agencyId, caseId: null, says: outsideHours(quarters, terms) }]
  })

const caseLooks = async (work: SystemWork, span: Span, terms: UnusualTerms): Promise<readonly Found[]> =>
  (await dayCaseLooks(work, span, terms.nearMetres)).flatMap(look => {
    const whose = { officerId: look.officerId, officerAgencyId: look.agencyId, keeperAgencyId: look.keeperAgencyId, caseId: look.caseId }
    return [{ ...whose, rule: 'no reason' as const, says: noReason(look, terms) }, { ...whose, rule: 'near home' as const, says: nearHome(look) }]
  })

const refusals = async (work: SystemWork, span: Span, terms: UnusualTerms): Promise<readonly Found[]> =>
  (await dayRefusals(work, span)).map(({ officerId, agencyId, refusals: n }) => ({ rule: 'refusals', officerId, officerAgencyId: agencyId, keeperAgencyId: agencyId, caseId: null, says: refusedOften(n, terms) }))

/** Looks one day through. Nothing is weighed against another day but how much is usual. */
export const lookThrough = async (work: SystemWork, day: Day): Promise<void> => {
  const terms = await readSetting(work, UNUSUAL_ACCESS)
  const span = { from: startOfDay(day), until: startOfDay(addDays(day, 1)) }
  const found = [...await volume(work, day, span, terms), ...await hours(work, span, terms), ...await caseLooks(work, span, terms), ...await refusals(work, span, terms)]
  for (const { says, ...one } of found) if (says !== undefined) await raise(work, day, { ...one, says })
}

export const findingUnusual: Chore = {
  name: 'records.find-unusual', cron: '30 5 * * *',
  each: async work => { for (let back = AGAIN; back >= 1; back -= 1) await lookThrough(work, addDays(work.today, -back)) },
}
