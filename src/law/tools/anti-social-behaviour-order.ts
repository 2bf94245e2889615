// The anti-social behaviour order, repealed: kept so that an old one can be read and a new one cannot be begun.
import { day } from '#kernel/day.ts'
import { known } from '#law/said.ts'
import type { Tool } from '#law/tool.ts'
import { agesOf } from './who.ts'

const BEGAN = day('1999-04-01')

export const antiSocialBehaviourOrder: Tool = {
  id: 'asbo', name: 'Anti-social behaviour order', family: 'orders and notices', rung: 7, whose: 'ours', about: 'person', gate: true,
  exists: {
    id: 'asbo.exists', says: 'Anti-social behaviour order',
    rows: [
      { from: BEGAN, to: day('2015-03-22'), status: 'in force', value: 'exists', source: 'Crime and Disorder Act 1998 s1', certainty: 'known' },
      { from: day('2015-03-23'), status: 'repealed', value: 'exists', source: 'ASBCPA 2014 Sch 11, replaced by the civil injunction from 23 March 2015 (orders on conviction from 20 October 2014)', certainty: 'known' },
    ],
  },
  issuers: [{ authority: 'Senior manager', ...known('Councils, police and registered landlords.', 'Crime and Disorder Act 1998 s1') }],
  ages: agesOf('asbo', 'Age for an anti-social behaviour order', { from: 10 }, 'Crime and Disorder Act 1998 s1', 'known', BEGAN),
  court: 'Magistrates’ court', proof: 'beyond reasonable doubt',
  test: [{ id: 'asbo.harassment', ...known('the person caused, or was likely to cause, harassment, alarm or distress to people outside their household.', 'Crime and Disorder Act 1998 s1') }],
  priorSteps: [], consultations: [], contents: [], clocks: [], service: [], penalties: [], opens: [],
}
