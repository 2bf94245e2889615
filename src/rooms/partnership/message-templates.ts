// Words officers begin a message with. Each council has its own.
import { z } from 'zod'
import type { Setting } from './settings.ts'

const shape = z.array(z.object({ name: z.string().min(1).max(60), text: z.string().min(1).max(4000) })).max(20)
export type MessageTemplates = z.infer<typeof shape>

export const MESSAGE_TEMPLATES: Setting<MessageTemplates> = {
  key: 'message templates', title: 'Words to begin a message with', says: 'What officers may start from. {name}, {officer}, {agency} and {phone} are filled in; anything else in { } must be replaced before it goes.',
  source: 'Proposed default', sure: false, perAgency: true, shape,
  fields: [{ path: '', label: 'Texts', input: 'named texts' }],
  fallback: [
    { name: 'Appointment', text: 'Hello {name}\n\nI will see you on {day and time} at {place}. If that does not suit you, tell me and we will find another time.\n\n{officer}\n{agency}' },
    { name: 'Update', text: 'Hello {name}\n\nSince we last spoke, {what has been done}. Next, {what is next}.\n\nYou can reach me on {phone}.\n\n{officer}\n{agency}' },
    { name: 'Please get in touch', text: 'Hello {name}\n\nI have tried to reach you. Please tell me how and when it suits you to talk. You can reach me on {phone}.\n\n{officer}\n{agency}' },
  ],
}
