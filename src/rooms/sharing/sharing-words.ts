// The words of sharing: what each part of a case is, and on what sharing may rest.
import { PARTS, type Part } from '#rooms/cases/index.ts'

export const PART_SAYS: Readonly<Record<Part, string>> = {
  people: 'Who is in the case and in which role, how to reach them, and what warns staff. Names, addresses and telephone numbers.',
  incidents: 'What happened, when and where, with its effect, and the place of the case.',
  chronology: 'Everything written in the chronology for staff, from before and from now on. Restricted entries stay here.',
  evidence: 'Photos, recordings, documents and diary sheets. Restricted files stay here.',
  risk: 'Each risk assessment with its answers, and the score over time.',
  plan: 'What the person harmed wants, the steps of the plan, and how often they hear from us.',
}
export const partChoices = (only: readonly string[] = PARTS) => PARTS.filter(part => only.includes(part)).map(part => ({ value: part, text: part.replace(/^./, first => first.toUpperCase()), hint: PART_SAYS[part] }))

/** "the chronology, the evidence and the risk". */
export const sayParts = (parts: readonly string[]): string => {
  const said = PARTS.filter(part => parts.includes(part)).map(part => `the ${part}`)
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} and ${said.at(-1) ?? ''}`
}

/** What a grant may rest on where no agreement carries it. */
export const OTHER_GATEWAYS = ['safeguarding', 'vital interest', 'court order', 'consent'] as const
export type OtherGateway = (typeof OTHER_GATEWAYS)[number]
/** What a disclosure told by hand may rest on as well. */
export const GATEWAYS = ['agreement', 'section 115', 'crime and taxation', ...OTHER_GATEWAYS] as const
export type Gateway = (typeof GATEWAYS)[number]

export const GATEWAY_SAYS: Readonly<Record<Gateway, string>> = {
  'agreement': 'An information sharing agreement both agencies have signed',
  'section 115': 'Crime and Disorder Act 1998, section 115: necessary or expedient to prevent crime and disorder',
  'crime and taxation': 'Data Protection Act 2018, schedule 2, paragraph 2: to prevent or detect crime',
  'safeguarding': 'Somebody must be kept safe from harm or neglect',
  'vital interest': 'A life is at risk',
  'court order': 'A court or the law requires it',
  'consent': 'The person it is about has agreed',
}

export const CONSENTS = ['given', 'not asked', 'overridden'] as const
export const consentChoices = [
  { value: 'given', text: 'They agreed' },
  { value: 'not asked', text: 'They were not asked', hint: 'Where asking would not be safe, or would defeat the purpose' },
  { value: 'overridden', text: 'They did not agree, and it must be shared all the same' },
] as const
export const METHODS = ['telephone', 'meeting', 'email', 'letter', 'other'] as const
