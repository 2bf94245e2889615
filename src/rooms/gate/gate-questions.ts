// The questions of the proportionality and equality gate, as a version: answers keep the version they were given to.

export type GateQuestion = { readonly id: string; readonly asks: string; readonly hint: string; readonly source: string; readonly short?: readonly string[] }

export const GATE_VERSION = '1'

/** Stages at which it is asked: the equality duty goes on, so an answer of last month is not an answer for today's step. */
export const STAGES = ['before it is used', 'before it goes to court', 'before the hearing', 'before eviction or enforcement', 'something has changed'] as const
export type Stage = (typeof STAGES)[number]

export const GATE_QUESTIONS: readonly GateQuestion[] = [
  { id: 'disability', asks: 'Is the person disabled or vulnerable, as far as is known or suspected?', hint: 'Say what you know, who told you, and what you have done to find out', source: 'Equality Act 2010 ss6, 149' },
  { id: 'capacity', asks: 'Do they understand what is asked of them, and can they do it?', hint: 'Mental capacity for this decision, language, literacy', source: 'Mental Capacity Act 2005 ss1 to 3' },
  { id: 'linked', asks: 'Does the behaviour arise from a disability?', hint: 'If it may: what that means for this step', source: 'Equality Act 2010 s15' },
  { id: 'adjustments', asks: 'What adjustments were made, or considered and not made, and why?', hint: 'How you met, wrote, explained and gave time', source: 'Equality Act 2010 s20' },
  { id: 'support', asks: 'What support was offered, and what became of it?', hint: 'Taken up, refused, or not there to be had', source: 'Equality Act 2010 s149' },
  { id: 'alternatives', asks: 'What was tried or considered before this, and why is it not enough?', hint: 'Each milder step, and what it did', source: 'Equality Act 2010 s15(1)(b)' },
  { id: 'children', asks: 'How would this affect children in the home or named in the case?', hint: 'Including losing the home or school', source: 'Children Act 2004 s11' },
  { id: 'harmed', asks: 'How does the behaviour affect those harmed, and what happens to them if nothing is done?', hint: 'Their risk, their health, their home', source: 'Human Rights Act 1998 Sch 1 art 8' },
  { id: 'rights', asks: 'Which human rights does it touch, and why is that justified?', hint: 'Private life and home, belief, speech, assembly', source: 'Human Rights Act 1998 Sch 1 arts 8 to 11' },
  { id: 'aim', asks: 'What is the legitimate aim?', hint: 'Protect these people from this behaviour', source: 'Equality Act 2010 s15(1)(b)' },
  { id: 'means', asks: 'Why is this a proportionate means to that aim?', hint: 'Why no less would do, and why these terms and this length', source: 'Equality Act 2010 s15(1)(b)' },
  { id: 'consulted', asks: 'Who was consulted, and what did they say?', hint: 'Youth justice, social care, health, the landlord', source: 'Equality Act 2010 s149' },
]
