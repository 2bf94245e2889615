// One order for those who keep it: what is due before it ends, until when it can be challenged, what may be begun, and all that became of it.
import type { OfficerWork } from '#db/work.ts'
import { sayDay, sayShortDay, type Day } from '#kernel/time.ts'
import { deadlineOf } from '#law/deadline.ts'
import { pspoChallenge } from '#law/deadlines/public-spaces.ts'
import { lawOf } from '#rooms/law-book/index.ts'
import { Badge, KeyFacts } from '#ui/casework.tsx'
import { Details, WarningText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { alarmsOf, type OrderAlarm } from './order-clocks.ts'
import { orderNow, type OrderNow } from './order-rules.ts'
import { extensionsOf, orderWith, variationsOf, type SpacesOrder } from './order-store.ts'
import { isOurs, mayPrepare, orderPath, proposalPath, whyNotBegin } from './proposal-at.ts'
import { CHANGES_ONE, toolOf } from './proposal-rules.ts'
import { proposalsAbout, type Proposal } from './proposal-store.ts'
import { Alarms } from './see-order-list.tsx'
import { TONES } from './see-orders.tsx'

export const seeOrderWork = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const order = await orderWith(work, ask.params['order'] ?? '')
  if (order === undefined) return notThere
  const [now, law, extensions, variations, proposals, alarms] = [orderNow(order, work.today), await lawOf(work), await extensionsOf(work, order.id), await variationsOf(work, order.id), await proposalsAbout(work, order.id), await alarmsOf(work, [order.id])]
  const decided = [order.madeOn, ...extensions.map(({ madeOn }) => madeOn), ...variations.map(({ madeOn }) => madeOn)].toSorted().at(-1) ?? order.madeOn
  const challenge = deadlineOf(pspoChallenge, decided, law)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: order.name }} back={{ href: '/public-spaces' }}>
      <h1 class="govuk-heading-l">{order.name}</h1>
      <p class="govuk-body"><Badge text={now} tone={TONES[now]} /> {order.recordedBecause === null ? null : <Badge text="made elsewhere" tone="orange" />} <a class="govuk-link" href={`/public-spaces-orders/${order.id}`}>As anyone reads it</a></p>
      {now === 'expired' ? <WarningText text={`It lapsed at the end of ${sayDay(order.endsOn)} and cannot be extended or varied: only a new order can bring it back.`} iconFallbackText="Warning" /> : null}
      <KeyFacts facts={[
        { label: 'Last day', value: sayDay(order.endsOn) }, { label: 'In effect from', value: sayDay(order.effectOn) }, { label: 'Made', value: `${sayDay(order.madeOn)}. ${order.authority}`, wide: true },
        { label: 'Challenge in the High Court', value: challenge.state === 'known' ? `${challenge.on < work.today ? 'was possible until' : 'possible until'} the end of ${sayDay(challenge.on)} (${challenge.source})` : challenge.sentence },
        { label: 'Discharged', value: order.dischargedOn === null ? undefined : `${sayDay(order.dischargedOn)}. ${order.dischargedBecause ?? ''}`, wide: true }, { label: 'Made elsewhere', value: order.recordedBecause ?? undefined, wide: true },
      ]} />
      <ToDo order={order} now={now} alarms={alarms} mayPrepare={mayPrepare(work)} mayEnd={isOurs(work) && work.may('authorise legal steps')} today={work.today} />
      <Prepared proposals={proposals} />
      <Became extensions={extensions} variations={variations} />
    </OfficerPage>,
  )
}

type ToDoProps = { readonly order: SpacesOrder; readonly now: OrderNow; readonly alarms: readonly OrderAlarm[]; readonly mayPrepare: boolean; readonly mayEnd: boolean; readonly today: Day }
const ToDo = ({ order, now, alarms, mayPrepare: may, mayEnd, today }: ToDoProps): Html => {
  const begin = may && now !== 'expired' && now !== 'discharged' ? CHANGES_ONE.filter(tool => whyNotBegin(tool, order, today) === undefined) : []
  return (
    <section id="to-do">
      <h2 class="govuk-heading-m">What is due</h2>
      {alarms.length === 0 ? <p class="govuk-body">{now === 'expired' || now === 'discharged' ? 'Nothing: what came of it is written down.' : 'Nothing.'}</p> : <Alarms alarms={alarms} />}
      <ul class="govuk-list govuk-!-margin-top-4">
        {begin.map(tool => <li><a class="govuk-link" href={`${orderPath(order)}/begin/${tool}`}>Prepare: {toolOf(tool).name.toLowerCase()}</a></li>)}
        {mayEnd && alarms.length > 0 ? <li><a class="govuk-link" href={`${orderPath(order)}/let-end`}>{now === 'expired' ? 'Say what came of it' : 'Let it end by itself'}</a></li> : null}
      </ul>
    </section>
  )
}

const Prepared = ({ proposals }: { readonly proposals: readonly Proposal[] }): Html | null => proposals.length === 0 ? null : (
  <section id="prepared">
    <h2 class="govuk-heading-m">What was prepared</h2>
    <ul class="govuk-list govuk-list--bullet">{proposals.map(one => <li><a class="govuk-link" href={proposalPath(one)}>{toolOf(one.tool).name}</a>: {one.outcome ?? 'being prepared'}</li>)}</ul>
  </section>
)

type Before = { readonly place: string; readonly bans: readonly string[]; readonly penalty: string }
const isBefore = (value: unknown): value is Before => typeof value === 'object' && value !== null && 'place' in value && 'bans' in value && Array.isArray(value.bans) && 'penalty' in value

type BecameProps = { readonly extensions: Awaited<ReturnType<typeof extensionsOf>>; readonly variations: Awaited<ReturnType<typeof variationsOf>> }
const Became = ({ extensions, variations }: BecameProps): Html | null => extensions.length + variations.length === 0 ? null : (
  <section id="became">
    <h2 class="govuk-heading-m">What became of it</h2>
    {extensions.length === 0 ? null : <ul class="govuk-list govuk-list--bullet">{extensions.map(one => <li>Extended on {sayShortDay(one.madeOn)} from {sayShortDay(one.endedOn)} to {sayShortDay(one.endsOn)}. {one.authority}. {one.why}</li>)}</ul>}
    {variations.map(one => <><p class="govuk-body">Varied on {sayShortDay(one.madeOn)}. {one.authority}. {one.why}</p>{isBefore(one.saidBefore) ? <Details summaryText={`What it said before ${sayShortDay(one.madeOn)}`} html={<><p class="govuk-body">{one.saidBefore.place}</p><ul class="govuk-list govuk-list--bullet">{one.saidBefore.bans.map(ban => <li>{ban}</li>)}</ul><p class="govuk-body">{one.saidBefore.penalty}</p></>} /> : null}</>)}
  </section>
)
