// What the person harmed is shown, read and drawn once: their own page and the officer's preview of it cannot differ.
import { readAsPerson, type OfficerWork, type PersonWork } from '#db/work.ts'
import { londonDay, sayDay, sayMoment, type Day } from '#kernel/time.ts'
import { WarningText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { myCase, myEntries, myPlan, type MyCase, type MyPlan } from './my-case-store.ts'
import { PhoneLink } from './my-page.tsx'
import { candidatesOf } from './offer-own-page.tsx'
import { words } from './words.ts'

const w = words.en

type MyEntries = Awaited<ReturnType<typeof myEntries>>
export type OwnViewOf = { readonly mine: MyCase; readonly agreed: MyPlan; readonly entries: MyEntries }

export const readOwnView = async (work: PersonWork): Promise<OwnViewOf> => ({ mine: await myCase(work), entries: await myEntries(work, 'the rest'), agreed: await myPlan(work) })

type Reader = Awaited<ReturnType<typeof candidatesOf>>[number]
export type Previewed = { readonly readers: readonly Reader[]; readonly reader: Reader; readonly view: OwnViewOf; readonly messages: MyEntries }

/** What one of those who may have a page reads there, or would. Undefined when this case has nobody who may. */
export const previewFor = async (work: OfficerWork, caseId: string, personId: string): Promise<Previewed | undefined> => {
  const readers = await candidatesOf(work, caseId)
  const reader = readers.find(one => one.personId === personId) ?? readers[0]
  if (reader === undefined) return undefined
  const read = await readAsPerson(work, { caseId, personId: reader.personId }, async asThem => ({ view: await readOwnView(asThem), messages: await myEntries(asThem, 'messages') }))
  return { readers, reader, ...read }
}

const CAN_DO = [['/my-case/again', w.again], ['/my-case/messages', w.write], ['/my-case/diary/add', w.diaryAdd], ['/my-case/wrong', w.wrong], ['/my-case/review', w.review]] as const

/** `mayPress`: the links work. An officer reads the words only. */
export const OwnView = ({ view: { mine, agreed, entries }, today, mayPress }: { readonly view: OwnViewOf; readonly today: Day; readonly mayPress: boolean }): Html => (
  <div id="own-view">
    {mayPress ? <h1 class="govuk-heading-l">{w.page}</h1> : <h2 class="govuk-heading-l">{w.page}</h2>}
    <WarningText text={w.danger} iconFallbackText="Warning" />
    <h2 class="govuk-heading-m">{w.stands}</h2>
    <p class="govuk-body">{standing(mine)}</p>
    <p class="govuk-body">{w.reference} <strong>{mine.reference}</strong></p>
    <h2 class="govuk-heading-m">{w.nextUp}</h2>
    <Next mine={mine} today={today} />
    <h2 class="govuk-heading-m">{w.agreed}</h2>
    <Agreed agreed={agreed} today={today} />
    <h2 class="govuk-heading-m">{w.canDo}</h2>
    <ul class="govuk-list govuk-list--spaced">
      {CAN_DO.map(([href, text]) => <li>{mayPress ? <a class="govuk-link" href={href}>{text}</a> : text}</li>)}
    </ul>
    <h2 class="govuk-heading-m">{w.officer}</h2>
    <Officer mine={mine} />
    <h2 class="govuk-heading-m">{w.done}</h2>
    {entries.length === 0 ? <p class="govuk-body">{w.doneNone}</p> : (
      <ul class="govuk-list govuk-list--spaced">
        {entries.map(entry => <li><strong>{sayMoment(entry.happenedAt)}</strong><br />{entry.names ? w.hidden : entry.summary}<br /><span class="amity-as-typed">{entry.names ? w.hiddenText : entry.body}</span></li>)}
      </ul>
    )}
  </div>
)

export const MessageList = ({ messages }: { readonly messages: MyEntries }): Html => (
  <div id="own-messages">
    {messages.length === 0 ? <p class="govuk-body">{w.messagesNone}</p> : (
      <ul class="govuk-list govuk-list--spaced">
        {messages.map(message => (
          <li><strong>{message.direction === 'in' ? w.from : w.toYou}</strong>, {sayMoment(message.happenedAt)}<br /><span class="amity-as-typed">{message.names ? w.hiddenText : message.body}</span></li>
        ))}
      </ul>
    )}
  </div>
)

const standing = ({ status, stage, closedOn }: MyCase): string => {
  if (status === 'closed') return `${w.closedOn} ${closedOn === undefined ? '' : sayDay(closedOn)}. ${w.closedStill}`
  if (status === 'merged') return w.moved
  return status === 'on hold' ? w.onHold : w[stage]
}

const Next = ({ mine, today }: { readonly mine: MyCase; readonly today: Day }): Html => {
  const promises = ([[w.firstContact, mine.firstContactBy], [w.answer, mine.answerBy], [w.update, mine.updateBy]] as const).flatMap(([says, by]) => by === undefined ? [] : [{ says, on: londonDay(by) }]).toSorted((a, b) => a.on.localeCompare(b.on))
  if (promises.length === 0) return <p class="govuk-body">{mine.status === 'closed' ? w.closedStill : w.nextNone}</p>
  return <>{promises.map(({ says, on }) => <p class="govuk-body">{on < today ? w.late.replace('{day}', sayDay(on)) : <>{says} <strong>{sayDay(on)}</strong>.</>}</p>)}</>
}

const Agreed = ({ agreed: { plan, steps, promise }, today }: { readonly agreed: MyPlan; readonly today: Day }): Html => (
  <>
    {plan === undefined ? <p class="govuk-body">{w.agreedNone}</p> : <p class="govuk-body">{w.youWant} <span class="amity-as-typed">{plan.wants}</span></p>}
    {steps.length === 0 ? null : <ul class="govuk-list govuk-list--spaced">{steps.map(step => <li>{step.names ? w.hiddenText : <Step step={step} today={today} />}</li>)}</ul>}
    {promise === undefined ? null : <p class="govuk-body">{(promise.everyDays === 1 ? w.inTouchDaily : w.inTouch).replace('{days}', String(promise.everyDays)).replace('{means}', promise.means)}{promise.times === '' ? '' : ` ${promise.times}.`}</p>}
  </>
)

const WHO = { us: w.weWill, 'the person': w.youWill } as const
const Step = ({ step: { what, whose, partner, dueOn, state, outcome }, today }: { readonly step: MyPlan['steps'][number]; readonly today: Day }): Html => (
  <>
    {whose === 'partner' ? w.theyWill.replace('{who}', partner ?? '') : WHO[whose]}: <strong>{what}</strong><br />
    {state === 'open' ? <>{w.by} {sayDay(dueOn)}.{dueOn < today && whose !== 'the person' ? ` ${w.stepLate}` : ''}</> : <>{state === 'done' ? w.stepDone : w.stepNot} <span class="amity-as-typed">{outcome}</span></>}
  </>
)

const Officer = ({ mine }: { readonly mine: MyCase }): Html => {
  const [phone, email] = [mine.officerPhone ?? mine.agencyPhone, mine.officerEmail ?? mine.agencyEmail]
  return (
    <>
      <p class="govuk-body"><strong>{mine.officerName}</strong>{mine.officerJob === null ? '' : `, ${mine.officerJob}`}<br />{mine.agencyName}</p>
      {mine.awayUntil === undefined ? null : <p class="govuk-body">{mine.officerName} {w.officerAway} {sayDay(mine.awayUntil)}.{mine.coverName === null ? '' : ` ${w.officerCover} ${mine.coverName}.`}</p>}
      <p class="govuk-body">
        {phone === null ? null : <>{w.phone}: <PhoneLink phone={phone} /><br /></>}
        {email === null ? null : <>{w.email}: <a class="govuk-link" href={`mailto:${email}`}>{email}</a></>}
      </p>
    </>
  )
}
