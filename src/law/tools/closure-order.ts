// Closure order (ASBCPA 2014 ss80-90): the magistrates shut premises for up to 3 months, 6 with every extension.
import {
  closureAdjournment, closureAppeal, closureCompensation, closureCosts, closureExtensionAsked, closureExtensionEnds, closureHearing, closureLongest, closureNoticeContinued, closureOrderEnds,
} from '#law/deadlines/closure.ts'
import { summaryProsecution } from '#law/deadlines/fixed-penalties.ts'
import { inForce } from '#law/row.ts'
import { known, proposed, seen, wordsRead } from '#law/said.ts'
import type { Element, Issuer, Tool } from '#law/tool.ts'
import { existsSince } from './who.ts'
import { opensAbsoluteGround } from './opens-absolute-ground.ts'

const test: readonly Element[] = [
  { id: 'closureOrder.behaviour', oneOf: 'closureOrder.reason', ...wordsRead('somebody has behaved, or is likely to behave, in a disorderly, offensive or criminal way on the premises.', 'ASBCPA 2014 s80(5)(a)') },
  { id: 'closureOrder.seriousNuisance', oneOf: 'closureOrder.reason', ...wordsRead('the use of the premises has caused, or is likely to cause, serious nuisance to members of the public.', 'ASBCPA 2014 s80(5)(b)') },
  { id: 'closureOrder.disorder', oneOf: 'closureOrder.reason', ...wordsRead('there has been, or is likely to be, disorder near the premises that has to do with their use.', 'ASBCPA 2014 s80(5)(c)') },
  { id: 'closureOrder.necessary', ...wordsRead('the order is needed to stop this going on, coming back or happening.', 'ASBCPA 2014 s80(5)') },
]

const issuers: readonly Issuer[] = [
  { authority: 'Whoever issued the notice: council', ...wordsRead('The council applies where it issued the notice.', 'ASBCPA 2014 s80(2)(b)') },
  { authority: 'Whoever issued the notice: police', ...wordsRead('A constable applies where a police officer issued it.', 'ASBCPA 2014 s80(2)(a)') },
  { authority: 'Registered provider', change: 'rpClosure', ...seen('For premises it owns or manages.', 'Crime and Policing Act 2026') },
]

const base = {
  family: 'orders and notices', rung: 9, whose: 'ours', about: 'premises', gate: true, court: 'Magistrates’ court', proof: 'balance of probabilities', test, issuers, consultations: [],
  contents: [
    { id: 'closureOrder.who', ...wordsRead('Whom it keeps out, when and in which circumstances; it may keep out those who live there and the owner.', 'ASBCPA 2014 s80(7)') },
    { id: 'closureOrder.part', ...wordsRead('Which premises or part of them, and any way through the building that must stay open.', 'ASBCPA 2014 s80(8)') },
    { id: 'closureOrder.period', ...wordsRead('How long, 3 months at most.', 'ASBCPA 2014 s80(6)') },
  ],
  service: [known('Copies fixed on the premises and given to those in control and those living there.', 'ASBCPA 2014 s79 and practice')],
  appeal: seen('To the Crown Court within 21 days beginning with the day of the decision.', 'ASBCPA 2014 s84'),
  breach: { proof: 'beyond reasonable doubt', ...known('Going in, or staying, against it without reasonable excuse is an offence; so is obstruction.', 'ASBCPA 2014 s86'), next: ['Tell the police', 'Prosecute', 'Consider asking for an extension before it ends'] },
  penalties: [
    { who: 'anybody', ...known('Up to 6 months in prison (51 weeks once that begins), an unlimited fine, or both.', 'ASBCPA 2014 s86') },
    { who: 'anybody', ...known('For breaking a temporary order, or for obstruction: up to 3 months in prison.', 'ASBCPA 2014 s86') },
  ],
  opens: [...opensAbsoluteGround(seen('Where notice and order together keep people out for more than 48 hours on end, the absolute ground is open for 3 months.', 'Housing Act 1985 s84A condition 4; Housing Act 1988 Sch 2 Ground 7A'))],
} as const satisfies Partial<Tool>

export const closureOrder: Tool = {
  ...base, id: 'closure-order', name: 'Closure order', exists: existsSince('closure-order', 'Closure order', 'ASBCPA 2014 s80', 'read'),
  priorSteps: [
    { id: 'closure.noticeServed', before: 'application', missing: 'a closure notice has been served', ...wordsRead('An order is applied for after a notice.', 'ASBCPA 2014 s80(1)') },
    { id: 'closureOrder.rehousing', before: 'hearing', missing: 'where those living there would go, adults and children, and who cares for animals is planned', ...proposed('Rehousing, care, pets, post and safe boarding are planned.', 'Practice') },
  ],
  duration: [{ id: 'closure-order.duration', says: 'How long a closure order can last at first', for: 'anybody', rows: [inForce({ most: { n: 3, unit: 'months', counting: 'beginning with' } }, 'ASBCPA 2014 s80(6)', 'read')] }],
  clocks: [
    { starts: 'service of the notice', rule: closureHearing }, { starts: 'hearing adjourned', rule: closureAdjournment }, { starts: 'no order, notice continued', rule: closureNoticeContinued },
    { starts: 'order made', rule: closureOrderEnds }, { starts: 'decision', rule: closureAppeal }, { starts: 'last day of the order', rule: closureExtensionAsked },
    { starts: 'order ends', rule: closureCosts }, { starts: 'order ends or refused', rule: closureCompensation }, { starts: 'offence', rule: summaryProsecution },
  ],
  extension: seen('May be extended before it ends, by up to 3 months, to 6 months in all.', 'ASBCPA 2014 s82'),
  notes: [
    wordsRead('An application must be made after every notice unless it is cancelled, and heard within 48 hours of service; Christmas Day does not count.', 'ASBCPA 2014 s80(1), (3)-(4)'),
    wordsRead('The court may put the hearing off by up to 14 days, or keep the notice going for up to 48 hours more.', 'ASBCPA 2014 s81(2)-(3)'),
    known('Whoever applied, lives there, owns it or has a stake in it may ask the court to discharge it at any time.', 'ASBCPA 2014 s83'),
    wordsRead('The court tells the licensing authority where the premises are licensed.', 'ASBCPA 2014 s80(9)'),
  ],
}

export const closureExtension: Tool = {
  ...base, id: 'closure-extension', name: 'Extension of a closure order', exists: existsSince('closure-extension', 'Extension of a closure order', 'ASBCPA 2014 s82', 'seen'),
  priorSteps: [], window: [{ event: 'last day of the closure order', rule: closureExtensionAsked, unknown: 'the last day of the order is recorded' }],
  clocks: [{ starts: 'first day of the extension', rule: closureExtensionEnds }, { starts: 'order made', rule: closureLongest }, { starts: 'decision', rule: closureAppeal }, { starts: 'order ends', rule: closureCosts }],
}
