// What an event of a matter starts: each clock of its tool that runs from it, by the rule of the day the matter began, into the diary.
import type { OfficerWork } from '#db/work.ts'
import { yearNotKnown } from '#kernel/bank-holidays.ts'
import { addDays, day, londonDay, londonMoment, sayAtEnd, startOfDay, type Day } from '#kernel/time.ts'
import { deadlineBefore } from '#law/backwards.ts'
import { deadlineOf, type DeadlineAnswer } from '#law/deadline.ts'
import { ruleOn, type Law, type Row, type Rule } from '#law/rule.ts'
import type { Tool } from '#law/tool.ts'
import { note } from '#rooms/diary/index.ts'
import { startClock, type NewClock } from './clock-store.ts'
import { changeMatter, matterWith } from './matter-store.ts'
import type { AtMatter } from './matter-at.ts'

const ALWAYS = day('1900-01-01')

/** The one row that held on a day, for ever; the rows as they are where that day gives no answer, so that they say why. */
export const rowsAsOn = <V>(rule: Rule<V>, on: Day, law: Law): readonly Row<V>[] => {
  const answer = ruleOn(rule, on, law)
  return answer.state === 'known' ? [{ from: ALWAYS, status: 'in force', value: answer.value, source: answer.source, certainty: answer.mustConfirm ? answer.certainty : 'known' }] : rule.rows
}

/** Everything that starts a clock of this tool, in its own words. */
export const startsOf = (tool: Tool): readonly string[] => [...new Set(tool.clocks.map(({ starts }) => starts))]
/** The same without what is started by itself: an officer says which of these happened. */
export const startsToSay = (tool: Tool): readonly string[] => startsOf(tool).filter(starts => !LAST_DAY.test(starts) && !EXTENDS.test(starts) && starts !== TENANCY_BEGAN)

/** Known of the subject, and never the moment at which something is recorded: these clocks start with the matter, from that day. */
export const TENANCY_BEGAN = 'tenancy began'

export const diaryOf = ({ family }: Tool): 'legal' | 'tenancy' => family === 'tenancy' ? 'tenancy' : 'legal'

type Told = DeadlineAnswer | { readonly state: 'year not known'; readonly sentence: string }
/** A year whose bank holidays nobody has brought in yet gives no day. It says so, and what happened is recorded all the same. */
const told = (count: () => DeadlineAnswer): Told => {
  try {
    return count()
  } catch (problem) {
    const year = yearNotKnown(problem)
    if (year === undefined) throw problem
    return { state: 'year not known', sentence: `The bank holidays of ${year} are not known here yet, so the day cannot be counted. Ask a lawyer for it, and whoever runs Amity for the holidays of ${year}.` }
  }
}

const clockFrom = (answer: Told, says: string, starts: string): NewClock | undefined => answer.state !== 'known' ? undefined : {
  rule: answer.rule, starts, dueOn: answer.on, bound: answer.bound, sentence: answer.sentence, source: answer.source, mustConfirm: answer.mustConfirm, title: says,
  // What is to be waited for begins with its day; what must be done by a day may be done to its end.
  dueAt: answer.at ?? (answer.bound === 'not before' ? startOfDay(answer.on) : londonMoment(answer.on, '23:59') ?? startOfDay(addDays(answer.on, 1))),
}

/** Starts every clock that runs from this. A rule nobody has confirmed, or a day nobody can count, becomes somebody's task at once: no clock is silently missing. */
export const startClocks = async (work: OfficerWork, { matter, tool, theCase, at }: Pick<AtMatter, 'matter' | 'tool' | 'theCase' | 'at'>, starts: string, from: Date): Promise<void> => {
  for (const { rule } of tool.clocks.filter(one => one.starts === starts)) {
    const answer = told(() => deadlineOf({ ...rule, rows: rowsAsOn(rule, matter.lawOn, at.law) }, from, at.law))
    const clock = clockFrom(answer, `${tool.name}: ${rule.says}`, starts)
    if (clock !== undefined) await startClock(work, matter, theCase.leadAgencyId, diaryOf(tool), clock)
    // When a tenancy's year ends is a fact about the home, and no end of what is done about it.
    if (clock?.bound === 'ends' && starts !== TENANCY_BEGAN) await endsWith(work, matter, clock, from)
    else if (answer.state === 'not confirmed' || answer.state === 'year not known') await note(work, { kind: diaryOf(tool), title: `${tool.name}: find out the time limit today`, dueAt: londonMoment(work.today, '23:59') ?? work.now, because: answer.sentence, caseId: matter.caseId, officerId: matter.ownerId, agencyId: theCase.leadAgencyId, aboutKind: 'matter', aboutId: matter.id })
  }
}

/** What the law ends by itself ends the matter too: at once or, where this begins when the former end comes, that much later. */
const endsWith = async (work: OfficerWork, { id, caseId }: Pick<AtMatter['matter'], 'id' | 'caseId'>, { dueAt, dueOn }: NewClock, from: Date): Promise<void> => {
  const now = await matterWith(work, caseId, id)
  const ends = londonDay(dueAt) === dueOn && dueAt.getTime() !== (londonMoment(dueOn, '23:59') ?? dueAt).getTime() ? dueAt : startOfDay(addDays(dueOn, 1))
  const extending = now?.endsAt !== null && now?.endsAt !== undefined && from.getTime() >= now.endsAt.getTime() - A_MINUTE
  if (now === undefined || (now.endsAt !== null && !extending && now.endsAt <= ends)) return
  await changeMatter(work, now, { endsAt: ends })
}
const A_MINUTE = 60_000

/** Where an extension begins when the former end comes, in the words of the tools. */
const EXTENDS = /^(end of the first|first day of the extension)/

/** The longest one extension may last, where the law counts it for this tool; undefined where it does not. A rule not confirmed says so. */
export const longestExtension = ({ clocks }: Tool, { lawOn }: Pick<AtMatter['matter'], 'lawOn'>, from: Date, law: Law): { readonly ends: Date; readonly says: string } | { readonly sentence: string } | undefined => {
  const rule = clocks.find(({ starts }) => EXTENDS.test(starts))?.rule
  if (rule === undefined) return undefined
  const answer = deadlineOf({ ...rule, rows: rowsAsOn(rule, lawOn, law) }, from, law)
  return answer.state === 'known' ? { ends: answer.at ?? startOfDay(addDays(answer.on, 1)), says: answer.sentence } : { sentence: answer.sentence }
}

/** What the law counts from the end is started with it, and anew when it is extended. */
const LAST_DAY = /^last day of/

/** The end of what is in force, and our own prompts before it. */
export const startEnd = async (work: OfficerWork, { matter, tool, theCase, at }: Pick<AtMatter, 'matter' | 'tool' | 'theCase' | 'at'>, endsAt: Date): Promise<void> => {
  const last = londonDay(new Date(endsAt.getTime() - 1))
  await startClock(work, matter, theCase.leadAgencyId, diaryOf(tool), {
    rule: `${tool.id}.ends`, starts: 'in force', dueOn: last, dueAt: endsAt, bound: 'ends', sentence: `It ends ${sayAtEnd(endsAt)}, and is expired from then on (as it was made).`, source: 'As it was made', mustConfirm: false, title: `${tool.name} ends: ${matter.about}`,
  })
  for (const starts of startsOf(tool).filter(one => LAST_DAY.test(one))) await startClocks(work, { matter, tool, theCase, at }, starts, new Date(endsAt.getTime() - 1))
  for (const { before, rule } of tool.reminders ?? []) {
    const clock = clockFrom(deadlineBefore({ ...rule, rows: rowsAsOn(rule, matter.lawOn, at.law) }, last, matter.lawOn, at.law), `${tool.name}: ${rule.says}`, before)
    if (clock !== undefined && clock.dueOn >= work.today) await startClock(work, matter, theCase.leadAgencyId, diaryOf(tool), clock)
  }
}
