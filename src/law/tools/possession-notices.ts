// Before a discretionary possession claim: the pre-action letter, and the notices seeking possession by regime and ground.
import { assuredGround12Claim, assuredLife, secureGround2Claim, secureLife, secureOtherClaim, assuredGround14Claim } from '../deadlines/notices-seeking-possession.ts'
import type { Tool } from '../tool.ts'
import { BARE, content, element, exists, said, step } from './bare.ts'
import { PROTOCOL, SENIOR, SERVED, noticeParts, nuisance, reasonable, supportChecked } from './tenancy-parts.ts'

export const preActionLetter: Tool = {
  ...BARE, id: 'pre-action-letter', name: 'Letter before a possession claim', family: 'tenancy', rung: 7, about: 'tenancy', exists: exists('pre-action-letter', 'A letter before a possession claim', PROTOCOL, 'known'),
  landlords: ['council', 'association'], tenancies: ['introductory', 'secure', 'flexible', 'starter', 'assured', 'demoted'], issuers: [SENIOR],
  priorSteps: [supportChecked('pre-action-letter')],
  contents: [
    content('pre-action-letter.why', 'Why the landlord means to ask for possession and, on a mandatory ground, why that ground.', PROTOCOL, 'known'),
    content('pre-action-letter.comment', 'An invitation to comment, and by when.', PROTOCOL, 'known'), content('pre-action-letter.help', 'Where to get help and advice.', PROTOCOL, 'known'),
  ],
  service: SERVED,
}

type Notice = Pick<Tool, 'id' | 'name' | 'landlords' | 'tenancies' | 'clocks' | 'test' | 'notes'> & { readonly source: string }

function notice({ source, ...its }: Notice & Required<Pick<Tool, 'landlords' | 'tenancies'>>): Tool {
  return {
    ...BARE, family: 'tenancy', rung: 7, about: 'tenancy', exists: exists(its.id, its.name, source, 'known'), issuers: [SENIOR], court: 'county court', proof: 'balance of probabilities', gate: true,
    priorSteps: [supportChecked(its.id), step(`${its.id}.warned`, 'The tenant was warned and given time to change, or it is recorded why not.', 'No warning to the tenant, and no reason for going without, is recorded.', 'issue', PROTOCOL, 'proposal')],
    contents: [content(`${its.id}.form`, 'Everything the prescribed form asks for, with the ground named.', source, 'known'), ...noticeParts(its.id, source)], service: SERVED,
    opens: [{ tool: 'suspended-possession-order', ...said('The court may suspend an order on terms.', source, 'known') }, { tool: 'demotion', ...said('The court may demote the tenancy instead, if that was asked for.', 'Housing Act 1985 s82A; Housing Act 1988 s6A', 'known') }],
    ...its,
  }
}

const breach = (tool: string, source: string): Tool['test'] => [element(`${tool}.ground`, 'the ground named in the notice is made out.', source, 'known'), reasonable(tool, source)]

export const nspSecureGround2: Tool = notice({
  id: 'nsp-secure-ground-2', name: 'Notice seeking possession, secure tenancy, nuisance (Ground 2)', source: 'Housing Act 1985 s83, Schedule 2 Ground 2', landlords: ['council'], tenancies: ['secure', 'flexible'],
  test: [...nuisance('nsp-secure-ground-2', 'Housing Act 1985 Schedule 2 Ground 2'), reasonable('nsp-secure-ground-2', 'Housing Act 1985 s85A')], clocks: [{ starts: 'date specified', rule: secureLife }],
  notes: [said('The claim may begin as soon as the notice has been served.', secureGround2Claim.rows[0]?.source ?? '', 'known')],
})

export const nspSecureOther: Tool = notice({
  id: 'nsp-secure-other', name: 'Notice seeking possession, secure tenancy, another ground', source: 'Housing Act 1985 s83, Schedule 2', landlords: ['council'], tenancies: ['secure', 'flexible'],
  test: breach('nsp-secure-other', 'Housing Act 1985 Schedule 2'), clocks: [{ starts: 'date specified', rule: secureLife }],
  notes: [
    said('A claim waits for the end of a rent period, at least 4 weeks on.', secureOtherClaim.rows[0]?.source ?? '', 'known'),
    said('Ground 1: a broken clause. Ground 2A: domestic abuse. Ground 2ZA: riot.', 'Housing Act 1985 Schedule 2', 'known'),
  ],
})

export const nspAssuredGround14: Tool = notice({
  id: 'nsp-assured-ground-14', name: 'Notice seeking possession, assured tenancy, nuisance (Ground 14)', source: 'Housing Act 1988 s8, Schedule 2 Ground 14', landlords: ['association'], tenancies: ['assured', 'starter'],
  test: [...nuisance('nsp-assured-ground-14', 'Housing Act 1988 Schedule 2 Ground 14'), reasonable('nsp-assured-ground-14', 'Housing Act 1988 s9A')], clocks: [{ starts: 'notice served', rule: assuredLife }],
  notes: [said('The claim may begin on the day the notice is served.', assuredGround14Claim.rows[0]?.source ?? '', 'known')],
})

export const nspAssuredOther: Tool = notice({
  id: 'nsp-assured-other', name: 'Notice seeking possession, assured tenancy, broken clause (Ground 12)', source: 'Housing Act 1988 s8, Schedule 2 Ground 12', landlords: ['association'], tenancies: ['assured', 'starter'],
  test: breach('nsp-assured-other', 'Housing Act 1988 Schedule 2'), clocks: [{ starts: 'notice served', rule: assuredGround12Claim }, { starts: 'notice served', rule: assuredLife }],
  notes: [said('Other grounds have waiting times of their own: Ground 14A domestic abuse, Ground 14ZA riot. Look the ground up before the date is set.', 'Housing Act 1988 s8', 'known')],
})
