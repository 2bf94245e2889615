// Closure notices (ASBCPA 2014 ss76-79): about premises, for up to 24 hours, or 48 with the chief executive’s or a superintendent’s signature.
import { closureCompensation, closureHearing, closureNotice24, closureNotice48, closureNoticeExtended } from '#law/deadlines/closure.ts'
import { summaryProsecution } from '#law/deadlines/fixed-penalties.ts'
import { known, proposed, seen, wordsRead } from '#law/said.ts'
import type { Consultation, Content, Element, Issuer, PriorStep, Tool } from '#law/tool.ts'
import { existsSince } from './who.ts'

const test: readonly Element[] = [
  { id: 'closure.nuisance', oneOf: 'closure.reason', ...wordsRead('the use of the premises has caused, or will soon cause, nuisance to members of the public.', 'ASBCPA 2014 s76(1)(a)') },
  { id: 'closure.disorder', oneOf: 'closure.reason', ...wordsRead('there has been, or soon will be, disorder near the premises that has to do with their use.', 'ASBCPA 2014 s76(1)(b)') },
  { id: 'closure.noticeNecessary', ...wordsRead('the notice is needed to stop this going on, coming back or happening.', 'ASBCPA 2014 s76(1)') },
]

const consultations: readonly Consultation[] = [
  { id: 'closure.informed', with: 'Those who live there, control, own or have a stake in the premises', duty: 'inform', before: 'issue', missing: 'reasonable efforts have been made to tell those who live there and those who control or own the premises', ...wordsRead('Reasonable efforts to tell them that the notice is going to be issued.', 'ASBCPA 2014 s76(6)') },
  { id: 'closure.consulted', with: 'Anybody thought appropriate, such as the police, social services, the landlord', duty: 'consult', before: 'issue', missing: 'whoever is thought appropriate has been consulted', ...wordsRead('Any body or person thought appropriate is consulted before the notice is issued.', 'ASBCPA 2014 s76(7)') },
]

const contents: readonly Content[] = [
  { id: 'closure.premises', ...wordsRead('Which premises.', 'ASBCPA 2014 s76(5)(a)') },
  { id: 'closure.effect', ...wordsRead('What the notice does.', 'ASBCPA 2014 s76(5)(b)') },
  { id: 'closure.offence', ...wordsRead('That not complying is an offence.', 'ASBCPA 2014 s76(5)(c)') },
  { id: 'closure.orderSought', ...wordsRead('That a closure order will be asked for.', 'ASBCPA 2014 s76(5)(d)') },
  { id: 'closure.whenAndWhere', ...wordsRead('When and where the application will be heard.', 'ASBCPA 2014 s76(5)(e)') },
  { id: 'closure.orderEffect', ...wordsRead('What a closure order does.', 'ASBCPA 2014 s76(5)(f)') },
  { id: 'closure.advice', ...wordsRead('Who gives advice on housing and the law in the area, and how to reach them.', 'ASBCPA 2014 s76(5)(g)') },
  { id: 'closure.residentsStay', ...wordsRead('That those who habitually live there and the owner are not kept out.', 'ASBCPA 2014 s76(4)') },
]

const rehoming: PriorStep = {
  id: 'closure.whoLivesThere', before: 'issue', missing: 'who lives there, adults, children and animals, and what would become of them is written down', ...proposed('Rehousing, care of children and adults, pets, post and safe boarding are planned.', 'Practice'),
}

const provider: Issuer = { authority: 'Registered provider', change: 'rpClosure', ...seen('For premises it owns or manages.', 'Crime and Policing Act 2026') }

type Differs = Pick<Tool, 'id' | 'name' | 'exists' | 'issuers' | 'priorSteps' | 'clocks' | 'extension'>
const notice = (differs: Differs): Tool => ({
  ...differs, family: 'orders and notices', rung: 8, whose: 'ours', about: 'premises', gate: true, proof: 'reasonable grounds', test, consultations, contents,
  service: [known('By a constable or a council officer: copies fixed where they can be seen on the premises, at each way in and on outbuildings, and given to those in control and those living there.', 'ASBCPA 2014 s79')],
  appeal: known('None against the notice; the court hears the application for an order within days.', 'ASBCPA 2014 ss80, 84'),
  breach: { proof: 'beyond reasonable doubt', ...known('Going in, or staying, against it without reasonable excuse is an offence; so is obstruction.', 'ASBCPA 2014 s86'), next: ['Tell the police', 'Prosecute'] },
  penalties: [{ who: 'anybody', ...known('Up to 3 months in prison, an unlimited fine, or both.', 'ASBCPA 2014 s86') }],
  opens: [{ tool: 'closure-order', ...wordsRead('After every notice that is not cancelled a closure order must be applied for.', 'ASBCPA 2014 s80(1)') }],
  notes: [wordsRead('Those who habitually live there, and the owner, cannot be kept out by a notice.', 'ASBCPA 2014 s76(4)')],
})

const common: Tool['clocks'] = [{ starts: 'service', rule: closureHearing }, { starts: 'notice cancelled', rule: closureCompensation }, { starts: 'offence', rule: summaryProsecution }]

export const closureNotice: Tool = notice({
  id: 'closure-notice', name: 'Closure notice (up to 24 hours)', exists: existsSince('closure-notice', 'Closure notice (up to 24 hours)', 'ASBCPA 2014 s76', 'read'),
  issuers: [{ authority: 'Delegated council officer', ...wordsRead('The local authority.', 'ASBCPA 2014 s76(1)') }, { authority: 'Police inspector or above', ...wordsRead('The police.', 'ASBCPA 2014 s76(1)') }, provider],
  priorSteps: [rehoming], clocks: [{ starts: 'service', rule: closureNotice24 }, { starts: 'end of the first 24 hours', rule: closureNoticeExtended }, ...common],
  extension: seen('By up to 24 hours, signed by a superintendent or above, the chief executive or whoever the chief executive designated.', 'ASBCPA 2014 ss77-78'),
})

export const closureNoticeLong: Tool = notice({
  id: 'closure-notice-48', name: 'Closure notice (up to 48 hours)', exists: existsSince('closure-notice-48', 'Closure notice (up to 48 hours)', 'ASBCPA 2014 ss76, 77(2)', 'read'),
  issuers: [
    { authority: 'Chief executive, or whoever the chief executive designated', ...wordsRead('The local authority.', 'ASBCPA 2014 s77(2)(b)') }, { authority: 'Police superintendent or above', ...wordsRead('The police.', 'ASBCPA 2014 s77(2)(a)') },
    { ...provider, authority: 'Registered provider, senior management' },
  ],
  priorSteps: [rehoming, { id: 'closure.signed48', before: 'issue', missing: 'the chief executive, or whoever they designated, or a superintendent has signed', ...wordsRead('A notice of more than 24 hours is signed at that level.', 'ASBCPA 2014 s77(2)') }],
  clocks: [{ starts: 'service', rule: closureNotice48 }, ...common],
})
