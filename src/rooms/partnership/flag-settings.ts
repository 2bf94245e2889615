// What the flags of a case switch on, and when "repeat" is suggested.
import { z } from 'zod'
import type { Setting } from './settings.ts'

const soon = z.number().int().min(0).max(20)
const shape = z.object({ hateContact: soon, vulnerableRisk: soon, repeatTell: soon, repeatDays: z.number().int().min(1).max(1100), repeatCases: z.number().int().min(2).max(20) })

export const FLAG_TERMS: Setting<z.infer<typeof shape>> = {
  key: 'flag terms', title: 'What flags switch on', says: 'How soon each flag asks for something, in working days (0 is the same working day), and when a repeat victim is suggested.',
  source: 'Hate: contact within 1 working day at most (domain research, section 5.3). Repeat: published rules count 2 reports in 6 months, or 3 in 3, 6 or 12 months (sections 4.6 and 14). All are proposals to confirm', sure: false,
  shape, fallback: { hateContact: 0, vulnerableRisk: 1, repeatTell: 1, repeatDays: 183, repeatCases: 2 },
  fields: [
    { path: 'hateContact', label: 'Hate: speak with the person harmed', hint: 'Working days', input: 'whole number' }, { path: 'vulnerableRisk', label: 'Vulnerable: assess the risk', hint: 'Working days', input: 'whole number' },
    { path: 'repeatTell', label: 'Repeat: tell them about the ASB case review', hint: 'Working days', input: 'whole number' }, { path: 'repeatDays', label: 'Repeat: look back', hint: 'Days', input: 'whole number' },
    { path: 'repeatCases', label: 'Repeat: cases of the same person, this one included', input: 'whole number' },
  ],
}
