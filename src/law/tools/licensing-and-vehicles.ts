// Review of a premises licence, and police seizure of vehicles: recorded outcomes of other bodies’ powers.
import { endsOnceBegun, onceBegun } from '#law/change-row.ts'
import { licenceRepresentations } from '#law/deadlines/neighbouring.ts'
import { known, seen } from '#law/said.ts'
import type { Tool } from '#law/tool.ts'
import { existsSince } from './who.ts'

export const licenceReview: Tool = {
  id: 'licence-review', name: 'Review of a premises licence', family: 'neighbouring powers', rung: 5, whose: 'theirs', about: 'premises', gate: false,
  exists: existsSince('licence-review', 'Review of a premises licence', 'Licensing Act 2003 s51', 'known'),
  issuers: [{ authority: 'Licensing sub-committee', ...known('Decides when a responsible authority or anybody else asks for a review.', 'Licensing Act 2003 s51') }], proof: 'balance of probabilities',
  test: [{ id: 'licence.objectives', ...known('the way the premises are run harms a licensing objective, such as preventing crime, disorder or public nuisance.', 'Licensing Act 2003 s51') }],
  priorSteps: [], consultations: [], contents: [{ id: 'licence.grounds', ...known('Which licensing objective is harmed, and how.', 'Licensing Act 2003 s51') }],
  clocks: [{ starts: 'application for a review', rule: licenceRepresentations }], service: [known('Advertised by the licensing authority; copies to the holder and the responsible authorities.', 'Licensing Act 2003 s51')],
  penalties: [{ who: 'body', ...known('Conditions changed, an activity taken out, the manager removed, the licence suspended or revoked.', 'Licensing Act 2003 s52') }], opens: [],
}

const CHANGE = 'Crime and Policing Act 2026 (vehicles seized without a warning first)'
const vehicle = {
  family: 'neighbouring powers', rung: 4, whose: 'theirs', about: 'vehicle', gate: false, proof: 'reasonable grounds', consultations: [], contents: [], clocks: [], service: [], opens: [],
  issuers: [{ authority: 'Constable in uniform', ...known('The police.', 'Police Reform Act 2002 s59') }],
  test: [{ id: 'vehicle.driving', ...known('the vehicle is driven carelessly or off road, and that alarms, distresses or annoys the public.', 'Police Reform Act 2002 s59') }],
  penalties: [{ who: 'anybody', ...known('The vehicle is taken; the keeper pays to get it back.', 'Police Reform Act 2002 s59') }],
} as const satisfies Partial<Tool>

const exists = existsSince('vehicle-seizure', 'Seizure of a vehicle after a warning', 'Police Reform Act 2002 s59', 'known')

export const vehicleSeizure: Tool = {
  ...vehicle, id: 'vehicle-seizure', name: 'Seizure of a vehicle after a warning', exists: { ...exists, rows: [...exists.rows, endsOnceBegun('seizeWithoutWarning', 'exists', CHANGE, 'seen')] },
  priorSteps: [{ id: 'vehicle.warned', before: 'issue', missing: 'the driver has been warned', ...known('A warning comes first.', 'Police Reform Act 2002 s59') }],
}

export const vehicleSeizureAtOnce: Tool = {
  ...vehicle, id: 'vehicle-seizure-at-once', name: 'Seizure of a vehicle without a warning', exists: { id: 'vehicle-seizure-at-once.exists', says: 'Seizure of a vehicle without a warning', rows: [onceBegun('seizeWithoutWarning', 'exists', CHANGE, 'seen')] },
  priorSteps: [], notes: [seen('The 2026 Act lets the police seize without a warning first.', CHANGE)],
}
