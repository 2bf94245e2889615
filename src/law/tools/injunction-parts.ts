// What all injunctions of the 2014 Act, Part 1, have in common: who applies, what they must say, service, the limits.
import { INJUNCTIONS_BEGAN, arrestedBeforeJudge } from '#law/deadlines/injunction.ts'
import { known, proposed, seen, wordsRead } from '#law/said.ts'
import type { Content, Element, Issuer, PriorStep, Said, Tool } from '#law/tool.ts'

export const INJUNCTION_FROM = INJUNCTIONS_BEGAN

export const anyApplicant: readonly Issuer[] = [
  { authority: 'Senior manager, with legal advice', ...seen('A local authority may apply.', 'ASBCPA 2014 s5') },
  { authority: 'Senior manager, with legal advice', ...seen('A housing provider may apply where the behaviour relates to or affects its housing management.', 'ASBCPA 2014 s5') },
  { authority: 'Chief officer', ...seen('The police, transport, environment and NHS bodies the Act names may apply.', 'ASBCPA 2014 s5') },
]

export const justAndConvenient: Element = { id: 'injunction.justAndConvenient', ...seen('it is just and convenient to grant an injunction to prevent such behaviour.', 'ASBCPA 2014 s1(3)') }

export const harassment: Element = {
  id: 'injunction.harassment', ...seen('the person engaged or threatens to engage in behaviour that caused, or is likely to cause, harassment, alarm or distress to somebody.', 'ASBCPA 2014 ss1(2), 2(1)(a)'),
}

export const evidenceReady: PriorStep = {
  id: 'injunction.statements', before: 'application', missing: 'witness statements, exhibits and any hearsay notices are ready', ...known('The court decides on witness statements; hearsay needs a notice.', 'Practice'),
}

export const injunctionContents: readonly Content[] = [
  { id: 'injunction.prohibitions', ...seen('What the person must not do, and what they must do.', 'ASBCPA 2014 s1(4)') },
  { id: 'injunction.noClash', ...seen('Nothing that clashes with work, education or another court order, as far as can be avoided.', 'ASBCPA 2014 s1(5)') },
  { id: 'injunction.supervisor', ...known('For each thing the person must do, who supervises it; the person must keep in touch with them and tell them of a new address.', 'ASBCPA 2014 s3') },
  { id: 'injunction.suitable', ...known('Evidence that each thing the person must do suits them and can be enforced.', 'ASBCPA 2014 s3') },
]

export const injunctionService: readonly Said[] = [
  known('Served on the person by hand, with a certificate of service, unless the court allows another way.', 'Civil Procedure Rules Part 81 and practice'),
  known('A copy of any power of arrest goes to the police.', 'Practice'),
]

export const publicityDecided: Said = known('Reporting restrictions are for the court to decide case by case; we record why we publish or not.', 'ASBCPA 2014 s17')

export const adultBreach: Tool['breach'] = {
  proof: 'beyond reasonable doubt', ...known('Breaking an injunction is contempt of court, to be proved so that the court is sure.', 'ASBCPA 2014 Part 1'),
  next: ['Collect evidence of the breach to the criminal standard', 'Arrest under a power of arrest, or ask the court for a warrant', 'Apply to the court to commit for contempt', 'If a court finds a breach, consider the absolute ground for possession'],
}

export const arrestClock = { starts: 'arrest under the injunction', rule: arrestedBeforeJudge } as const

export const variation: Said = known('Either side may ask the court to vary or discharge it; the same people are consulted first.', 'ASBCPA 2014 ss8, 14')

export const alternatives: PriorStep = {
  id: 'injunction.alternatives', before: 'application', missing: 'what was tried before, and why it was not enough, is written down', ...proposed('Earlier, lesser steps and why they did not work.', 'Practice'),
}

export const arrestSource: Said = wordsRead('An arrested person is brought before a judge within 24 hours; Sundays, Christmas Day and Good Friday do not count.', 'ASBCPA 2014 s9(3)-(4)')
