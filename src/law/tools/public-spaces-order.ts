// Public spaces protection order (ASBCPA 2014 ss59-75): made, extended before it lapses, varied, discharged, or expedited.
import { day } from '#kernel/day.ts'
import { pspoChallenge, pspoEnds, pspoExpeditedEnds, pspoExtensionEnds, pspoExtensionMade, pspoReview3, pspoReview6 } from '#law/deadlines/public-spaces.ts'
import { inForce } from '#law/row.ts'
import { known, proposed, seen, unsure } from '#law/said.ts'
import type { Consultation, Element, Tool } from '#law/tool.ts'
import { existsSince } from './who.ts'

const test: readonly Element[] = [
  { id: 'pspo.detrimental', ...known('activities in the place have had, or are likely to have, a detrimental effect on the quality of life of those in the locality.', 'ASBCPA 2014 s59(2)') },
  { id: 'pspo.persistent', ...known('the effect is, or is likely to be, persistent or continuing.', 'ASBCPA 2014 s59(3)') },
  { id: 'pspo.unreasonable', ...known('it makes the activities unreasonable.', 'ASBCPA 2014 s59(3)') },
  { id: 'pspo.justifies', ...known('it justifies each thing the order forbids or asks for.', 'ASBCPA 2014 s59(3)') },
]

const ask = (id: string, who: string, duty: Consultation['duty'], missing: string, says: string): Consultation => ({ id: `pspo.${id}`, with: who, duty, before: 'issue', missing, ...known(says, 'ASBCPA 2014 s72') })
const consultations: readonly Consultation[] = [
  ask('police', 'Chief officer of police', 'consult', 'the chief officer of police has been consulted', 'The chief officer of police is consulted.'),
  ask('policingBody', 'Local policing body', 'consult', 'the police and crime commissioner has been consulted', 'The local policing body is consulted.'),
  ask('community', 'Community representatives', 'consult', 'the community representatives thought appropriate have been consulted', 'Community representatives are consulted.'),
  ask('owners', 'Owners and occupiers of the land', 'consult', 'the owners and occupiers of the land have been consulted', 'The owner or occupier of the land is consulted.'),
  ask('parish', 'Parish council and county council', 'inform', 'the parish and county councils have been told', 'The parish council and the county council are told.'),
]

const published = { id: 'pspo.draftPublished', before: 'issue', missing: 'the draft text has been published', ...known('The text is published beforehand.', 'ASBCPA 2014 s72') } as const
const freedoms = { id: 'pspo.freedoms', before: 'issue', missing: 'free speech and assembly have been looked at, and what was found is written down', ...known('Particular regard to free speech and to assembly.', 'ASBCPA 2014 s72; Human Rights Act 1998 Articles 10, 11') } as const
const equality = { id: 'pspo.equality', before: 'issue', missing: 'an equality impact assessment is done', ...proposed('Equality impact is assessed.', 'Equality Act 2010 s149') } as const
const approved = { id: 'pspo.approved', before: 'issue', missing: 'cabinet, committee or whoever holds the delegation has approved it', ...known('Approved as the council’s constitution says.', 'Practice') } as const

const ground = {
  family: 'orders and notices', rung: 5, whose: 'ours', about: 'place', gate: false, proof: 'reasonable grounds', consultations,
  issuers: [{ authority: 'Cabinet, committee or its delegate', ...seen('The district, unitary or London borough council.', 'ASBCPA 2014 ss59, 74') }],
  service: [known('On the council’s website, and on signs on or next to the land.', 'SI 2014/2591')],
} as const satisfies Partial<Tool>

const base = {
  ...ground, test,
  appeal: known('Whoever lives in, works in or regularly visits the area may challenge it in the High Court within 6 weeks beginning with the day it is made or varied.', 'ASBCPA 2014 s66'),
  breach: { proof: 'beyond reasonable doubt', ...known('Doing what it forbids, or not what it asks, without reasonable excuse is an offence.', 'ASBCPA 2014 s67'), next: ['Record what happened, where and when', 'Offer a fixed penalty notice, or prosecute', 'Under 18: involve the youth justice service'] },
  penalties: [
    { who: 'anybody', ...seen('A fine up to level 3 (£1,000); for alcohol, up to level 2 (£500).', 'ASBCPA 2014 ss63, 67') }, { who: 'anybody', ...seen('Or a fixed penalty of up to £100.', 'ASBCPA 2014 s68') },
    { who: 'anybody', change: 'fpnMax500', ...unsure('Or a fixed penalty of up to £500.', 'Crime and Policing Act 2026') },
  ],
  opens: [{ tool: 'fpn-pspo', ...known('A breach opens a fixed penalty notice or a prosecution.', 'ASBCPA 2014 ss67-68') }],
  contents: [
    { id: 'pspo.activities', ...known('The activities, and what is forbidden or asked for.', 'ASBCPA 2014 s59') }, { id: 'pspo.area', ...known('The area, with a map.', 'ASBCPA 2014 s59') },
    { id: 'pspo.period', ...seen('The day it takes effect and the day it ends.', 'ASBCPA 2014 s60') }, { id: 'pspo.penalties', ...known('What happens if it is broken, and how to challenge it.', 'ASBCPA 2014 ss66-68') },
  ],
} as const satisfies Partial<Tool>

const reminders = [{ before: 'last day of the order', rule: pspoReview6 }, { before: 'last day of the order', rule: pspoReview3 }] as const
const exceptions = [
  known('Alcohol: not in licensed premises or their grounds, nor within 30 minutes of a temporary event there.', 'ASBCPA 2014 ss62-63'),
  known('Closing a highway needs more consultation, and some roads cannot be closed.', 'ASBCPA 2014 ss64-65'), known('Nobody under 10 can commit the offence.', 'Children and Young Persons Act 1933 s50'),
]

export const publicSpacesOrder: Tool = {
  ...base, id: 'pspo', name: 'Public spaces protection order', exists: existsSince('pspo', 'Public spaces protection order', 'ASBCPA 2014 s59', 'seen'),
  priorSteps: [published, freedoms, equality, approved],
  duration: [{ id: 'pspo.duration', says: 'How long a public spaces protection order can last', for: 'anybody', rows: [inForce({ most: { n: 3, unit: 'years', counting: 'beginning with' } }, 'ASBCPA 2014 s60(1)', 'seen')] }],
  clocks: [{ starts: 'made', rule: pspoChallenge }, { starts: 'takes effect', rule: pspoEnds }, { starts: 'last day of the order', rule: pspoExtensionMade }], reminders, notes: exceptions,
  extension: seen('May be extended before it ends, by up to 3 years, more than once.', 'ASBCPA 2014 s60(2)'),
}

export const publicSpacesExtension: Tool = {
  ...base, id: 'pspo-extension', name: 'Extension of a public spaces protection order', exists: existsSince('pspo-extension', 'Extension of a public spaces protection order', 'ASBCPA 2014 s60(2)', 'seen'),
  test: [{ id: 'pspo.stillNeeded', ...known('extending it is needed to keep the activities from happening, coming back or growing once it ends.', 'ASBCPA 2014 s60(2)') }],
  priorSteps: [freedoms, equality, published, approved],
  window: [{ event: 'last day of the PSPO', rule: pspoExtensionMade, unknown: 'the last day of the order is recorded' }],
  clocks: [{ starts: 'first day of the extension', rule: pspoExtensionEnds }, { starts: 'made', rule: pspoChallenge }], reminders, notes: exceptions,
}

export const publicSpacesVariation: Tool = {
  ...base, id: 'pspo-variation', name: 'Variation of a public spaces protection order', exists: existsSince('pspo-variation', 'Variation of a public spaces protection order', 'ASBCPA 2014 s61', 'known'),
  priorSteps: [freedoms, equality, published, approved], clocks: [{ starts: 'varied', rule: pspoChallenge }],
  window: [{ event: 'last day of the PSPO', rule: pspoExtensionMade, unknown: 'the last day of the order is recorded' }], notes: exceptions,
}

/** The Act sets no test for bringing an order to its end, so what is to be shown is our proposal; who must be asked is as for a variation. */
export const publicSpacesDischarge: Tool = {
  ...ground, id: 'pspo-discharge', name: 'Discharge of a public spaces protection order', exists: existsSince('pspo-discharge', 'Discharge of a public spaces protection order', 'ASBCPA 2014 s61', 'known'),
  test: [{ id: 'pspo.noLongerJustified', ...proposed('what happens in the place no longer justifies the order.', 'Practice: the Act sets no test') }],
  priorSteps: [freedoms, equality, published, approved], contents: [], clocks: [], penalties: [], opens: [],
  window: [{ event: 'last day of the PSPO', rule: pspoExtensionMade, unknown: 'the last day of the order is recorded' }],
}

export const publicSpacesExpedited: Tool = {
  ...base, id: 'pspo-expedited', name: 'Expedited public spaces protection order', exists: existsSince('pspo-expedited', 'Expedited public spaces protection order', 'ASBCPA 2014 s59A', 'known', day('2022-06-28')),
  test: [
    { id: 'pspo.nearSchoolOrClinic', ...known('the place is near a school, or a vaccination or test site.', 'ASBCPA 2014 s59A') },
    { id: 'pspo.disruptive', ...known('activities there disrupt it or those who go there.', 'ASBCPA 2014 s59A') },
  ],
  priorSteps: [freedoms, approved],
  consultations: [{ id: 'pspo.siteConsent', with: 'Whoever is responsible for the school or site', duty: 'consent', before: 'issue', missing: 'whoever is responsible for the school or site has agreed', ...known('The site’s agreement comes first; the others are consulted as soon as can be afterwards.', 'ASBCPA 2014 s72A') }],
  duration: [{ id: 'pspo-expedited.duration', says: 'How long an expedited order can last', for: 'anybody', rows: [inForce({ most: { n: 6, unit: 'months', counting: 'beginning with' } }, 'ASBCPA 2014 s60A', 'known', day('2022-06-28'))] }],
  clocks: [{ starts: 'made', rule: pspoChallenge }, { starts: 'takes effect', rule: pspoExpeditedEnds }], notes: exceptions,
}
