// Community protection warning: the written warning that must come before a community protection notice.
import { known, proposed, seen } from '#law/said.ts'
import { cpnAfterComplyBy, cpnAfterComplyByTime } from '#law/deadlines/community-protection.ts'
import type { Consultation, Element, Issuer, PriorStep, Tool } from '#law/tool.ts'
import { agesOf, existsSince, mayBeUnder18 } from './who.ts'

export const communityProtectionTest: readonly Element[] = [
  { id: 'cpn.detrimental', ...seen('the conduct has a detrimental effect on the quality of life of those in the locality.', 'ASBCPA 2014 s43(1)(a)') },
  { id: 'cpn.persistent', ...seen('that effect is persistent or continuing.', 'ASBCPA 2014 s43(1)(a)') },
  { id: 'cpn.unreasonable', ...seen('the conduct is unreasonable.', 'ASBCPA 2014 s43(1)(b)') },
]

export const communityProtectionIssuers: readonly Issuer[] = [
  { authority: 'Authorised officer with delegation on file and not expired', ...known('A council officer with delegated authority.', 'ASBCPA 2014 s53') },
  { authority: 'Designated by the council', ...known('A person, such as a social landlord, whom the council designated.', 'ASBCPA 2014 s53') },
  { authority: 'Constable, or a PCSO given the power', ...known('The police.', 'ASBCPA 2014 s53') },
]

export const whoShouldKnow: Consultation = {
  id: 'cpn.informed', with: 'Anybody thought appropriate, such as the landlord, a parent, mental health services', duty: 'inform', before: 'issue',
  missing: 'whoever should know, such as the landlord or mental health services, has been told', ...seen('Anybody the issuer thinks appropriate is told before the notice is issued.', 'ASBCPA 2014 s43(6)'),
}

/** Local protocol: the Act asks only that whoever is thought appropriate be told. */
export const youthJusticeTold: Consultation = {
  id: 'cpn.youthJustice', with: 'Youth justice service', duty: 'inform', before: 'issue', when: mayBeUnder18, because: 'The person is, or may be, under 18',
  missing: 'the youth justice service has been told', ...proposed('The youth justice service is told where the person is under 18.', 'ASBCPA 2014 s43(6) and local protocol'),
}

const lookedAtVulnerability: PriorStep = {
  id: 'cpn.vulnerabilityLookedAt', before: 'issue', missing: 'whether the person is vulnerable or disabled, and what support was offered, is written down',
  ...proposed('Vulnerability, disability and support are looked at first.', 'Equality Act 2010 ss15, 149'),
}

export const communityProtectionWarning: Tool = {
  id: 'cpw', name: 'Community protection warning', family: 'warnings', rung: 4, whose: 'ours', about: 'person', gate: false,
  exists: existsSince('cpw', 'Community protection warning', 'ASBCPA 2014 s43(5)', 'seen'), issuers: communityProtectionIssuers,
  ages: agesOf('cpw', 'Age for a community protection warning', { from: 16 }, 'ASBCPA 2014 s43(1)', 'seen'),
  proof: 'reasonable grounds', test: communityProtectionTest, priorSteps: [lookedAtVulnerability], consultations: [],
  contents: [
    { id: 'cpw.conduct', ...known('What the person does, and its effect on others.', 'ASBCPA 2014 s43(5)') },
    { id: 'cpw.willFollow', ...seen('That a community protection notice will be issued unless the conduct stops having that effect.', 'ASBCPA 2014 s43(5)(a)') },
    { id: 'cpw.complyBy', ...seen('The time to put it right, which must be enough, and why it is enough.', 'ASBCPA 2014 s43(5)(b)') },
    { id: 'cpw.challenge', ...known('How to ask us to look at the warning again.', 'Practice') },
  ],
  clocks: [{ starts: 'the day given to comply', rule: cpnAfterComplyBy }, { starts: 'the time given to comply', rule: cpnAfterComplyByTime }],
  service: [known('By hand, left at or posted to the person’s proper address.', 'ASBCPA 2014 s55')],
  appeal: known('No appeal to a court; we look at it again when asked. A court can review it.', 'Practice'),
  penalties: [], opens: [{ tool: 'cpn', ...seen('Once the time given is over and the effect goes on, a community protection notice may be issued.', 'ASBCPA 2014 s43(5)') }],
  notes: [seen('The Act sets no shortest time: minutes can be enough to turn down music, weeks may be needed to clear a garden.', 'ASBCPA 2014 s43(5) and statutory guidance')],
}
