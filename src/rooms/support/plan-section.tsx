// The plan and the contact promise on the case file: for each person harmed what they want, what is to be done, and whether it was agreed.
import type { OfficerWork } from '#db/work.ts'
import { sayDay, sayDue, sayShortDay } from '#kernel/time.ts'
import { contactsOf, isOpen, isShared, type CaseSection, type Contact } from '#rooms/cases/index.ts'
import { Badge, Clock } from '#ui/casework.tsx'
import type { Html } from '#ui/html.ts'
import { nameOf } from './plan-at.ts'
import { agreementsOf, plansOf, promisesKept, promisesOf, stepsOf, type ContactPromise, type Plan, type Step } from './plan-store.ts'
import { whoWill } from './plan-words.ts'

type Agreement = Awaited<ReturnType<typeof agreementsOf>>[number]
type Reader = Pick<Contact, 'personId' | 'givenName' | 'familyName'>
type Drawn = { readonly path: string; readonly name: string; readonly mayChange: boolean; readonly work: OfficerWork; readonly plan: Plan | undefined; readonly steps: readonly Step[]; readonly agreed: Agreement | undefined; readonly promise: ContactPromise | undefined }

export const planSection: CaseSection = {
  id: 'plan', title: 'Plan and promises', place: 'main', part: 'plan', holds: ['plans', 'planSteps', 'planAgreements', 'contactPromises'],
  show: async (work, theCase, _ask, held) => {
    const contacts = await contactsOf(work, theCase.id)
    if (contacts.length === 0 && !isShared(theCase)) return undefined
    const [plans, steps, agreements, promises, kept] = await work.together(
      () => held('plans') ? plansOf(work, theCase.id) : [], () => held('planSteps') ? stepsOf(work, theCase.id) : [], () => held('planAgreements') ? agreementsOf(work, theCase.id) : [],
      () => held('contactPromises') ? promisesOf(work, theCase.id) : [], () => promisesKept(work, theCase.id))
    const mayChange = isOpen(theCase) && !isShared(theCase) && work.may('work on cases') && theCase.offeredToAgencyId !== work.actor.agencyId
    // A partner with the plan but without the people reads it without their names.
    const readers: readonly Reader[] = contacts.length > 0 ? contacts : [...new Set([...plans, ...promises].map(one => one.personId))].map(personId => ({ personId, givenName: 'The person harmed', familyName: '' }))
    if (readers.length === 0) return <p class="govuk-body">No plan yet.</p>
    const of = (contact: Reader): Drawn => {
      const plan = plans.find(({ personId }) => personId === contact.personId)
      return { name: contact.givenName, path: `/cases/${theCase.reference}/plan/${contact.personId}`, mayChange, work, plan, steps: steps.filter(({ personId }) => personId === contact.personId), agreed: agreements.find(({ planId }) => planId === plan?.id), promise: promises.find(({ personId }) => personId === contact.personId) }
    }
    return (
      <>
        {readers.map(contact => <><h3 class="govuk-heading-s">{nameOf(contact)}</h3><OnePlan {...of(contact)} /></>)}
        {kept.onTime + kept.late === 0 ? null : <p class="govuk-body">Promises of contact kept on this case: {kept.onTime} of {kept.onTime + kept.late}.</p>}
      </>
    )
  },
}

const OnePlan = (drawn: Drawn): Html => (
  <>
    {drawn.plan === undefined ? <p class="govuk-body">No plan yet.</p> : <><p class="govuk-body">“{drawn.plan.wants}”</p><Steps {...drawn} /><Agreed {...drawn} /></>}
    <p class="govuk-body">{drawn.promise === undefined ? 'How often they hear from us has not been agreed; the service standard holds.' : <><strong>In touch every {drawn.promise.everyDays} working days</strong>, by {drawn.promise.means}{drawn.promise.times === '' ? '' : `, ${drawn.promise.times}`}.</>}</p>
    {drawn.mayChange ? <Links {...drawn} /> : null}
  </>
)

const Links = ({ path, plan }: Drawn): Html => (
  <p class="govuk-body amity-not-on-paper">
    <a class="govuk-link" href={path}>{plan === undefined ? 'Begin a plan' : 'Change what they want'}</a>
    {plan === undefined ? null : <> · <a class="govuk-link" href={`${path}/step`}>Add a step</a> · <a class="govuk-link" href={`${path}/agree`}>Agree and send</a></>}
    {' '}· <a class="govuk-link" href={`${path}/promise`}>Promise contact</a>
  </p>
)

const Steps = ({ steps, path, mayChange, work, name }: Drawn): Html | null => steps.length === 0 ? null : (
  <ul class="govuk-list govuk-list--spaced">
    {steps.map(step => (
      <li>
        {step.whose === 'the person' ? `${name} will` : whoWill(step)}: <strong>{step.what}</strong>{step.shown ? '' : <> <Badge text="not shown to them" tone="grey" /></>}<br />
        {step.state === 'open'
          ? <Clock state={step.dueOn < work.today ? 'overdue' : step.dueOn === work.today ? 'soon' : 'due'} words={sayDue(step.dueOn, work.today)} detail={step.putOff === 0 ? sayDay(step.dueOn) : `${sayDay(step.dueOn)}, put off ${step.putOff === 1 ? 'once' : `${step.putOff} times`} since ${sayShortDay(step.firstDueOn)}: ${step.outcome ?? ''}`} />
          : <>{step.state === 'done' ? 'Done' : 'Not done'}: {step.outcome}</>}
        {step.state === 'open' && mayChange ? <> <a class="govuk-link amity-not-on-paper" href={`${path.slice(0, path.lastIndexOf('/'))}-steps/${step.id}`}>What became of it?<span class="govuk-visually-hidden"> {step.what}</span></a></> : null}
      </li>
    ))}
  </ul>
)

const Agreed = ({ agreed, steps }: Drawn): Html => {
  if (agreed === undefined) return <p class="govuk-body"><Badge text="not agreed yet" tone="orange" /></p>
  const newer = steps.some(({ madeAt }) => madeAt > agreed.madeAt)
  return <p class="govuk-body">{agreed.agreed ? <Badge text="agreed" tone="green" /> : <Badge text="they do not agree" tone="red" />} {agreed.how}, {sayShortDay(agreed.onDay)}{agreed.agreed ? '' : `: ${agreed.whyNot ?? ''}`}. {agreed.messageId === null ? 'Not sent to them.' : 'Sent to them.'}{newer ? ' It has gained a step since: agree it again.' : ''}</p>
}
