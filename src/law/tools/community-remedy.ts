// Community remedy: the victim’s say in what somebody does to put things right, out of court.
import { known, seen } from '#law/said.ts'
import type { Tool } from '#law/tool.ts'
import { existsSince } from './who.ts'

export const communityRemedy: Tool = {
  id: 'community-remedy', name: 'Community remedy', family: 'orders and notices', rung: 3, whose: 'theirs', about: 'person', gate: false,
  exists: existsSince('community-remedy', 'Community remedy', 'ASBCPA 2014 ss101-103', 'seen'),
  issuers: [{ authority: 'Police officer or prosecutor', ...seen('For a community resolution or another disposal out of court.', 'ASBCPA 2014 ss101-103') }],
  proof: 'none',
  test: [
    { id: 'remedy.harassment', ...known('the behaviour caused harassment, alarm or distress to somebody.', 'ASBCPA 2014 s102') },
    { id: 'remedy.admits', ...seen('the person admits it.', 'ASBCPA 2014 s102') },
    { id: 'remedy.listed', ...seen('the action is on the local policing body’s published list.', 'ASBCPA 2014 s101') },
  ],
  priorSteps: [],
  consultations: [{ id: 'remedy.victim', with: 'The person harmed', duty: 'views', before: 'issue', missing: 'reasonable efforts have been made to ask the person harmed what they would choose', ...seen('Reasonable efforts to get the victim’s choice.', 'ASBCPA 2014 s102') }],
  contents: [{ id: 'remedy.action', ...seen('The action, which must be reasonable and proportionate and put right, restore, rehabilitate or punish.', 'ASBCPA 2014 s101') }],
  clocks: [], service: [], penalties: [], opens: [],
}
