// The parts of a matter's page: proof, steps, contents, terms, service, clocks, what happened, breaches, overrides, costs.
import { sayDue, sayEnd, sayMoment, sayShortDay, type Day } from '#kernel/time.ts'
import { sayNext } from '#law/ladder.ts'
import { Badge, Clock, type Tone } from '#ui/casework.tsx'
import type { Html } from '#ui/html.ts'
import { DataTable } from '#ui/tables.tsx'
import { noPaperFor, papersFor } from '#rooms/wordings/index.ts'
import type { MatterClock } from './clock-store.ts'
import { matterPath, type AtMatter } from './matter-at.ts'
import { partsFor } from './matter-standing.ts'
import { stepsStanding, type Breach, type Cost, type MatterEvent, type Override, type Service, type Term } from './part-store.ts'

type Drawn = AtMatter & { readonly mayWork: boolean }
const SUPPORT_TONE: Readonly<Record<Breach['support'], Tone>> = { supported: 'green', disputed: 'orange', 'not supported': 'red', 'not looked at': 'grey' }
const Do = ({ may, href, text, about }: { readonly may: boolean; readonly href: string; readonly text: string; readonly about: string }): Html | string => may ? <a class="govuk-link" href={href}>{text}<span class="govuk-visually-hidden">: {about}</span></a> : ''

export const Proof = (drawn: Drawn): Html => {
  const said = new Map(drawn.held.elements.filter(one => one.matterId === drawn.matter.id).map(one => [one.element, one]))
  return (
    <section id="proof">
      <h2 class="govuk-heading-m">Proof</h2>
      <p class="govuk-body">Standard of proof: {drawn.tool.proof}.</p>
      <DataTable id="elements" caption="What must be shown" captionSize="hidden" rows={drawn.tool.test} narrow="stack" empty="The law asks for nothing to be proved." columns={[
        { heading: 'It must be shown that', rowHeader: true, cell: one => <>{one.says}{one.oneOf === undefined ? '' : ' (one of several ways)'}<br /><span class="govuk-hint govuk-!-font-size-16">{one.source}</span></> },
        { heading: 'Support', cell: one => { const it = said.get(one.id); return <><Badge text={it?.support ?? 'not looked at'} tone={SUPPORT_TONE[it?.support ?? 'not looked at']} />{it === undefined ? '' : ` ${it.entryIds.length + it.attachmentIds.length} pieces of evidence. ${it.note}`}</> } },
        { heading: 'Do', cell: one => <Do may={drawn.mayWork} href={`${matterPath(drawn)}/proof/${one.id}`} text="Link evidence" about={one.says} /> },
      ]} />
    </section>
  )
}

export const Steps = (drawn: Drawn): Html => {
  const { steps, consultations, contents } = partsFor(drawn.tool, drawn.held, drawn.matter, drawn.at)
  const [standing, none] = [stepsStanding(drawn.held.steps, drawn.matter.id), noPaperFor(drawn.tool.id)]
  const rows = [...steps.map(one => ({ ...one, what: 'step' })), ...consultations.map(one => ({ ...one, what: `${one.duty}: ${one.with}` }))]
  return (
    <section id="steps">
      <h2 class="govuk-heading-m">Steps and consultations</h2>
      <DataTable id="step-table" caption="Steps and consultations" captionSize="hidden" rows={rows} narrow="stack" empty="The law asks for none first." columns={[
        { heading: 'What', rowHeader: true, cell: one => <>{one.says}<br /><span class="govuk-hint govuk-!-font-size-16">{one.what}, before {one.before}. {one.source}{one.because === undefined ? '' : `. Because ${one.because}`}</span></> },
        { heading: 'Done', cell: one => { const done = standing.filter(({ step }) => step === one.id); return done.length === 0 ? <Badge text="not yet" tone="grey" /> : <>{done.map(it => <p class="govuk-body govuk-!-margin-bottom-1">{sayShortDay(it.onDay)}{it.withWhom === '' ? '' : `, with ${it.withWhom}`}. {it.words} {it.reply === null || it.repliedOn === null ? (it.kind === 'consultation' ? 'No reply yet.' : '') : `Reply of ${sayShortDay(it.repliedOn)}: ${it.reply}`}</p>)}</> } },
        { heading: 'Do', cell: one => <Do may={drawn.mayWork} href={`${matterPath(drawn)}/step/${one.id}`} text="Record" about={one.says} /> },
      ]} />
      {contents.length === 0 ? null : (
        <div id="contents">
          <h3 class="govuk-heading-s">What its paper must say</h3>
          <ul class="govuk-list govuk-list--bullet">{contents.map(one => <li>{one.says} {standing.some(({ step, kind }) => kind === 'content' && step === one.id) ? <Badge text="it does" tone="green" /> : <Badge text="not checked" tone="grey" />} <span class="govuk-hint govuk-!-font-size-16">{one.source}</span></li>)}</ul>
          {drawn.mayWork ? <p class="govuk-body"><a class="govuk-link" href={`${matterPath(drawn)}/contents`}>Check its paper</a></p> : null}
          {drawn.mayWork ? papersFor(drawn.tool.id).map(({ key, name }) => <p class="govuk-body"><a class="govuk-link" href={`/cases/${drawn.theCase.reference}/letters/new?template=${key}`}>Write its paper: {name}</a></p>) : null}
        </div>
      )}
      {none === undefined ? null : <p class="govuk-body">{none.paper}: none comes with the service. {none.why}{none.confirm === undefined ? '' : ` Ask your solicitor: ${none.confirm}`}</p>}
    </section>
  )
}

const sayTerm = ({ beginsOn, endsOn }: Term): string => [beginsOn === null ? '' : `from ${sayShortDay(beginsOn)}`, endsOn === null ? '' : `until ${sayShortDay(endsOn)}`].filter(part => part !== '').join(' ')

export const Terms = ({ terms, ...drawn }: Drawn & { readonly terms: readonly Term[] }): Html => (
  <section id="terms">
    <h2 class="govuk-heading-m">Terms</h2>
    <DataTable id="term-table" caption="Prohibitions and requirements" captionSize="hidden" rows={terms} narrow="stack" empty="None yet." columns={[
      { heading: 'Term', rowHeader: true, cell: one => <>{one.words}<br /><span class="govuk-hint govuk-!-font-size-16">{one.kind}{one.supervisor === null ? '' : `, supervised by ${one.supervisor}`} {sayTerm(one)}</span></> },
      { heading: 'Now', cell: one => one.liftedOn === null ? one.endsOn !== null && one.endsOn < drawn.at.today ? <Badge text="ended" tone="grey" /> : <Badge text="stands" tone="green" /> : `lifted ${sayShortDay(one.liftedOn)}: ${one.liftedBecause ?? ''}` },
      { heading: 'Do', cell: one => one.liftedOn === null ? <Do may={drawn.mayWork} href={`${matterPath(drawn)}/terms/${one.id}`} text="Lift" about={one.words} /> : '' },
    ]} />
    {drawn.mayWork ? <p class="govuk-body"><a class="govuk-link" href={`${matterPath(drawn)}/terms`}>Add a term</a></p> : null}
  </section>
)

export const Services = ({ services, ...drawn }: Drawn & { readonly services: readonly Service[] }): Html => (
  <section id="service">
    <h2 class="govuk-heading-m">Service</h2>
    <DataTable id="service-table" caption="What was served" captionSize="hidden" rows={services} narrow="stack" empty="Nothing has been served yet." columns={[
      { heading: 'Paper', rowHeader: true, cell: one => `${one.paper}, on ${one.onWhom}` }, { heading: 'How and when', cell: one => `${one.method}, ${sayMoment(one.servedAt)}, by ${one.servedBy}. ${one.deemedAt.getTime() === one.servedAt.getTime() ? '' : `Taken as served at ${sayMoment(one.deemedAt)}. `}${one.proof}` },
      { heading: 'Counts', cell: one => one.counts ? 'yes' : `no: ${one.countsBecause ?? ''}` },
    ]} />
    {drawn.mayWork ? <p class="govuk-body"><a class="govuk-link" href={`${matterPath(drawn)}/service`}>Record service</a></p> : null}
  </section>
)

/** How a clock stands: what must be waited for is not overdue, it is over. */
export const ClockOf = ({ clock, now, today }: { readonly clock: MatterClock; readonly now: Date; readonly today: Day }): Html => {
  if (clock.endedAt !== null) return <Clock state="met" words={clock.endedBecause ?? 'done'} />
  const past = clock.dueAt <= now
  if (clock.bound === 'not before') return <Clock state={past ? 'met' : 'paused'} words={past ? 'May be done from now on' : `Not yet: ${sayDue(clock.dueOn, today)}`} />
  if (clock.bound === 'ends') return <Clock state={past ? 'overdue' : 'due'} words={past ? 'Has ended' : `Ends ${sayDue(clock.dueOn, today).replace(/^due /, '')}`} />
  return <Clock state={past ? 'overdue' : clock.dueOn === today ? 'soon' : 'due'} words={sayDue(clock.dueOn, today)} />
}

export const Clocks = ({ clocks, mayStop, ...drawn }: Drawn & { readonly clocks: readonly MatterClock[]; readonly mayStop: boolean }): Html => (
  <section id="clocks">
    <h2 class="govuk-heading-m">Clocks</h2>
    {clocks.length === 0 ? <p class="govuk-body">None runs yet. Each starts with what happened, and stands in the diary of {drawn.matter.owner ?? 'the owner'}.</p> : (
      <ul class="govuk-list govuk-list--spaced">{clocks.map(one => <li><ClockOf clock={one} now={drawn.at.now} today={drawn.at.today} />. {one.sentence} {one.mustConfirm ? <Badge text="confirm this rule" tone="orange" /> : null} {one.endedAt === null ? <Do may={mayStop} href={`${matterPath(drawn)}/clocks/${one.id}`} text="It has done its work" about={one.sentence} /> : ''}</li>)}</ul>
    )}
  </section>
)

export const Happened = ({ events, ...drawn }: Drawn & { readonly events: readonly MatterEvent[] }): Html => (
  <section id="events">
    <h2 class="govuk-heading-m">What happened</h2>
    {events.length === 0 ? <p class="govuk-body">Nothing yet.</p> : <ul class="govuk-list govuk-list--bullet">{events.map(one => <li>{sayMoment(one.at)}: {one.kind}{one.untilAt === null ? '' : `, until ${sayEnd(one.untilAt)}`}{one.words === '' ? '' : `. ${one.words}`}</li>)}</ul>}
    {drawn.mayWork ? <p class="govuk-body"><a class="govuk-link" href={`${matterPath(drawn)}/happened`}>Something happened</a></p> : null}
  </section>
)

export const Breaches = ({ breaches, ...drawn }: Drawn & { readonly breaches: readonly Breach[] }): Html | null => drawn.tool.breach === undefined ? null : (
  <section id="breaches">
    <h2 class="govuk-heading-m">Breaches</h2>
    <p class="govuk-body">{drawn.tool.breach.says} Standard of proof: {drawn.tool.breach.proof}. <span class="govuk-hint govuk-!-font-size-16">{drawn.tool.breach.source}</span></p>
    <DataTable id="breach-table" caption="Breaches" captionSize="hidden" rows={breaches} narrow="stack" empty="None recorded." columns={[
      { heading: 'What', rowHeader: true, cell: one => `${sayMoment(one.at)}: ${one.what}` }, { heading: 'Support', cell: one => <><Badge text={one.support} tone={SUPPORT_TONE[one.support]} /> {one.entryIds.length + one.attachmentIds.length} pieces of evidence</> }, { heading: 'Next', cell: one => `${one.nextStep}. ${one.because}` },
    ]} />
    {drawn.tool.breach.next.length === 0 ? null : <p class="govuk-body">What the law allows next: {drawn.tool.breach.next.map(sayNext).join('; ')}.</p>}
    {drawn.mayWork && drawn.matter.inForceAt !== null ? <p class="govuk-body"><a class="govuk-link" href={`${matterPath(drawn)}/breach`}>Record a breach</a></p> : null}
  </section>
)

export const Overrides = ({ overrides, mayAnswer, ...drawn }: Drawn & { readonly overrides: readonly Override[]; readonly mayAnswer: (one: Override) => boolean }): Html | null => overrides.length === 0 && !drawn.mayWork ? null : (
  <section id="overrides">
    <h2 class="govuk-heading-m">Overrides</h2>
    {overrides.map(one => (
      <p class="govuk-body">{one.asker ?? 'An officer'}, {sayMoment(one.askedAt)}, from “{one.fromState}” to “{one.toState}”: {one.reason}{one.leftOut.length === 0 ? '' : ` Left out: ${one.leftOut.join(' ')}`} {one.answeredAt === null
        ? <><Badge text="waits" tone="orange" /> {mayAnswer(one) ? <a class="govuk-link" href={`${matterPath(drawn)}/overrides/${one.id}`}>Answer it</a> : ''}</>
        : <><Badge text={one.answer ?? ''} tone={one.answer === 'authorised' ? 'red' : 'grey'} /> {one.answerer ?? 'An officer'}, {sayMoment(one.answeredAt)}: {one.answerWords ?? ''}</>}</p>
    ))}
    {drawn.mayWork ? <p class="govuk-body"><a class="govuk-link" href={`${matterPath(drawn)}/override`}>Ask for an override</a></p> : null}
  </section>
)

export const Costs = ({ costs, ...drawn }: Drawn & { readonly costs: readonly Cost[] }): Html => {
  const [pence, minutes] = [costs.reduce((sum, one) => sum + one.pence, 0), costs.reduce((sum, one) => sum + one.minutes, 0)]
  return (
    <section id="costs">
      <h2 class="govuk-heading-m">Costs and hours</h2>
      <p class="govuk-body">{costs.length === 0 ? 'None recorded.' : `£${(pence / 100).toFixed(2)} and ${minutes / 60} hours in all.`}</p>
      {costs.length === 0 ? null : <ul class="govuk-list govuk-list--bullet">{costs.map(one => <li>{sayShortDay(one.onDay)}: {one.what}{one.pence === 0 ? '' : `, £${(one.pence / 100).toFixed(2)}`}{one.minutes === 0 ? '' : `, ${one.minutes / 60} hours`}</li>)}</ul>}
      {drawn.mayWork ? <p class="govuk-body"><a class="govuk-link" href={`${matterPath(drawn)}/costs`}>Add a cost or hours</a></p> : null}
    </section>
  )
}
