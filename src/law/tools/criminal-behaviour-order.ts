// Criminal behaviour order: the prosecution asks for it after a conviction; we build the file and keep its dates.
import { day } from '#kernel/day.ts'
import { cboAdultShortest, cboReviewPeriod, cboYouthLongest, cboYouthShortest } from '#law/deadlines/criminal-behaviour.ts'
import { inForce } from '#law/row.ts'
import { known, seen, unsure, wordsRead } from '#law/said.ts'
import type { Tool } from '#law/tool.ts'
import { agesOf, individualsOnly, mayBeUnder18 } from './who.ts'
import { opensAbsoluteGround } from './opens-absolute-ground.ts'

const SOURCE = 'Sentencing Act 2020 ss330-342'

export const criminalBehaviourOrder: Tool = {
  id: 'cbo', name: 'Criminal behaviour order', family: 'orders and notices', rung: 8, whose: 'theirs', about: 'person', gate: false,
  exists: {
    id: 'cbo.exists', says: 'Criminal behaviour order',
    rows: [{ ...inForce('exists', 'ASBCPA 2014 ss22-33', 'known'), to: day('2020-11-30') }, inForce('exists', SOURCE, 'known', day('2020-12-01'))],
  },
  issuers: [{ authority: 'The prosecutor', ...seen('The court makes it when the prosecution asks: the Crown Prosecution Service, or a council that prosecutes. We build the file.', SOURCE) }],
  ages: agesOf('cbo', 'Age for a criminal behaviour order', { from: 10 }, SOURCE, 'known'),
  court: 'The criminal court that sentences', proof: 'beyond reasonable doubt',
  test: [
    { id: 'cbo.convicted', ...seen('the person was convicted of an offence and is sentenced or conditionally discharged for it.', SOURCE) },
    { id: 'cbo.harassment', ...known('the person’s behaviour caused, or was likely to cause, harassment, alarm or distress to somebody; it need not be the offence.', SOURCE) },
    { id: 'cbo.willHelp', ...known('the order will help prevent such behaviour.', SOURCE) },
  ],
  priorSteps: [{ id: 'cbo.askedProsecutor', before: 'hearing', missing: 'the prosecutor has been asked to apply, with our evidence', ...seen('Only the prosecution can apply.', SOURCE) }],
  consultations: [{ id: 'cbo.youthJustice', with: 'Youth justice service', duty: 'views', before: 'application', when: mayBeUnder18, because: 'The person is, or may be, under 18', missing: 'the prosecution has the youth justice service’s views', ...known('The prosecution must find out the youth justice service’s views first.', SOURCE) }],
  contents: [{ id: 'cbo.terms', ...known('What the offender must not do and must do.', SOURCE) }, { id: 'cbo.supervisor', ...known('Who supervises each thing the offender must do.', SOURCE) }],
  duration: [
    { id: 'cbo.adultDuration', says: 'How long a criminal behaviour order against an adult lasts', for: 'adult', rows: [inForce({ least: { n: 2, unit: 'years', counting: 'beginning with' }, untilFurtherOrder: true }, SOURCE, 'known')] },
    { id: 'cbo.youthDuration', says: 'How long a criminal behaviour order against somebody under 18 lasts', for: 'under 18', rows: [inForce({ least: { n: 1, unit: 'years', counting: 'beginning with' }, most: { n: 3, unit: 'years', counting: 'beginning with' } }, SOURCE, 'known')] },
  ],
  clocks: [
    { starts: 'order takes effect on an adult', rule: cboAdultShortest }, { starts: 'order takes effect on somebody under 18', rule: cboYouthShortest },
    { starts: 'order takes effect on somebody under 18', rule: cboYouthLongest }, { starts: 'review period begins', rule: cboReviewPeriod },
  ],
  service: [known('The court gives it to the offender; we keep a sealed copy.', 'Practice')],
  appeal: known('As a sentence is appealed.', SOURCE), extension: known('The court may vary or discharge it.', SOURCE),
  breach: { proof: 'beyond reasonable doubt', ...known('Breaking it without reasonable excuse is a crime. A conditional discharge is not possible.', SOURCE), next: ['Report the breach to the police', 'Give the police the evidence', 'After a conviction, consider the absolute ground for possession'] },
  penalties: [
    { who: 'adult', ...seen('In the Crown Court up to 5 years in prison, a fine, or both.', SOURCE) },
    { who: 'adult', ...known('In the magistrates’ court up to its general limit, a fine, or both.', SOURCE) },
    { who: 'under 18', ...known('Youth sentencing: up to a 2 year detention and training order.', SOURCE) },
  ],
  opens: [
    ...opensAbsoluteGround(known('A conviction for breaking it opens the absolute ground for 12 months.', 'Housing Act 1985 s84A condition 3; Housing Act 1988 Sch 2 Ground 7A')),
  ],
  bars: [individualsOnly('cbo', 'A criminal behaviour order', SOURCE, 'known')],
  notes: [
    unsure('The 2020 Act says only that the court is "satisfied" of the behaviour; treated as the criminal standard.', SOURCE),
    wordsRead('A yearly review is due only while the offender will still be under 18 when the review period ends and the order runs that long.', 'Sentencing Act 2020 s337(1)-(2)'),
    known('An interim order can be made while sentence is put off.', SOURCE), known('It may count as unacceptable behaviour under the allocations policy.', 'Housing allocations policy'),
  ],
}
