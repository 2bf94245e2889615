// Powers of others that we only record: over dogs, encampments, gangs, and the licence of a rented home. Their time limits are not held here.
import { known, proposed, unsure } from '#law/said.ts'
import type { Issuer, Said, Tool } from '#law/tool.ts'
import { existsSince } from './who.ts'

const PRACTICE = 'Practice'
const NO_CLOCK = proposed('Its time limits and its appeal are not held here: ask whoever used it, and put each date in the diary.', PRACTICE)

type Differs = Pick<Tool, 'id' | 'name' | 'rung' | 'about'> & { readonly source: string; readonly issuers: readonly Issuer[]; readonly notes: readonly Said[] }
const outcome = ({ id, name, rung, about, source, issuers, notes }: Differs): Tool => ({
  id, name, rung, about, issuers, family: 'neighbouring powers', whose: 'theirs', gate: false, exists: existsSince(id, name, source, 'known'), proof: 'documents',
  test: [{ id: `${id}.said`, ...proposed('whoever used it has said in writing what they did, and under which provision.', PRACTICE) }],
  priorSteps: [], consultations: [], contents: [], clocks: [], service: [], penalties: [], opens: [], notes: [...notes, NO_CLOCK],
})

const DOGS = 'Dogs Act 1871; Dangerous Dogs Act 1991'
export const dangerousDog = outcome({
  id: 'dangerous-dog', name: 'Action over a dangerous dog', rung: 5, about: 'person', source: DOGS,
  issuers: [{ authority: 'The police or the council, as the Act they use says', ...unsure('Which of the two depends on the Act: ask both.', DOGS) }],
  notes: [
    known('A community protection warning, and then a notice, often come first.', PRACTICE), known('The XL Bully has been a banned type since 2024.', 'Dangerous Dogs Act 1991'),
    known('Fouling, or a dog off the lead where an order forbids it, is dealt with under the public spaces protection order.', 'ASBCPA 2014 ss59, 67-68'),
  ],
})

const CJPOA = 'Criminal Justice and Public Order Act 1994'
const equality = known('The equality duty goes on at every stage: who lives there, and what they need, is asked before they are moved.', 'Equality Act 2010 s149')
export const encampmentPolice = outcome({
  id: 'encampment-police', name: 'Police action on an unauthorised encampment', rung: 5, about: 'place', source: `${CJPOA} ss60C-62A`,
  issuers: [{ authority: 'The police', ...known('The police decide and act.', `${CJPOA} ss60C-62A`) }], notes: [equality],
})
export const encampmentCouncil = outcome({
  id: 'encampment-council', name: 'Council action on an unauthorised encampment', rung: 5, about: 'place', source: `${CJPOA} s77`,
  issuers: [{ authority: 'The council', ...known('The council’s own officers for it decide and act.', `${CJPOA} s77`) }], notes: [equality],
})

const GANGS = 'Policing and Crime Act 2009 Part 4'
export const gangInjunction = outcome({
  id: 'gang-injunction', name: 'Gang injunction', rung: 7, about: 'person', source: GANGS,
  issuers: [{ authority: 'The police or the council', ...known('Either may apply to the court.', GANGS) }],
  notes: [proposed('Where the council applies, legal services prepare the claim; what was asked for and what the court decided is recorded here.', PRACTICE)],
})

const LICENCE = 'The licence and its conditions'
export const rentedHomeLicence = outcome({
  id: 'rented-home-licence', name: 'Licence conditions of a house in multiple occupation, or under selective licensing', rung: 4, about: 'premises', source: LICENCE,
  issuers: [{ authority: 'Private sector housing team', ...proposed('The council’s team for private rented homes.', PRACTICE) }],
  notes: [known('The landlord must act on anti-social behaviour as the licence says.', LICENCE)],
})

export const recordedOutcomes: readonly Tool[] = [rentedHomeLicence, dangerousDog, encampmentPolice, encampmentCouncil, gangInjunction]
