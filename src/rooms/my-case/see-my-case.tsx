// Where it stands, who to talk to, what is next and what has been done: public words of this one case, and nobody else in it.
import type { PersonWork } from '#db/work.ts'
import { londonDay, sayDay, sayMoment, type Day } from '#kernel/time.ts'
import { WarningText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { notThere, page, body, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { looksLikeId } from '#db/ids.ts'
import { myCase, myEntries, myFile, myPlan, type MyCase, type MyPlan } from './my-case-store.ts'
import { MyPage, PhoneLink } from './my-page.tsx'
import { noticeOf } from './notices.ts'
import { words } from './words.ts'

const w = words.en

export const seeMyCase = async (work: PersonWork, ask: Ask): Promise<Answer> => {
  const mine = await myCase(work)
  const [entries, agreed] = [await myEntries(work, 'the rest'), await myPlan(work)]
  const notice = noticeOf(textOf(ask.query, 'sent'), textOf(ask.query, 'by'))
  return page(
    <MyPage frame={{ ...ask.frame, ...(notice === undefined ? {} : { notice }) }} title={w.page} at="/my-case" csrf={ask.csrf}>
      <h1 class="govuk-heading-l">{w.page}</h1>
      <WarningText text={w.danger} iconFallbackText="Warning" />
      <h2 class="govuk-heading-m">{w.stands}</h2>
      <p class="govuk-body">{standing(mine)}</p>
      <p class="govuk-body">{w.reference} <strong>{mine.reference}</strong></p>
      <h2 class="govuk-heading-m">{w.nextUp}</h2>
      <Next mine={mine} today={work.today} />
      <h2 class="govuk-heading-m">{w.agreed}</h2>
      <Agreed agreed={agreed} today={work.today} />
      <h2 class="govuk-heading-m">{w.canDo}</h2>
      <ul class="govuk-list govuk-list--spaced">
        {([['/my-case/again', w.again], ['/my-case/messages', w.write], ['/my-case/diary/add', w.diaryAdd], ['/my-case/wrong', w.wrong], ['/my-case/review', w.review]] as const).map(([href, text]) => <li><a class="govuk-link" href={href}>{text}</a></li>)}
      </ul>
      <h2 class="govuk-heading-m">{w.officer}</h2>
      <Officer mine={mine} />
      <h2 class="govuk-heading-m">{w.done}</h2>
      {entries.length === 0 ? <p class="govuk-body">{w.doneNone}</p> : (
        <ul class="govuk-list govuk-list--spaced">
          {entries.map(entry => <li><strong>{sayMoment(entry.happenedAt)}</strong><br />{entry.names ? w.hidden : entry.summary}<br /><span class="amity-as-typed">{entry.names ? w.hiddenText : entry.body}</span></li>)}
        </ul>
      )}
    </MyPage>,
    { about: { kind: 'case', id: work.actor.caseId } },
  )
}

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

/** Opens in the page and is kept by no browser. Never under a name somebody typed. */
export const seeMyFile = async (work: PersonWork, ask: Ask): Promise<Answer> => {
  const id = ask.params['id'] ?? ''
  const file = looksLikeId(id) ? await myFile(work, id) : undefined
  if (file === undefined) return notThere
  // Their own file as they gave it; anybody else's only as its clean copy.
  const name = file.personId === work.actor.personId ? file.storedAs : file.shownAs
  if (name === null) return notThere
  const { stream } = await ask.files.open(name)
  return body(file.mediaType, stream, { about: { kind: 'attachment', id: file.id } })
}
