// Community protection notice (ASBCPA 2014 ss43-58): to somebody aged 16 or over or a body, after a written warning and time enough.
import { cpnAppeal, cpnReview } from '#law/deadlines/community-protection.ts'
import { cpnPenaltyPay, cpnPenaltyProsecute, summaryProsecution } from '#law/deadlines/fixed-penalties.ts'
import { known, proposed, seen, unsure, wordsRead } from '#law/said.ts'
import type { Content, PriorStep, Tool } from '#law/tool.ts'
import { communityProtectionIssuers, communityProtectionTest, whoShouldKnow, youthJusticeTold } from './community-protection-warning.ts'
import { agesOf, existsSince } from './who.ts'

const steps: readonly PriorStep[] = [
  { id: 'cpn.warned', before: 'issue', missing: 'a written warning has been served', ...seen('The person must first be warned in writing that a notice will follow.', 'ASBCPA 2014 s43(5)(a)') },
  { id: 'cpn.timeGiven', before: 'issue', missing: 'the person has had enough time to put it right', ...seen('They must have had enough time to deal with it.', 'ASBCPA 2014 s43(5)(b)') },
  { id: 'cpn.stillGoingOn', before: 'issue', missing: 'an officer has checked, and the conduct still has that effect', ...seen('The officer must be satisfied that the effect goes on despite the warning.', 'ASBCPA 2014 s43(5)(b)') },
]

/** Section 43(7) asks the notice to explain sections 46 to 51. */
const rights: readonly Content[] = [
  { id: 'cpn.appealRights', ...seen('The right to appeal: to the magistrates’ court, within 21 days beginning with the day of issue, and on which grounds.', 'ASBCPA 2014 ss43(7), 46') },
  { id: 'cpn.appealEffect', ...wordsRead('While an appeal goes on, what it says to do is of no effect; what it says to stop stays in force unless the court orders otherwise.', 'ASBCPA 2014 s46(3)') },
  { id: 'cpn.remedialAction', ...seen('That the council may put things right itself and claim the cost.', 'ASBCPA 2014 ss43(7), 47') },
  { id: 'cpn.offence', ...seen('That not complying is an offence, and what a court may do.', 'ASBCPA 2014 ss43(7), 48') },
  { id: 'cpn.courtOrders', ...seen('That a court may order things done, or items forfeited or seized.', 'ASBCPA 2014 ss43(7), 49-51') },
]

export const cpnAppealGrounds = [
  'the conduct did not happen', 'it has had no detrimental effect on the quality of life of those in the locality', 'it is not persistent or continuing', 'it is not unreasonable',
  'it is something the person cannot reasonably be expected to control', 'a requirement is unreasonable', 'the notice has a material error or defect', 'the notice went to the wrong person',
] as const

export const communityProtectionNotice: Tool = {
  id: 'cpn', name: 'Community protection notice', family: 'orders and notices', rung: 5, whose: 'ours', about: 'person', gate: true,
  exists: existsSince('cpn', 'Community protection notice', 'ASBCPA 2014 s43', 'seen'), issuers: communityProtectionIssuers,
  ages: agesOf('cpn', 'Age for a community protection notice', { from: 16 }, 'ASBCPA 2014 s43(1)', 'seen'),
  proof: 'reasonable grounds', test: communityProtectionTest, priorSteps: steps, consultations: [whoShouldKnow, youthJusticeTold],
  contents: [
    { id: 'cpn.conduct', ...seen('What the person does, and its effect on others.', 'ASBCPA 2014 s43(7)') },
    { id: 'cpn.requirements', ...seen('What to stop, what to do, or what to take reasonable steps to achieve; only what is reasonable to prevent or lessen the effect.', 'ASBCPA 2014 s43(3)-(4)') },
    { id: 'cpn.times', ...known('By when each thing must be done.', 'ASBCPA 2014 s43') },
    ...rights,
  ],
  clocks: [{ starts: 'issue', rule: cpnAppeal }, { starts: 'breach', rule: summaryProsecution }, { starts: 'fixed penalty notice for the breach', rule: cpnPenaltyProsecute }, { starts: 'fixed penalty notice for the breach', rule: cpnPenaltyPay }],
  service: [known('By hand, left at or posted to the person’s proper address; to the secretary or clerk of a body.', 'ASBCPA 2014 s55')],
  appeal: wordsRead(`To the magistrates’ court within 21 days beginning with the day of issue, because ${cpnAppealGrounds.slice(0, -1).join('; ')}; or ${cpnAppealGrounds.at(-1) ?? ''}.`, 'ASBCPA 2014 s46'),
  extension: known('It lasts until complied with or withdrawn. The body that issued it may vary or withdraw it and says why.', 'ASBCPA 2014 Part 4 chapter 1'),
  breach: {
    proof: 'beyond reasonable doubt', ...known('Not complying without reasonable excuse is an offence.', 'ASBCPA 2014 s48'),
    next: ['Collect evidence of the breach to the criminal standard', 'Offer a fixed penalty notice, or prosecute', 'Put it right ourselves and claim the cost', 'Ask the court for a remedial order, forfeiture or seizure'],
  },
  penalties: [
    { who: 'adult', ...known('A fine up to level 4 (£2,500).', 'ASBCPA 2014 s48') }, { who: 'under 18', ...known('A fine up to level 4, as youth courts limit it.', 'ASBCPA 2014 s48') },
    { who: 'body', ...unsure('The Act says £20,000; since limits were lifted in 2015 treat it as unlimited.', 'ASBCPA 2014 s48; LASPO 2012 s85') },
    { who: 'anybody', ...seen('Or a fixed penalty of up to £100.', 'ASBCPA 2014 s52') },
    { who: 'anybody', change: 'fpnMax500', ...unsure('Or a fixed penalty of up to £500.', 'Crime and Policing Act 2026') },
  ],
  opens: [{ tool: 'fpn-cpn', ...known('A breach opens a fixed penalty notice or a prosecution.', 'ASBCPA 2014 ss48, 52') }],
  notes: [proposed('The Act gives it no end, so give it a day to look at it again, and withdraw it when it is no longer needed.', cpnReview.rows[0]?.source ?? '')],
}
