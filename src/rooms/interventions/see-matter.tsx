// One matter on one page: how it stands at this instant, what is missing for its next step, and all that belongs to it.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayAtEnd, sayEnd, sayMoment, sayShortDay } from '#kernel/time.ts'
import { sayGate } from '#rooms/gate/index.ts'
import { Badge, KeyFacts, type Tone } from '#ui/casework.tsx'
import { WarningText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { clocksOf } from './clock-store.ts'
import { loadMatter, matterPath, type AtMatter } from './matter-at.ts'
import { Breaches, Clocks, Costs, Happened, Overrides, Proof, Services, Steps, Terms } from './matter-parts.tsx'
import { movesFrom, STATE_WORDS, standsAt, type Now, type State } from './matter-rules.ts'
import { missingFor } from './matter-standing.ts'
import { slugOf } from './move-matter.tsx'
import { breachesOf, costsOf, overridesOf, servicesOf, termsOf } from './part-store.ts'
import { Reasons } from './see-tools.tsx'

export const NOW_TONE: Readonly<Record<Now, Tone>> = { preparing: 'blue', authorised: 'blue', applied: 'purple', 'in force': 'green', 'under appeal': 'orange', expired: 'red', ended: 'grey' }
export const sayNow = (now: Now): string => now === 'expired' || now === 'under appeal' ? now : STATE_WORDS[now]

export const seeMatter = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const loaded = await loadMatter(work, ask)
  if ('kind' in loaded) return loaded
  const { theCase, matter, tool, held } = loaded
  const ours = work.may('work on cases') && theCase.leadAgencyId === work.actor.agencyId
  const drawn = { ...loaded, mayWork: ours && matter.state !== 'ended' }
  const [terms, services, breaches, overrides, costs] = [await termsOf(work, matter.id), await servicesOf(work, matter.id), await breachesOf(work, matter.id), await overridesOf(work, matter.id), await costsOf(work, matter.id)]
  const clocks = (await clocksOf(work, theCase.id)).filter(one => one.matterId === matter.id)
  const now = standsAt(matter, work.now)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `${tool.name}, ${matter.about}` }} back={{ href: `/cases/${theCase.reference}#tools` }}>
      <h1 class="govuk-heading-l">{tool.name}: {matter.about}</h1>
      <p class="govuk-body"><Badge text={sayNow(now)} tone={NOW_TONE[now]} /> {matter.overridden ? <Badge text="by an override" tone="red" /> : null}</p>
      {now === 'expired' && matter.endsAt !== null ? <WarningText text={`It expired ${sayAtEnd(matter.endsAt)} and binds nobody. Record how it ended.`} iconFallbackText="Warning" /> : null}
      <Head {...loaded} />
      {drawn.mayWork ? <Next {...loaded} /> : null}
      <Clocks {...drawn} clocks={clocks} mayStop={ours} />
      <Proof {...drawn} /><Steps {...drawn} />
      {tool.gate ? <Gate {...loaded} mayWork={drawn.mayWork} /> : null}
      <Terms {...drawn} terms={terms} /><Services {...drawn} services={services} /><Happened {...drawn} events={held.events.filter(one => one.matterId === matter.id)} /><Breaches {...drawn} breaches={breaches} />
      <Overrides {...drawn} overrides={overrides} mayAnswer={one => drawn.mayWork && work.may('authorise legal steps') && one.askedBy !== work.actor.officerId} /><Costs {...drawn} costs={costs} />
      <Court {...loaded} mayWork={ours} />
      <Law {...loaded} />
    </OfficerPage>, { about: { kind: 'case', id: theCase.id } },
  )
}

/** Tools whose payments the registers keep. */
const PAID = /^(fpn-|penalty-)/

const Head = ({ matter, theCase, tool }: AtMatter): Html => (
  <>
    <KeyFacts facts={[
      { label: 'Owner', value: matter.owner ?? '' }, { label: 'Began', value: sayMoment(matter.beganAt) }, { label: 'By the law of', value: sayShortDay(matter.lawOn) }, { label: 'Court', value: tool.court },
      { label: 'Authority', value: matter.authority === null ? undefined : `${matter.authority}${matter.authoriser === null ? '' : `, used by ${matter.authoriser}`}` }, { label: 'In force from', value: matter.inForceAt === null ? undefined : sayMoment(matter.inForceAt) },
      { label: 'Ends', value: matter.endsAt === null ? (matter.inForceAt === null ? undefined : 'no end set') : sayEnd(matter.endsAt) }, { label: 'Ended', value: matter.endedAt === null ? undefined : `${sayMoment(matter.endedAt)}: ${matter.endedAs ?? ''}. ${matter.endedWords ?? ''}` },
      { label: 'Why', value: matter.reason, wide: true }, { label: 'Why lower steps were left out', value: matter.skippedBecause ?? undefined, wide: true },
    ]} />
    <p class="govuk-body"><a class="govuk-link" href={`/cases/${theCase.reference}/tools?subject=${matter.subjectId}`}>What else could we do?</a>{PAID.test(tool.id) ? <> · <a class="govuk-link" href={`${matterPath({ theCase, matter })}/penalty`}>Payments</a></> : null}</p>
  </>
)

const MOVE_WORDS: Readonly<Record<State, string>> = { preparing: '', authorised: 'Record the authority', applied: 'Record the application', 'in force': 'Record that it is in force', ended: 'Record how it ended' }

const Next = (loaded: AtMatter): Html => {
  const moves = movesFrom(loaded.matter.state, loaded.tool)
  const [next] = moves.filter(to => to !== 'ended')
  const missing = next === undefined ? [] : missingFor(next, loaded.tool, loaded.held, loaded.matter, loaded.at)
  return (
    <section id="next">
      <h2 class="govuk-heading-m">What next</h2>
      {missing.length === 0 ? null : <><p class="govuk-body">Before it can go on:</p><Reasons reasons={missing} /></>}
      <ul class="govuk-list">{moves.map(to => <li><a class="govuk-link" href={`${matterPath(loaded)}/to/${slugOf(to)}`}>{MOVE_WORDS[to]}</a></li>)}</ul>
    </section>
  )
}

const Gate = ({ matter, held, theCase, mayWork }: AtMatter & { readonly mayWork: boolean }): Html => {
  const theirs = held.assessed.filter(one => one.tool === matter.tool && one.subjectId === matter.subjectId)
  const path = `/cases/${theCase.reference}/gate/${matter.tool}/${matter.subjectId}`
  return (
    <section id="gate">
      <h2 class="govuk-heading-m">Proportionality and equality</h2>
      <p class="govuk-body">{sayGate(held.assessed, matter.tool, matter.subjectId)}{mayWork ? <> <a class="govuk-link" href={path}>{theirs.length === 0 ? 'Assess it' : 'Assess it again, for this stage'}</a></> : null}</p>
      {theirs.length === 0 ? null : <ul class="govuk-list govuk-list--bullet">{theirs.map(one => <li><a class="govuk-link" href={`${path}/${one.id}`}>{sayShortDay(londonDay(one.madeAt))}, {one.stage}</a>: {one.verdict ?? 'not signed'}</li>)}</ul>}
    </section>
  )
}

/** Proceedings outlive a matter: its papers may be made after it has ended. */
const Court = ({ theCase, matter, mayWork }: AtMatter & { readonly mayWork: boolean }): Html => {
  const [path, of] = [`/cases/${theCase.reference}/court`, `?matter=${matter.id}`]
  return (
    <section id="court">
      <h2 class="govuk-heading-m">Papers for court</h2>
      <ul class="govuk-list">
        <li><a class="govuk-link" href={`${path}${of}`}>See those of this matter</a></li>
        {mayWork ? <><li><a class="govuk-link" href={`${path}/statements/new${of}`}>Write a witness statement</a></li><li><a class="govuk-link" href={`${path}/bundles/new${of}`}>Make a bundle</a></li></> : null}
      </ul>
    </section>
  )
}

const Law = ({ tool }: AtMatter): Html => (
  <section id="law">
    <h2 class="govuk-heading-m">The law</h2>
    <ul class="govuk-list govuk-list--bullet">
      {[...tool.issuers, ...tool.penalties, ...tool.opens, ...(tool.appeal === undefined ? [] : [tool.appeal]), ...(tool.extension === undefined ? [] : [tool.extension]), ...(tool.notes ?? [])].map(({ says, source }) => <li>{says} <span class="govuk-hint govuk-!-font-size-16">{source}</span></li>)}
    </ul>
  </section>
)
