// The matter an address under /cases/:reference/matters/:matter speaks of, with its tool, its subject and all the law may turn on.
import type { OfficerWork } from '#db/work.ts'
import { LADDER } from '#law/ladder.ts'
import type { Law } from '#law/rule.ts'
import type { Tool } from '#law/tool.ts'
import { caseAt, insertEntry, type Case } from '#rooms/cases/index.ts'
import { assessmentsOf } from '#rooms/gate/index.ts'
import { lawOf } from '#rooms/law-book/index.ts'
import { happeningsOf, loadToFinish, subjectWith } from '#rooms/subjects/index.ts'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import type { Problem } from '#web/form.ts'
import type { Held } from './facts-of.ts'
import { matterWith, mattersOf, type Matter } from './matter-store.ts'
import type { At } from './matter-standing.ts'
import { elementsOf, eventsOf, stepsOf } from './part-store.ts'

export const toolWith = (id: string): Tool | undefined => LADDER.find(tool => tool.id === id)

export type AtMatter = { readonly theCase: Case; readonly matter: Matter; readonly tool: Tool; readonly held: Held; readonly at: At }

export const MEANWHILE: Problem = { field: 'version', text: 'Somebody else has changed this matter meanwhile. What you typed is kept: open it in another tab and read it first' }

/** What a case holds that the law may turn on, about one subject. */
export const heldOf = async (work: OfficerWork, caseId: string, subject: Held['subject']): Promise<Held> => {
  const [happenings, matters, events, steps, elements, assessed] = await work.together(
    () => happeningsOf(work, caseId), () => mattersOf(work, caseId), () => eventsOf(work, caseId), () => stepsOf(work, caseId), () => elementsOf(work, caseId), () => assessmentsOf(work, caseId))
  return { subject, happenings, matters, events, steps, elements, assessed }
}

export const atNow = (work: OfficerWork, law: Law): At => ({ today: work.today, now: work.now, law })

const fill = async (work: OfficerWork, ask: Ask, theCase: Case): Promise<AtMatter | Answer> => {
  const matter = await matterWith(work, theCase.id, ask.params['matter'] ?? '')
  const tool = matter === undefined ? undefined : toolWith(matter.tool)
  const subject = matter === undefined ? undefined : await subjectWith(work, theCase.id, matter.subjectId)
  if (matter === undefined || tool === undefined || subject === undefined) return notThere
  return { theCase, matter, tool, held: await heldOf(work, theCase.id, subject), at: atNow(work, await lawOf(work)) }
}

/** To read it: whoever sees the case. */
export const loadMatter = async (work: OfficerWork, ask: Ask): Promise<AtMatter | Answer> => {
  const theCase = await caseAt(work, ask)
  return 'kind' in theCase ? theCase : fill(work, ask, theCase)
}

/** To work on it: the agency that leads the case, while the matter has not ended. */
export const loadMatterToWork = async (work: OfficerWork, ask: Ask): Promise<AtMatter | Answer> => {
  const found = await loadToFinish(work, ask)
  if ('kind' in found) return found
  const loaded = await fill(work, ask, found.theCase)
  if ('kind' in loaded) return loaded
  return loaded.matter.state === 'ended' ? refused('This matter has ended. What happened in it stands; begin another if it is needed again.') : loaded
}

export const matterPath = ({ theCase, matter }: Pick<AtMatter, 'theCase' | 'matter'>): string => `/cases/${theCase.reference}/matters/${matter.id}`
export const toMatter = (loaded: AtMatter, place = ''): Answer => seeOther(`${matterPath(loaded)}${place}`, { about: { kind: 'case', id: loaded.theCase.id } })

/** What was done stands in the chronology of the case too. */
export const tell = (work: OfficerWork, { theCase, tool, matter }: Pick<AtMatter, 'theCase' | 'tool' | 'matter'>, what: string, body = ''): Promise<string> =>
  insertEntry(work, theCase.id, { kind: 'action', happenedAt: work.now, summary: `${tool.name}, ${matter.about}: ${what}`.slice(0, 300), body, visibility: 'staff' })

export type NamedMatter = { readonly id: string; readonly name: string }
/** Each matter of a case by what an officer calls it, in the order they began. */
export const namedMatters = async (work: OfficerWork, caseId: string): Promise<readonly NamedMatter[]> => (await mattersOf(work, caseId)).map(({ id, tool, about }) => ({ id, name: `${toolWith(tool)?.name ?? tool}, ${about}` }))
