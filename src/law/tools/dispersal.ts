// Dispersal: the police use it; we are told, give evidence, and log it for later decisions on a place.
import { dispersalAuthorisation, dispersalExclusion } from '#law/deadlines/dispersal.ts'
import { known, seen, unsure } from '#law/said.ts'
import type { Tool } from '#law/tool.ts'
import { agesOf, existsSince } from './who.ts'

export const dispersal: Tool = {
  id: 'dispersal', name: 'Dispersal direction', family: 'orders and notices', rung: 5, whose: 'theirs', about: 'person', gate: false,
  exists: existsSince('dispersal', 'Dispersal direction', 'ASBCPA 2014 ss34-42', 'seen'),
  issuers: [
    { authority: 'Police inspector or above, in writing', ...seen('An inspector or above authorises it in writing and signs it, with the grounds and the area.', 'ASBCPA 2014 s34') },
    { authority: 'Constable in uniform, or a PCSO given the power', ...seen('Directs a person to leave.', 'ASBCPA 2014 s35') },
  ],
  ages: agesOf('dispersal', 'Age for a dispersal direction', { from: 10 }, 'ASBCPA 2014 s36(1)', 'seen'),
  proof: 'reasonable suspicion',
  test: [
    { id: 'dispersal.authorised', ...seen('an inspector authorised dispersal here, to reduce harassment, alarm, distress, crime or disorder, with particular regard to free speech and assembly.', 'ASBCPA 2014 s34') },
    { id: 'dispersal.publicPlace', ...seen('the person is in a public place.', 'ASBCPA 2014 s35') },
    { id: 'dispersal.behaviour', ...seen('their behaviour has added, or is likely to add, to harassment, alarm, distress, crime or disorder there.', 'ASBCPA 2014 s35') },
    { id: 'dispersal.necessary', ...seen('a direction is needed to end or lessen it.', 'ASBCPA 2014 s35') },
  ],
  priorSteps: [], consultations: [],
  contents: [
    { id: 'dispersal.area', ...seen('The area, in writing unless that is not practicable; it may say when and by which way to leave.', 'ASBCPA 2014 s35') },
    { id: 'dispersal.offence', ...seen('That breaking it is an offence.', 'ASBCPA 2014 s35') },
    { id: 'dispersal.keepsOpen', ...seen('Nothing that keeps the person from home, work, education or training, treatment, or somewhere a court or a law sends them.', 'ASBCPA 2014 s36') },
  ],
  clocks: [{ starts: 'authorised period starts', rule: dispersalAuthorisation }, { starts: 'direction first given', rule: dispersalExclusion }],
  service: [seen('Given in writing unless that is not practicable.', 'ASBCPA 2014 s35')],
  breach: { proof: 'beyond reasonable doubt', ...known('Not leaving, or coming back too soon, is an offence.', 'ASBCPA 2014 s39'), next: ['The police deal with it', 'Log it as evidence for a public spaces protection order or a closure'] },
  penalties: [
    { who: 'adult', ...known('Up to 3 months in prison, a fine up to level 4 (£2,500), or both.', 'ASBCPA 2014 s39') },
    { who: 'anybody', ...known('For not handing over an item: a fine up to level 2 (£500).', 'ASBCPA 2014 s39') },
  ],
  opens: [{ tool: 'pspo', ...known('Evidence of behaviour in the place.', 'Practice') }, { tool: 'closure-notice', ...known('Evidence of disorder near premises.', 'Practice') }],
  notes: [
    seen('Somebody under 16 may be taken home or to a place of safety.', 'ASBCPA 2014 s35'), seen('Not against peaceful picketing or a procession of which notice was given.', 'ASBCPA 2014 s36'),
    known('Items handed over are kept until the time is over and may be disposed of if nobody asks for them for 28 days.', 'ASBCPA 2014 s37'),
    known('The constable records the direction, when, why and to whom.', 'ASBCPA 2014 s38'), unsure('A look at 48 hours was part of an earlier Bill that would have allowed 72.', 'Crime and Policing Act 2026'),
  ],
}
