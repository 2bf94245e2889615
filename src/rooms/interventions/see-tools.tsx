// What could we do? For one subject of a case: what was tried and what came of it, then each tool of the ladder and how it stands today.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDay, sayShortDay, type Day } from '#kernel/time.ts'
import { LADDER } from '#law/ladder.ts'
import type { Law } from '#law/rule.ts'
import { standingOf, type Reason, type Standing } from '#law/standing.ts'
import { FAMILIES, type Family, type Tool } from '#law/tool.ts'
import { caseAt, isOpen, type Case } from '#rooms/cases/index.ts'
import { lawOf } from '#rooms/law-book/index.ts'
import { subjectsOf, whichHome, type FactRow } from '#rooms/subjects/index.ts'
import { Badge, type Tone } from '#ui/casework.tsx'
import { Details, InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { page, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { factsFor, mattersAbout, type Held } from './facts-of.ts'
import { heldOf } from './matter-at.ts'
import { STATE_WORDS, standsAt } from './matter-rules.ts'
import type { Matter } from './matter-store.ts'

const TONE: Readonly<Record<Standing['standing'], Tone>> = { 'open now': 'green', 'open once': 'blue', 'not open': 'grey', 'past its time': 'red', 'not confirmed': 'orange' }
/** Drawn in full; the rest stands folded below, with why. */
const IN_FULL: readonly Standing['standing'][] = ['open now', 'open once', 'past its time', 'not confirmed']

export type ToolStands = { readonly tool: Tool; readonly stands: Standing; readonly inUse: readonly Matter[] }

/** Each tool as it stands on what is known of the subject today, in the order of the ladder. */
export const toolsStand = (held: Held, { today, now, law }: { readonly today: Day; readonly now: Date; readonly law: Law }): readonly ToolStands[] => LADDER.toSorted((a, b) => a.rung - b.rung).map(tool => {
  const inUse = mattersAbout(held).filter(one => one.tool === tool.id && one.state !== 'ended')
  return { tool, inUse, stands: standingOf(tool, factsFor(held, tool.id, { on: today, now, matter: inUse[0] }), law) }
})

export const seeTools = async (asked: OfficerWork, ask: Ask): Promise<Answer> => {
  const work = asked.byKey()
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  const subjects = await subjectsOf(work, theCase.id)
  const subject = subjects.find(({ subjectId }) => subjectId === textOf(ask.query, 'subject')) ?? (subjects.length === 1 ? subjects[0] : undefined)
  const mayWork = work.may('work on cases') && theCase.leadAgencyId === work.actor.agencyId && isOpen(theCase)
  const held = subject === undefined ? undefined : await heldOf(work, theCase.id, subject)
  const stands = held === undefined ? [] : toolsStand(held, { today: work.today, now: work.now, law: await lawOf(work) })
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'What could we do?' }} back={{ href: `/cases/${theCase.reference}#tools` }}>
      <h1 class="govuk-heading-l">What could we do?</h1>
      <p class="govuk-body">Each lawful tool on what is known today, with its source. It advises and explains; the officer decides and says why.</p>
      <Subjects theCase={theCase} subjects={subjects} chosen={subject} mayWork={mayWork} />
      {held === undefined ? <p class="govuk-body">{subjects.length === 0 ? 'Say first whom or what it is about.' : 'Choose whom or what it is about.'}</p> : (
        <><Known theCase={theCase} subject={held.subject} all={subjects} mayWork={mayWork} /><Tried theCase={theCase} held={held} now={work.now} />
          {FAMILIES.map(family => <FamilyOf theCase={theCase} subject={held.subject} family={family} stands={stands.filter(({ tool }) => tool.family === family)} mayWork={mayWork} />)}</>
      )}
    </OfficerPage>, { about: { kind: 'case', id: theCase.id } },
  )
}

type Drawn = { readonly theCase: Case; readonly mayWork: boolean }

const Subjects = ({ theCase, subjects, chosen, mayWork }: Drawn & { readonly subjects: readonly FactRow[]; readonly chosen: FactRow | undefined }): Html => (
  <ul class="govuk-list">
    {subjects.map(one => <li>{one.subjectId === chosen?.subjectId ? <strong>{one.name}</strong> : <a class="govuk-link" href={`/cases/${theCase.reference}/tools?subject=${one.subjectId}`}>{one.name}</a>}</li>)}
    {mayWork ? <li><a class="govuk-link" href={`/cases/${theCase.reference}/subjects/add`}>{subjects.length === 0 ? 'Say whom or what it is about' : 'Add somebody or something else'}</a></li> : null}
  </ul>
)

const sayAge = ({ bornOn, adult }: FactRow): string => bornOn !== null ? `born ${sayDay(bornOn)}` : adult === null ? 'age not known' : adult ? 'an adult, date of birth not known' : 'under 18, date of birth not known'

const Known = ({ theCase, subject, all, mayWork }: Drawn & { readonly subject: FactRow; readonly all: readonly FactRow[] }): Html => {
  const homes = whichHome(all, subject)
  return (
    <>
      <h2 class="govuk-heading-m">What is known of {subject.name}</h2>
      <p class="govuk-body">{subject.kind === 'individual' ? `A person, ${sayAge(subject)}` : `A ${subject.kind}`}. Landlord: {subject.landlord}; tenancy: {subject.tenancy}{subject.tenancyBegan === null ? '' : `, since ${sayShortDay(subject.tenancyBegan)}`}. Vulnerable: {subject.vulnerable}. Behaviour: {subject.behaviour.join(', ') || 'none recorded'}. Said by {subject.saidBy}, {sayShortDay(londonDay(subject.madeAt))}.</p>
      {homes === undefined ? null : <InsetText text={homes} />}
      {mayWork ? <p class="govuk-body"><a class="govuk-link" href={`/cases/${theCase.reference}/subjects/${subject.subjectId}`}>Change what is known</a> · <a class="govuk-link" href={`/cases/${theCase.reference}/subjects/${subject.subjectId}/happened`}>Record something that opens a tool</a></p> : null}
    </>
  )
}

const cameOf = (matter: Matter, now: Date): string => {
  const stands = standsAt(matter, now)
  if (stands === 'ended') return `${matter.endedAs ?? 'ended'}${matter.endedWords === null ? '' : `: ${matter.endedWords}`}`
  return stands === 'expired' || stands === 'under appeal' ? stands : STATE_WORDS[stands]
}

const Tried = ({ theCase, held, now }: { readonly theCase: Case; readonly held: Held; readonly now: Date }): Html => {
  const tried = mattersAbout(held)
  return (
    <>
      <h2 class="govuk-heading-m">What was tried, and what came of it</h2>
      {tried.length === 0 ? <p class="govuk-body">Nothing yet, in this case and with this subject.</p> : (
        <ol class="govuk-list govuk-list--number">{tried.map(one => <li><a class="govuk-link" href={`/cases/${theCase.reference}/matters/${one.id}`}>{LADDER.find(({ id }) => id === one.tool)?.name ?? one.tool}</a>, {sayShortDay(londonDay(one.inForceAt ?? one.beganAt))}: {cameOf(one, now)}</li>)}</ol>
      )}
    </>
  )
}

type FamilyProps = Drawn & { readonly subject: FactRow; readonly family: Family; readonly stands: readonly ToolStands[] }

const FamilyOf = ({ family, stands, ...drawn }: FamilyProps): Html | null => {
  if (stands.length === 0) return null
  const shown = stands.filter(one => IN_FULL.includes(one.stands.standing))
  const rest = stands.filter(one => !IN_FULL.includes(one.stands.standing))
  return (
    <section id={family.replaceAll(' ', '-')}>
      <h2 class="govuk-heading-m">{family.charAt(0).toUpperCase()}{family.slice(1)}</h2>
      {shown.map(one => <OneTool {...drawn} one={one} />)}
      {rest.length === 0 ? null : <Details summaryText={`Not open: ${rest.length}`} html={<>{rest.map(one => <OneTool {...drawn} one={one} />)}</>} />}
    </section>
  )
}

const OneTool = ({ theCase, subject, mayWork, one: { tool, stands, inUse } }: Drawn & { readonly subject: FactRow; readonly one: ToolStands }): Html => (
  <div class="amity-tool" id={`tool-${tool.id}`}>
    <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{tool.name} <Badge text={stands.standing} tone={TONE[stands.standing]} /></h3>
    {stands.lastDay === undefined ? null : <p class="govuk-body govuk-!-margin-bottom-1">To be begun by {sayDay(stands.lastDay)}.</p>}
    <Reasons reasons={stands.reasons} />
    <p class="govuk-body">
      {tool.whose === 'theirs' ? 'Another body uses it; we record what came of it. ' : ''}
      {inUse.map(matter => <><a class="govuk-link" href={`/cases/${theCase.reference}/matters/${matter.id}`}>In use: {STATE_WORDS[matter.state]}</a> </>)}
      {mayWork && ['open now', 'open once'].includes(stands.standing) ? <a class="govuk-link" href={`/cases/${theCase.reference}/tools/${tool.id}/${subject.subjectId}`}>{inUse.length === 0 ? 'Begin' : 'Begin another'}<span class="govuk-visually-hidden">: {tool.name}</span></a> : null}
    </p>
  </div>
)

/** What completes "open once …" in the law's data, as a sentence of its own. */
export const sayReason = (sentence: string): string => /^[a-z]/.test(sentence) ? `Not until ${sentence.replace(/\.$/, '')}.` : sentence

export const Reasons = ({ reasons }: { readonly reasons: readonly Reason[] }): Html | null => reasons.length === 0 ? null : (
  <ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-1">{reasons.map(({ sentence, source }) => <li>{sayReason(sentence)}{sentence.includes(source) ? '' : <span class="govuk-hint govuk-!-font-size-16"> {source}</span>}</li>)}</ul>
)
