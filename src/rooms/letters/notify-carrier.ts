// Sends email and texts through GOV.UK Notify. Before a second try we ask it whether it has the first.
import { createRequire } from 'node:module'
import type { AxiosStatic } from 'axios' with { 'resolution-mode': 'require' }
import { NotifyClient } from 'notifications-node-client'
import type { Carried, Carrier, Parcel } from './carriers.ts'

export type NotifyAccount = { readonly key: string; readonly url: string | undefined; readonly emailTemplate: string | undefined; readonly textTemplate: string | undefined }

const statusOf = (problem: unknown): number | undefined => {
  if (typeof problem !== 'object' || problem === null || !('response' in problem)) return undefined
  const { response } = problem
  return typeof response === 'object' && response !== null && 'status' in response && typeof response.status === 'number' ? response.status : undefined
}

const SILENCE = 30_000
/** The client is CommonJS and wants axios as it knows it; the two kinds of module have types of their own. */
const axios: AxiosStatic = createRequire(import.meta.url)('axios')

/** Too many, their fault, or no answer: later. Ours (400, 403): never. */
export const whatNotifySaid = (problem: unknown): Carried => {
  const status = statusOf(problem)
  if (status === undefined) return { kind: 'later', because: 'GOV.UK Notify could not be reached' }
  return { kind: status === 429 || status >= 500 ? 'later' : 'refused', because: `GOV.UK Notify answered ${status}` }
}

/** Both templates have the fields ((subject)) and ((body)), or ((body)) alone for texts. The message's id is its reference there. */
export const notifyCarrier = ({ key, url, emailTemplate, textTemplate }: NotifyAccount): Carrier => {
  const client = url === undefined ? new NotifyClient(key) : new NotifyClient(url, key)
  // The key and the words go to the address in the settings and are carried no further.
  client.setClient(axios.create({ maxRedirects: 0, timeout: SILENCE }))
  const send = async ({ id, means, address, subject, body }: Parcel): Promise<Carried> => {
    const answer = means === 'email'
      ? await client.sendEmail(emailTemplate ?? '', address, { personalisation: { subject, body }, reference: id })
      : await client.sendSms(textTemplate ?? '', address, { personalisation: { body }, reference: id })
    return { kind: 'sent', reference: String(answer.data.id) }
  }
  const taken = async (id: string): Promise<string | undefined> => {
    const { data } = await client.getNotifications(undefined, undefined, id)
    const [first] = data.notifications
    return first === undefined ? undefined : String(first.id)
  }
  return {
    name: 'GOV.UK Notify', means: [...emailTemplate === undefined ? [] : ['email'] as const, ...textTemplate === undefined ? [] : ['text'] as const], knowsItsOwn: true,
    carry: async parcel => {
      try {
        const before = parcel.tries > 1 ? await taken(parcel.id) : undefined
        return before === undefined ? await send(parcel) : { kind: 'sent', reference: before }
      } catch (problem) {
        return whatNotifySaid(problem)
      }
    },
  }
}
