// Settings of the life of a case: attempts, holds, offers, staleness, corrections, flags, the words of messages and the quality sample.
import { z } from 'zod'
import type { Setting } from './settings.ts'

const days = z.number().int().min(1).max(366)
const attemptsShape = z.object({ attempts: z.number().int().min(1).max(20), means: z.number().int().min(1).max(6), workingDays: z.number().int().min(1).max(60) })

export const CLOSING_ATTEMPTS: Setting<z.infer<typeof attemptsShape>> = {
  key: 'closing attempts', title: 'Before a case closes because nobody could be reached', says: 'How often, and in how many ways, the person harmed is tried, and how long they may answer the last letter.',
  source: 'Proposed default (domain research, section 4.9)', sure: false, shape: attemptsShape, fallback: { attempts: 3, means: 2, workingDays: 10 },
  fields: [
    { path: 'attempts', label: 'Attempts, each on a different day', input: 'whole number' }, { path: 'means', label: 'Different means', hint: 'Fewer when fewer are safe for them', input: 'whole number' },
    { path: 'workingDays', label: 'To answer the last letter', hint: 'Working days', input: 'whole number' },
  ],
}

export const UNOWNED_REPORT_HOURS: Setting<number> = {
  key: 'unowned report hours', title: 'When a report without an owner is raised with a manager', says: 'Hours from when it came in, nights and weekends included; raised again each day until somebody takes it.',
  source: 'Proposed default', sure: false, shape: z.number().int().min(1).max(168), fallback: 4, fields: [{ path: '', label: 'Hours', input: 'whole number' }],
}

export const HOLD_DAYS: Setting<number> = {
  perAgency: true, key: 'hold days', title: 'How long a case may be on hold', says: 'The most days from today to the end of a hold.',
  source: 'Proposed default', sure: false, shape: days, fallback: 90, fields: [{ path: '', label: 'Days', input: 'whole number' }],
}

export const TRANSFER_ANSWER_DAYS: Setting<number> = {
  key: 'transfer answer days', title: 'How soon another agency answers an offer of the lead', says: 'Working days. No clock stops meanwhile, and the lead stays where it was.',
  source: 'Proposed default', sure: false, shape: z.number().int().min(1).max(60), fallback: 5, fields: [{ path: '', label: 'Working days', input: 'whole number' }],
}

export const STALE_DAYS: Setting<number> = {
  perAgency: true, key: 'stale days', title: 'When an open case is stale', says: 'Days without a new line in the chronology.',
  source: 'Proposed default', sure: false, shape: days, fallback: 28, fields: [{ path: '', label: 'Days', input: 'whole number' }],
}

export const CORRECTION_HOURS: Setting<number> = {
  perAgency: true, key: 'correction hours', title: 'How long an entry in the chronology may be corrected', says: 'Hours from when it was entered. The original is kept beside its correction; afterwards a new entry says what was wrong.',
  source: 'Proposed default', sure: false, shape: z.number().int().min(1).max(168), fallback: 24, fields: [{ path: '', label: 'Hours', input: 'whole number' }],
}

const sampleShape = z.object({ perOfficer: z.number().int().min(0).max(20), workingDays: z.number().int().min(1).max(60) })
export const QUALITY_SAMPLE: Setting<z.infer<typeof sampleShape>> = {
  key: 'quality sample', title: 'The case-quality sample', says: 'How many cases of each officer are drawn each month, and how long a manager has to read them.',
  source: 'Proposed default', sure: false, shape: sampleShape, fallback: { perOfficer: 2, workingDays: 15 },
  fields: [{ path: 'perOfficer', label: 'Cases of each officer a month', hint: '0 draws none', input: 'whole number' }, { path: 'workingDays', label: 'Read within', hint: 'Working days', input: 'whole number' }],
}

const templatesShape = z.array(z.object({ name: z.string().min(1).max(60), text: z.string().min(1).max(4000) })).max(20)
export type MessageTemplates = z.infer<typeof templatesShape>

export const MESSAGE_TEMPLATES: Setting<MessageTemplates> = {
  key: 'message templates', title: 'Words to begin a message with', says: 'What officers may start from. {name}, {officer}, {agency} and {phone} are filled in; anything else in { } must be replaced before it goes.',
  source: 'Proposed default', sure: false, perAgency: true, shape: templatesShape,
  fields: [{ path: '', label: 'Texts', input: 'named texts' }],
  fallback: [
    { name: 'Appointment', text: 'Hello {name}\n\nI will see you on {day and time} at {place}. If that does not suit you, tell me and we will find another time.\n\n{officer}\n{agency}' },
    { name: 'Update', text: 'Hello {name}\n\nSince we last spoke, {what has been done}. Next, {what is next}.\n\nYou can reach me on {phone}.\n\n{officer}\n{agency}' },
    { name: 'Please get in touch', text: 'Hello {name}\n\nI have tried to reach you. Please tell me how and when it suits you to talk. You can reach me on {phone}.\n\n{officer}\n{agency}' },
  ],
}

const soon = z.number().int().min(0).max(20)
const flagsShape = z.object({ hateContact: soon, vulnerableRisk: soon, repeatTell: soon, repeatDays: z.number().int().min(1).max(1100), repeatCases: z.number().int().min(2).max(20) })

export const FLAG_TERMS: Setting<z.infer<typeof flagsShape>> = {
  key: 'flag terms', title: 'What flags switch on', says: 'How soon each flag asks for something, in working days (0 is the same working day), and when a repeat victim is suggested.',
  source: 'Hate: contact within 1 working day at most (domain research, section 5.3). Repeat: published rules count 2 reports in 6 months, or 3 in 3, 6 or 12 months (sections 4.6 and 14). All are proposals to confirm', sure: false,
  shape: flagsShape, fallback: { hateContact: 0, vulnerableRisk: 1, repeatTell: 1, repeatDays: 183, repeatCases: 2 },
  fields: [
    { path: 'hateContact', label: 'Hate: speak with the person harmed', hint: 'Working days', input: 'whole number' }, { path: 'vulnerableRisk', label: 'Vulnerable: assess the risk', hint: 'Working days', input: 'whole number' },
    { path: 'repeatTell', label: 'Repeat: tell them about the ASB case review', hint: 'Working days', input: 'whole number' }, { path: 'repeatDays', label: 'Repeat: look back', hint: 'Days', input: 'whole number' },
    { path: 'repeatCases', label: 'Repeat: cases of the same person, this one included', input: 'whole number' },
  ],
}
