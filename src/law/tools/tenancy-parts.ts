// What tenancy tools share: the landlord's authority, the pre-action letter, the test of nuisance and what the court weighs.
import type { Consultation, Element, PriorStep, Said } from '../tool.ts'
import { IF_MAYBE_VULNERABLE, PRACTICE, content, element, said, step } from './bare.ts'

export const PROTOCOL = 'Pre-Action Protocol for Possession Claims by Social Landlords'
export const SENIOR = { authority: 'senior manager of the landlord, with legal advice', ...said('The landlord decides, at the level its scheme of delegation says.', 'Scheme of delegation', 'proposal') }
export const HEAD = { authority: 'head of service of the landlord', ...said('The landlord decides, at the level its scheme of delegation says.', 'Scheme of delegation', 'proposal') }

export function nuisance(tool: string, source: string): readonly Element[] {
  return [
    element(`${tool}.nuisance`, 'the tenant, somebody they live with or a visitor has caused nuisance or annoyance to people in the locality, or to the landlord or its staff.', source, 'known', 'behaviour'),
    element(`${tool}.conviction`, 'the tenant, somebody they live with or a visitor was convicted of an offence in the locality, or of using the home for an illegal purpose.', source, 'known', 'behaviour'),
  ]
}

export const reasonable = (tool: string, source: string): Element =>
  element(`${tool}.reasonable`, 'an order is reasonable, given the effect on others so far, the continuing effect, and the effect if it happened again.', source, 'known')

export function supportChecked(tool: string): PriorStep {
  return step(`${tool}.support`, 'Support and reasonable adjustments have been looked at.', 'Nobody has recorded what support or adjustments the tenant needs.', 'issue', 'Equality Act 2010 ss15, 20', 'known', IF_MAYBE_VULNERABLE)
}

export const housingAndSafeguarding = (tool: string, before: Consultation['before']): Consultation => ({
  id: `${tool}.referrals`, with: 'homelessness and safeguarding services', duty: 'inform', before, missing: 'Homelessness and safeguarding services have not been told yet.',
  ...said('Homelessness and safeguarding services are told before anybody loses a home.', PRACTICE, 'known'),
})

export const noticeParts = (tool: string, source: string): ReturnType<typeof content>[] => [
  content(`${tool}.says-why`, 'The reasons, with dates and what happened.', source, 'known'),
  content(`${tool}.date`, 'The date after which proceedings may be begun, or that they may be begun at once.', source, 'known'),
  content(`${tool}.help`, 'Where to get help and advice.', source, 'known'),
]

export const SERVED: readonly Said[] = [said('By hand, by post or through the door as the tenancy agreement and the Act allow: record how and when, and the day it counts as served.', 'Local Government Act 1972 s233; tenancy agreement', 'known')]
