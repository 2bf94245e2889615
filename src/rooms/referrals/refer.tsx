// Refers a case, or a person without one, to another agency: what is asked, what they may read before a yes, and what a yes gives.
import type { OfficerWork } from '#db/work.ts'
import { addDays, londonMoment } from '#kernel/time.ts'
import { caseAt, namedToPerson, PARTS, type Case } from '#rooms/cases/index.ts'
import { agencies, officersOf, officersWhoMay, readSetting, REFERRAL_TERMS } from '#rooms/partnership/index.ts'
import { agreementsBetween, footingFields, footingOf, footingRules, longestUntil, purposeOf, startFooting, whyNoFooting, type Carrying } from '#rooms/sharing/index.ts'
import { OfficerPage } from '#ui/page.tsx'
import { EmptyState } from '#ui/tables.tsx'
import { notThere, page, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, choices, optionalDate, optionalWords, words, yesNo, type ValuesOf } from '#web/fields.ts'
import { form, problems, type Problem } from '#web/form.ts'
import { ReferForm } from './refer-form.tsx'
import { answerDue } from './referral-rules.ts'
import { insertReferral, personToRefer, restrictedCaseOf } from './referral-store.ts'
import { tellReceiver } from './referral-news.ts'

type Named = { readonly id: string; readonly name: string }
/** What is referred: a case, or a person without one. */
export type Subject = { readonly theCase: Case; readonly person: undefined; readonly path: string; readonly back: string; readonly called: string } | { readonly theCase: undefined; readonly person: Named; readonly path: string; readonly back: string; readonly called: string }

const subjectAt = async (work: OfficerWork, ask: Ask): Promise<Subject | Answer> => {
  if (ask.params['reference'] === undefined) {
    const person = await personToRefer(work, ask.params['person'] ?? '')
    if (person === undefined) return notThere
    const restricted = await restrictedCaseOf(work, person.id)
    if (restricted !== undefined) return refused(`This person is in a restricted case. Refer them from ${restricted.reference}, to one officer by name.`)
    const called = `${person.givenName} ${person.familyName}`.trim() || 'somebody without a name'
    return { theCase: undefined, person: { id: person.id, name: called }, path: `/people/${person.id}/refer`, back: `/people/${person.id}`, called }
  }
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  if (theCase.leadAgencyId !== work.actor.agencyId) return refused('Only the agency that leads a case refers it.')
  const file = `/cases/${theCase.reference}`
  return theCase.status === 'merged' ? seeOther(file) : { theCase, person: undefined, path: `${file}/refer`, back: `${file}#referrals`, called: theCase.reference }
}

export const chooseWhere = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const subject = await subjectAt(work, ask)
  if ('kind' in subject) return subject
  const others = (await agencies(work)).filter(({ id }) => id !== work.actor.agencyId)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `Refer ${subject.called}` }} narrow back={{ href: subject.back }}>
      <h1 class="govuk-heading-l">To which agency do you refer {subject.called}?</h1>
      {others.length === 0 ? <EmptyState>There is no other agency in this partnership.</EmptyState> : <ul class="govuk-list govuk-list--spaced">{others.map(({ id, name }) => <li><a class="govuk-link" href={`${subject.path}/${id}`}>{name}</a></li>)}</ul>}
    </OfficerPage>, { about: subject.theCase === undefined ? { kind: 'person', id: subject.person.id } : { kind: 'case', id: subject.theCase.id } },
  )
}

const fields = {
  officerId: optionalWords({ max: 60 }), service: optionalWords({ max: 120, called: 'Service' }), asks: words({ empty: 'Enter what you ask of them', max: 300, called: 'What you ask' }), urgent: yesNo({ empty: 'Select whether it is urgent' }),
  summary: words({ empty: 'Enter what they may read before they accept', max: 4000, called: 'The summary' }), namesBecause: optionalWords({ max: 1000, called: 'Why they are named' }), details: optionalWords({ max: 4000, called: 'The details' }),
  consent: choice(['given', 'overridden'], { empty: 'Select whether the person agreed' }), consentBecause: optionalWords({ max: 1000, called: 'Why' }), ...footingFields,
  parts: choices(PARTS), mayAdd: yesNo({ empty: 'Select whether they may add to it' }), until: optionalDate({ called: 'Until when' }), authorisedBy: optionalWords({ max: 60 }),
}
type Values = ValuesOf<typeof fields>
export type ToRefer = Subject & { readonly agency: Named; readonly restricted: boolean; readonly officers: readonly Named[]; readonly agreements: readonly Carrying[]; readonly authorisers: readonly Named[] }

const load = async (work: OfficerWork, ask: Ask): Promise<ToRefer | Answer> => {
  const subject = await subjectAt(work, ask)
  if ('kind' in subject) return subject
  const agency = (await agencies(work)).find(({ id }) => id === ask.params['agency'] && id !== work.actor.agencyId)
  if (agency === undefined) return notThere
  return {
    ...subject, agency, restricted: subject.theCase?.circleId != null, officers: await officersOf(work, agency.id), agreements: await agreementsBetween(work, work.actor.agencyId, agency.id),
    authorisers: await officersWhoMay(work, work.actor.agencyId, 'authorise sharing'),
  }
}

/** What the two lists and the agreements of these agencies allow. */
const whyNot = ({ restricted, officers, authorisers, agreements }: ToRefer, values: Values): Problem | undefined => {
  if ((restricted || values.officerId !== '') && !officers.some(({ id }) => id === values.officerId)) return { field: 'officerId', text: 'Select the one officer it is for' }
  if (restricted && values.parts.length > 0) return { field: 'parts', text: 'A restricted case is shared with nobody as an agency. This officer is let into its circle when they accept' }
  if (values.parts.length > 0 && !authorisers.some(({ id }) => id === values.authorisedBy)) return { field: 'authorisedBy', text: 'Select who authorised sharing it' }
  return whyNoFooting(agreements, values.gateway, { purpose: purposeOf(values), parts: values.parts, until: values.until ?? undefined })
}

/** Before a yes nobody said to be responsible is named, unless that is chosen with a reason. */
const whyNamed = async (work: OfficerWork, { theCase }: ToRefer, { asks, summary, namesBecause }: Values): Promise<Problem | undefined> => {
  const [named] = theCase === undefined || namesBecause !== '' ? [] : await namedToPerson(work, theCase.id, { asks, summary })
  return named === undefined ? undefined : { field: named.field, text: 'This names or describes somebody said to be responsible, or gives their address, and is read before it is accepted. Take it out, or say below why they must be named' }
}

const send = async (work: OfficerWork, loaded: ToRefer, values: Values): Promise<string> => {
  const { theCase, person, agency, restricted } = loaded
  const [due, footing, shares] = [answerDue(work.now, values.urgent, await readSetting(work, REFERRAL_TERMS)), footingOf(values.gateway), values.parts.length > 0]
  const id = await insertReferral(work, {
    kind: 'referral', caseId: theCase?.id ?? null, personId: person?.id ?? null, toAgencyId: agency.id, toOfficerId: values.officerId || null, service: values.service, asks: values.asks, summary: values.summary, namesBecause: values.namesBecause || null, urgent: values.urgent,
    consent: values.consent, consentBecause: values.consentBecause, purpose: purposeOf(values), gateway: footing?.gateway ?? 'safeguarding', agreementId: footing?.agreementId ?? null, gatewayBecause: values.gatewayBecause, necessity: values.necessity, minimised: values.minimised,
    parts: values.parts, mayAdd: values.mayAdd, shareUntil: shares && values.until !== null ? londonMoment(values.until, '23:59') ?? null : null, authorisedBy: shares ? values.authorisedBy : null, answerDueAt: due.at,
  }, values.details)
  await tellReceiver(work, { id, toAgencyId: agency.id, toOfficerId: values.officerId || null, restricted, dueAt: due.at, because: due.because, urgent: values.urgent })
  return id
}

export const refer = form<OfficerWork, typeof fields, ToRefer>({
  fields, load,
  rules: [
    ...footingRules,
    ({ consent, consentBecause }) => consent === 'overridden' && consentBecause === '' ? { field: 'consentBecause', text: 'Enter why they are referred without having agreed' } : undefined,
    ({ gateway, consent }) => gateway === 'consent' && consent === 'overridden' ? { field: 'consent', text: 'It cannot rest on consent the person has not given' } : undefined,
    ({ parts, until }, { at }) => parts === undefined || parts.length === 0 ? undefined : until === null ? { field: 'until', part: 'day', text: 'Enter until when they see these parts' } : until !== undefined && (until <= at.today || until > longestUntil(at.today)) ? { field: 'until', part: 'day', text: 'Enter a day after today and within a year' } : undefined,
    ({ parts, authorisedBy }) => parts !== undefined && parts.length > 0 && authorisedBy === '' ? { field: 'authorisedBy', text: 'Select who authorised sharing it' } : undefined,
  ],
  start: ({ agreements }, _ask, work) => {
    const [year = '', month = '', dayOfMonth = ''] = addDays(work.today, 91).split('-')
    return { ...startFooting(agreements), urgent: 'no', mayAdd: 'yes', authorisedBy: work.may('authorise sharing') ? work.actor.officerId : '', 'until-day': dayOfMonth, 'until-month': month, 'until-year': year }
  },
  act: async (work, loaded, values) => {
    const wrong = whyNot(loaded, values) ?? await whyNamed(work, loaded, values)
    if (wrong !== undefined) return problems(wrong)
    const id = await send(work, loaded, values)
    return seeOther(`/referrals/${id}`, { about: { kind: 'referral', id } })
  },
  show: view => <ReferForm {...view} />,
})
