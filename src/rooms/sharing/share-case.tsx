// Sharing parts of a case with another agency: which agency, then what, why, on which footing and until when. A preview comes before it is given.
import type { OfficerWork } from '#db/work.ts'
import { addDays, londonDay, sayDay, type Day } from '#kernel/time.ts'
import { caseAt, PARTS, type Case } from '#rooms/cases/index.ts'
import { agencies, officersWhoMay } from '#rooms/partnership/index.ts'
import { EmptyState } from '#ui/tables.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, page, refused, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { choice, choices, futureDate, optionalWords, words, yesNo } from '#web/fields.ts'
import { form, problems, type Problem } from '#web/form.ts'
import { agreementsBetween } from './agreement-store.ts'
import { agencyToShareWith, draftWith, grantsOf, keepDraft, liveGrantTo, type Grant, type GrantAnswers } from './grant-store.ts'
import { footingFields, footingOf, footingRules, footingValue, purposeOf, startFooting, whyNoFooting } from './footing.tsx'
import { ShareForm } from './share-form.tsx'
import { longestUntil, type Carrying } from './sharing-rules.ts'
import { CONSENTS, sayParts } from './sharing-words.ts'

/** A case this officer's agency leads and may share as a whole; or why not. */
export const caseToShare = async (work: OfficerWork, ask: Ask): Promise<Case | Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  if (theCase.leadAgencyId !== work.actor.agencyId) return refused('Only the agency that leads a case shares it.')
  if (theCase.circleId !== null) return refused('This case is kept to its circle. It is shared with nobody as an agency: name the one officer who needs it, under “Who may see this case”.')
  return theCase.status === 'merged' ? seeOther(`/cases/${theCase.reference}`) : theCase
}

export const chooseAgency = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const theCase = await caseToShare(work, ask)
  if ('kind' in theCase) return theCase
  const [others, live] = [(await agencies(work)).filter(({ id }) => id !== work.actor.agencyId), (await grantsOf(work, theCase.id)).filter(({ endedAt }) => endedAt === null)]
  const file = `/cases/${theCase.reference}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `Share ${theCase.reference}` }} narrow back={{ href: `${file}#shared` }}>
      <h1 class="govuk-heading-l">With which agency do you share {theCase.reference}?</h1>
      {others.length === 0 ? <EmptyState>There is no other agency in this partnership.</EmptyState> : (
        <ul class="govuk-list govuk-list--spaced">
          {others.map(({ id, name }) => {
            const has = live.find(({ toAgencyId }) => toAgencyId === id)
            return <li>{has === undefined ? <a class="govuk-link" href={`${file}/share/${id}`}>{name}</a> : <>{name}: sees {sayParts(has.parts)} until {sayDay(londonDay(has.endsAt))}. <a class="govuk-link" href={`${file}/share/${id}?after=${has.id}`}>Extend or change it<span class="govuk-visually-hidden"> for {name}</span></a></>}</li>
          })}
        </ul>
      )}
    </OfficerPage>, { about: { kind: 'case', id: theCase.id } },
  )
}

const fields = {
  parts: choices(PARTS, { empty: 'Select at least one part of the case' }), mayAdd: yesNo({ empty: 'Select whether they may add to it' }), askedBy: optionalWords({ max: 200, called: 'Who asked' }),
  ...footingFields, consent: choice(CONSENTS, { empty: 'Select whether the person agreed' }), consentBecause: optionalWords({ max: 1000, called: 'Why' }),
  authorisedBy: words({ empty: 'Select who authorised it', max: 60 }), until: futureDate({ empty: 'Enter until when', called: 'Until when' }), follows: optionalWords({ max: 60 }),
}

type Named = { readonly id: string; readonly name: string }
export type ToShare = {
  readonly theCase: Case; readonly agency: { readonly id: string; readonly name: string }; readonly agreements: readonly Carrying[]; readonly authorisers: readonly Named[]; readonly live: Grant | undefined; readonly mayAuthorise: boolean
  readonly follows: Grant | undefined; readonly draft: GrantAnswers | undefined
}

export const loadToShare = async (work: OfficerWork, ask: Ask): Promise<ToShare | Answer> => {
  const theCase = await caseToShare(work, ask)
  if ('kind' in theCase) return theCase
  const agency = await agencyToShareWith(work, ask.params['agency'] ?? '')
  if (agency === undefined) return notThere
  const after = textOf(ask.answers, 'follows') || textOf(ask.query, 'after')
  const [live, draft] = [await liveGrantTo(work, theCase.id, agency.id), await draftWith(work, theCase.id, textOf(ask.query, 'draft'))]
  return {
    theCase, agency, live, follows: after !== '' && live?.id === after ? live : undefined, draft, agreements: await agreementsBetween(work, theCase.leadAgencyId, agency.id),
    authorisers: await officersWhoMay(work, work.actor.agencyId, 'authorise sharing'), mayAuthorise: work.may('authorise sharing'),
  }
}

const dayParts = (on: string): Readonly<Record<string, string>> => {
  const [year = '', month = '', date = ''] = on.split('-')
  return { 'until-day': date, 'until-month': month, 'until-year': year }
}

const boxes = (values: Omit<GrantAnswers, 'until' | 'followsId' | 'toAgencyId' | 'parts'> & { readonly parts: readonly string[] }, agreements: readonly Carrying[], until: string) => {
  const known = agreements.some(({ purposes }) => purposes.includes(values.purpose))
  return {
    parts: [...values.parts], mayAdd: values.mayAdd ? 'yes' : 'no', askedBy: values.askedBy, purpose: known ? values.purpose : 'other', typedPurpose: known ? '' : values.purpose, necessity: values.necessity, minimised: values.minimised, consent: values.consent, consentBecause: values.consentBecause,
    gateway: footingValue(values), gatewayBecause: values.gatewayBecause, authorisedBy: values.authorisedBy, ...dayParts(until),
  }
}

/** Until when, unless the officer says otherwise: three months, or the end of the agreement. */
const usually = (today: Day, agreements: readonly Carrying[]): Day => {
  const [in3, ends] = [addDays(today, 91), agreements[0]?.endsOn]
  return ends !== undefined && ends < in3 ? ends : in3
}

const startOf = ({ draft, follows, agreements, mayAuthorise }: ToShare, work: OfficerWork) => {
  if (draft !== undefined) return { ...boxes(draft, agreements, draft.until), follows: draft.followsId ?? '' }
  if (follows !== undefined) return { ...boxes(follows, agreements, usually(work.today, agreements)), follows: follows.id }
  return {
    mayAdd: 'yes', ...startFooting(agreements), authorisedBy: mayAuthorise ? work.actor.officerId : '', ...dayParts(usually(work.today, agreements)),
  }
}

type Values = { readonly parts: GrantAnswers['parts']; readonly gateway: string; readonly gatewayBecause: string; readonly until: Day; readonly authorisedBy: string }
/** What depends on the agreements of these two agencies and on who may authorise: asked again when the preview is confirmed. */
export const whyNotShared = ({ agreements, authorisers, live, follows }: ToShare, values: Values, purpose: string): Problem | undefined => {
  if (live !== undefined && live.id !== follows?.id) return { field: 'parts', text: 'This agency already sees parts of this case. Extend or change what it has instead' }
  if (!authorisers.some(({ id }) => id === values.authorisedBy)) return { field: 'authorisedBy', text: 'Select who authorised it' }
  return whyNoFooting(agreements, values.gateway, { purpose, parts: values.parts, until: values.until })
}

export const shareCase = form<OfficerWork, typeof fields, ToShare>({
  fields, load: loadToShare,
  rules: [
    ...footingRules,
    ({ consent, consentBecause }) => consent !== undefined && consent !== 'given' && consentBecause === '' ? { field: 'consentBecause', text: 'Enter why they were not asked, or why it must be shared all the same' } : undefined,
    ({ gateway, consent }) => gateway === 'consent' && consent !== undefined && consent !== 'given' ? { field: 'consent', text: 'It cannot rest on consent the person has not given' } : undefined,
    ({ until }, { at }) => until !== undefined && until > longestUntil(at.today) ? { field: 'until', part: 'day', text: 'Enter a day within a year: then it is looked at again' } : undefined,
  ],
  start: (loaded, _ask, work) => startOf(loaded, work),
  act: async (work, loaded, values) => {
    const [purpose, footing] = [purposeOf(values), footingOf(values.gateway)]
    const wrong = whyNotShared(loaded, values, purpose)
    if (wrong !== undefined || footing === undefined) return problems(wrong ?? { field: 'gateway', text: 'Select what it rests on' })
    const draft = await keepDraft(work, loaded.theCase.id, {
      toAgencyId: loaded.agency.id, parts: values.parts, mayAdd: values.mayAdd, askedBy: values.askedBy, purpose, ...footing, gatewayBecause: values.gatewayBecause,
      necessity: values.necessity, minimised: values.minimised, consent: values.consent, consentBecause: values.consentBecause, authorisedBy: values.authorisedBy, until: values.until, followsId: loaded.follows?.id ?? null,
    })
    return seeOther(`/cases/${loaded.theCase.reference}/share/${loaded.agency.id}/${draft}`, { about: { kind: 'case', id: loaded.theCase.id } })
  },
  show: view => <ShareForm {...view} />,
})
