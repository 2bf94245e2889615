// Lawful tools in use in the demonstration: a warning that became a notice, a contract, an injunction near its end, a closure order that has run out, a tenancy extended.
import type { SystemWork } from '#db/work.ts'
import { addDays, addMonths, daysBetween, londonDay, londonMoment, startOfDay, type Day } from '#kernel/time.ts'
import { deadlineOf } from '#law/deadline.ts'
import { GATE_QUESTIONS } from '#law/gate-questions.ts'
import { LADDER } from '#law/ladder.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import type { Staff } from './staff.ts'

type At = { readonly work: SystemWork; readonly staff: Staff; readonly caseId: string; readonly leadOfficerId: string }
type Who = { readonly name: string; readonly kind: 'individual' | 'premises'; readonly bornOn: Day | null; readonly landlord: 'council' | 'none'; readonly tenancy: 'secure' | 'introductory' | 'none'; readonly tenancyBegan?: Day; readonly home?: string; readonly behaviour?: string[] }

const ago = ({ work }: Pick<At, 'work'>, days: number, time = '10:30'): Date => londonMoment(addDays(work.today, -days), time) ?? work.now
const base = ({ work, caseId }: Pick<At, 'work' | 'caseId'>) => ({ partnershipId: work.partnership.id, id: work.newId(), caseId })

const subject = async (at: At, who: Who, days: number): Promise<string> => {
  const row = base(at)
  await at.work.db.insertInto('toolFacts').values({ ...row, subjectId: row.id, partyId: null, adult: who.kind === 'individual' ? true : null, vulnerable: 'no', saidBy: 'The tenancy record', madeAt: ago(at, days), madeBy: at.leadOfficerId, ...who, home: who.home ?? '', behaviour: who.behaviour ?? ['noise'], tenancyBegan: who.tenancyBegan ?? null }).execute()
  return row.id
}

type Made = { readonly tool: string; readonly subjectId: string; readonly about: string; readonly began: number; readonly state: 'preparing' | 'in force' | 'ended'; readonly inForce?: number; readonly endsAt?: Date; readonly outcome?: 'withdrawn'; readonly words?: string; readonly skipped?: string; readonly reason?: string }
type Matter = { readonly id: string; readonly caseId: string }
const matter = async (at: At, { tool, subjectId, about, began, state, inForce, endsAt, outcome, words, skipped, reason }: Made): Promise<Matter> => {
  const { id, caseId, partnershipId } = base(at)
  await at.work.db.insertInto('matters').values({
    partnershipId, id, caseId, tool, subjectId, about, lawOn: londonDay(ago(at, began)), state, stateSince: ago(at, inForce ?? began), beganAt: ago(at, began), beganBy: at.leadOfficerId, ownerId: at.leadOfficerId, reason: reason ?? 'It has gone on for months, and asking has not helped.', skippedBecause: skipped ?? null,
    ...inForce === undefined ? {} : { authority: 'Jo Hale, chief executive. Scheme of delegation, part 3, 4.2', authorisedAt: ago(at, inForce, '09:15'), authorisedOfficer: at.leadOfficerId, inForceAt: ago(at, inForce) }, endsAt: endsAt ?? null, ...outcome === undefined ? {} : { endedAt: ago(at, (inForce ?? began) - 8), endedAs: outcome, endedWords: words ?? null },
  }).execute()
  await at.work.db.insertInto('matterEvents').values({ ...base(at), matterId: id, kind: inForce === undefined ? 'prepared' : 'in force', at: ago(at, inForce ?? began), untilAt: endsAt ?? null, words: '', madeAt: ago(at, inForce ?? began), madeBy: at.leadOfficerId }).execute()
  return { id, caseId }
}

/** What an event started: each clock of the tool, and its place in the diary while it still runs. */
const starts = async (at: At, { id }: Matter, tool: string, what: string, days: number): Promise<void> => {
  const found = LADDER.find(one => one.id === tool)
  for (const { rule } of found?.clocks.filter(one => one.starts === what) ?? []) {
    const answer = deadlineOf(rule, ago(at, days), UNTOUCHED_LAW)
    if (answer.state === 'known') await clock(at, id, { rule: answer.rule, starts: what, dueOn: answer.on, dueAt: answer.at ?? startOfDay(addDays(answer.on, answer.bound === 'not before' ? 0 : 1)), bound: answer.bound, sentence: answer.sentence, source: answer.source, mustConfirm: answer.mustConfirm }, `${found?.name ?? tool}: ${rule.says}`)
  }
}

type Clock = { readonly rule: string; readonly starts: string; readonly dueOn: Day; readonly dueAt: Date; readonly bound: 'by' | 'not before' | 'ends'; readonly sentence: string; readonly source: string; readonly mustConfirm: boolean }
const clock = async (at: At, matterId: string, one: Clock, title: string): Promise<void> => {
  const row = base(at)
  await at.work.db.insertInto('matterClocks').values({ ...row, matterId, ...one, madeAt: at.work.now }).execute()
  // An order that has run out waits for somebody to say what came of it.
  if (one.dueAt > at.work.now || one.bound === 'ends') await at.work.db.insertInto('diaryItems').values({ partnershipId: row.partnershipId, kind: 'legal', title: title.slice(0, 200), dueAt: one.dueAt, because: one.sentence, caseId: at.caseId, officerId: at.leadOfficerId, agencyId: at.staff.councilId, aboutKind: 'matter clock', aboutId: row.id, ...one.bound === 'not before' ? {} : { warn: 'days' as const }, madeAt: at.work.now }).execute()
}
const ends = (at: At, { id }: Matter, tool: string, lastDay: Day): Promise<void> =>
  clock(at, id, { rule: `${tool}.ends`, starts: 'in force', dueOn: lastDay, dueAt: startOfDay(addDays(lastDay, 1)), bound: 'ends', sentence: 'It ends with this day, and is expired from then on (as it was made).', source: 'As it was made', mustConfirm: false }, `${LADDER.find(one => one.id === tool)?.name ?? tool} ends`)

const prove = async (at: At, { id }: Matter, tool: string, days: number, entryIds: readonly string[]): Promise<void> => {
  const found = LADDER.find(one => one.id === tool)
  const signed = { madeAt: ago(at, days), madeBy: at.leadOfficerId }
  for (const { id: element } of found?.test ?? []) await at.work.db.insertInto('matterElements').values({ ...base(at), matterId: id, element, support: 'supported', note: 'The diary sheets and two neighbours say the same.', entryIds: [...entryIds], ...signed }).execute()
  for (const part of [...found?.priorSteps ?? [], ...found?.consultations ?? []].filter(({ when }) => when === undefined)) await at.work.db.insertInto('matterSteps').values({ ...base(at), matterId: id, kind: 'with' in part ? 'consultation' : 'step', step: part.id, onDay: londonDay(ago(at, days)), withWhom: 'with' in part ? 'The landlord, by telephone' : '', words: 'Done, and noted on file.', ...signed }).execute()
  for (const { id: step } of found?.contents ?? []) await at.work.db.insertInto('matterSteps').values({ ...base(at), matterId: id, kind: 'content', step, onDay: londonDay(ago(at, days)), ...signed }).execute()
}

/** The first case: every part of a matter has something in it. */
const warningToNotice = async (at: At): Promise<void> => {
  const entries = (await at.work.db.selectFrom('entries').select('id').where('caseId', '=', at.caseId).orderBy('happenedAt').limit(2).execute()).map(({ id }) => id)
  const about = 'Darren Poole'
  const subjectId = await subject(at, { name: about, kind: 'individual', bornOn: addMonths(at.work.today, -12 * 41), landlord: 'council', tenancy: 'secure' }, 30)
  const cpw = await matter(at, { tool: 'cpw', subjectId, about, began: 28, state: 'ended', inForce: 26, outcome: 'withdrawn', words: 'Not complied with, so a notice followed' })
  await prove(at, cpw, 'cpw', 27, entries)
  const cpn = await matter(at, { tool: 'cpn', subjectId, about, began: 16, state: 'in force', inForce: 12 })
  await prove(at, cpn, 'cpn', 14, entries)
  await starts(at, cpn, 'cpn', 'issue', 12)
  const signed = (days: number) => ({ madeAt: ago(at, days), madeBy: at.leadOfficerId })
  const { db } = at.work
  await db.insertInto('gateAssessments').values({ ...base(at), tool: 'cpn', subjectId, stage: 'notice', questions: '2026-1', answers: JSON.stringify(Object.fromEntries(GATE_QUESTIONS.filter(({ kind }) => kind === 'in words').slice(0, 8).map(({ id }) => [id, { says: 'Asked, and considered: nothing less has stopped it.' }]))), ...signed(14), signedAt: ago(at, 13), signedBy: at.staff.managerId, verdict: 'proportionate', signedWords: 'Two neighbours cannot sleep, and the terms ask for no more than quiet at night.' }).execute()
  await db.insertInto('matterTerms').values({ ...base(at), matterId: cpn.id, kind: 'prohibition', words: 'Do not play music that can be heard outside the flat between 11pm and 7am.', supervisor: null, beginsOn: londonDay(ago(at, 12)), ...signed(12) }).execute()
  await db.insertInto('matterServices').values({ ...base(at), matterId: cpn.id, paper: 'Community protection notice', onWhom: about, method: 'by hand', servedAt: ago(at, 12, '11:00'), deemedAt: ago(at, 12, '11:00'), servedBy: 'The lead officer', proof: 'Certificate of service on file', ...signed(12) }).execute()
  await db.insertInto('matterBreaches').values({ ...base(at), matterId: cpn.id, at: ago(at, 3, '23:40'), what: 'Music through the wall until 2am, heard by an officer', entryIds: entries, support: 'supported', nextStep: 'Offer a fixed penalty notice, or prosecute', because: 'The first breach', ...signed(2) }).execute()
  await db.insertInto('matterCosts').values({ ...base(at), matterId: cpn.id, what: 'Visits and preparing the notice', onDay: londonDay(ago(at, 12)), minutes: 210, ...signed(12) }).execute()
  await db.insertInto('matterOverrides').values({ ...base(at), matterId: cpn.id, fromState: 'preparing', toState: 'in force', reason: 'The neighbours had not slept for a week', leftOut: ['The proportionality and equality assessment is not signed off yet.'], askedAt: ago(at, 15), askedBy: at.leadOfficerId, answeredAt: ago(at, 15, '15:00'), answeredBy: at.staff.managerId, answer: 'refused', answerWords: 'Write the assessment first: it is an hour’s work' }).execute()
  await penalty(at, { subjectId, about })
  await db.insertInto('toolEvents').values({ ...base(at), subjectId, kind: 'conviction of breach of a noise abatement notice', onDay: londonDay(ago(at, 60)), saidBy: 'The magistrates’ court register', ...signed(20) }).execute()
}

/** For the breach: part of it is paid so far. */
const penalty = async (at: At, who: { readonly subjectId: string; readonly about: string }): Promise<void> => {
  const fpn = await matter(at, { tool: 'fpn-cpn', ...who, began: 2, state: 'in force', inForce: 2 })
  await starts(at, fpn, 'fpn-cpn', 'date of the notice', 2)
  await starts(at, fpn, 'fpn-cpn', 'day of the offence', 3)
  const event = (days: number) => ({ ...base(at), matterId: fpn.id, onDay: londonDay(ago(at, days)), madeAt: ago(at, days), madeBy: at.leadOfficerId })
  await at.work.db.insertInto('penaltyEvents').values([{ ...event(2), kind: 'amount', pence: 100_00, earlyPence: 60_00 }, { ...event(1), kind: 'paid', pence: 20_00, words: 'By card, over the telephone' }]).execute()
}

const contract = async (at: At): Promise<void> => {
  const about = 'Jade Whitlock'
  const subjectId = await subject(at, { name: about, kind: 'individual', bornOn: addMonths(at.work.today, -12 * 24), landlord: 'council', tenancy: 'secure', behaviour: ['in a public place'] }, 62)
  const lastDay = addDays(addMonths(addDays(at.work.today, -60), 6), -1)
  const abc = await matter(at, { tool: 'abc', subjectId, about, began: 61, state: 'in force', inForce: 60, endsAt: startOfDay(addDays(lastDay, 1)) })
  await ends(at, abc, 'abc', lastDay)
}

/** Noise that became a threat: the facts, the reason and the terms are of one night, and of the weeks before it. */
const injunction = async (at: At): Promise<void> => {
  const about = 'Craig Dunmore'
  const subjectId = await subject(at, { name: about, kind: 'individual', bornOn: addMonths(at.work.today, -12 * 33), landlord: 'council', tenancy: 'secure', home: '12 Larch Walk', behaviour: ['noise', 'threat of violence', 'risk of harm'] }, 362)
  const lastDay = addDays(at.work.today, 6)
  const order = await matter(at, {
    tool: 'injunction', subjectId, about, began: 361, state: 'in force', inForce: 340, endsAt: startOfDay(addDays(lastDay, 1)), reason: 'Music through the wall most nights, and when his neighbour asked him to turn it down he came to her door with a hammer.',
    skipped: 'He stood at her door with a hammer and said what he would do: no milder step would have kept her safe.',
  })
  await prove(at, order, 'injunction', 350, [])
  await ends(at, order, 'injunction', lastDay)
  for (const words of ['Do not threaten or use violence against anybody who lives in Larch Walk.', 'Do not go to the door of 14 Larch Walk, or speak to anybody who lives there.', 'Do not play music that can be heard outside your home between 11pm and 7am.']) await at.work.db.insertInto('matterTerms').values({ ...base(at), matterId: order.id, kind: 'prohibition', words, supervisor: null, madeAt: ago(at, 340), madeBy: at.leadOfficerId }).execute()
}

const closure = async (at: At): Promise<void> => {
  const about = '9 Tannery Yard'
  const subjectId = await subject(at, { name: about, kind: 'premises', bornOn: null, landlord: 'none', tenancy: 'none', behaviour: ['drugs'] }, 98)
  const lastDay = addDays(at.work.today, -3)
  const order = await matter(at, { tool: 'closure-order', subjectId, about, began: 96, state: 'in force', inForce: 94, endsAt: startOfDay(addDays(lastDay, 1)), reason: 'People come and go at all hours to buy drugs, and the tenant is afraid to send them away.', skipped: 'Dealing from the flat had put children on the landing in danger.' })
  await ends(at, order, 'closure-order', lastDay)
}

const extension = async (at: At): Promise<void> => {
  const [about, tenancyBegan] = ['Lee Marchant', addDays(addMonths(at.work.today, -9), -4)]
  const subjectId = await subject(at, { name: about, kind: 'individual', bornOn: addMonths(at.work.today, -12 * 29), landlord: 'council', tenancy: 'introductory', tenancyBegan }, 8)
  const asked = await matter(at, { tool: 'introductory-extension', subjectId, about, began: 6, state: 'preparing' })
  await starts(at, asked, 'introductory-extension', 'tenancy began', daysBetween(tenancyBegan, at.work.today))
}

type Chosen = { readonly id: string; readonly leadOfficerId: string }
const WANTED = ['noise', 'public-space', 'noise', 'drugs', 'noise'] as const
/** The cases the tools are used on, each of the kind its story is about: of one officer, so that their diary shows them together; by their keys, so that the fullest is the first there is. */
export const casesForMatters = async (work: SystemWork, staff: Staff): Promise<readonly Chosen[]> => {
  const [officer] = staff.officers
  if (officer === undefined) return []
  const cases = await work.db.selectFrom('cases').select(['id', 'leadOfficerId', 'categoryCode']).where('status', '=', 'open').where('circleId', 'is', null).where('leadAgencyId', '=', staff.councilId).where('leadOfficerId', '=', officer.id).where('offeredToAgencyId', 'is', null).where('categoryCode', 'in', ['noise', 'harassment', 'drugs', 'alcohol', 'public-space', 'animals'])
    .orderBy('id').limit(200).execute()
  const left = cases.slice(Math.max(0, cases.findIndex(({ categoryCode }) => categoryCode === 'noise')))
  return WANTED.flatMap(wanted => {
    const at = left.findIndex(({ categoryCode }) => categoryCode === wanted)
    return left.splice(Math.max(0, at), 1)
  })
}

export const makeMatters = async (work: SystemWork, staff: Staff): Promise<void> => {
  const cases = await casesForMatters(work, staff)
  for (const [n, make] of [warningToNotice, contract, injunction, closure, extension].entries()) {
    const found = cases[n]
    if (found !== undefined) await make({ work, staff, caseId: found.id, leadOfficerId: found.leadOfficerId })
  }
}
