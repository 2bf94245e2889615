// Which carriers the settings name. Each brings a large library, read only where it is used: the service should not start later for it.
import { demonstrationCarrier, type Carrier } from './carriers.ts'
import type { NotifyAccount } from './notify-carrier.ts'
import type { MailServer } from './smtp-carrier.ts'

export type CarrierSettings = { readonly mail: MailServer | undefined; readonly notify: NotifyAccount | undefined; readonly demonstration: boolean }

/** Where both can take email, the mail server does; a demonstration without either sends nothing. */
export const carriersOf = async ({ mail, notify, demonstration }: CarrierSettings): Promise<readonly Carrier[]> => {
  if (demonstration && mail === undefined && notify === undefined) return [demonstrationCarrier]
  const [smtp, govuk] = [mail === undefined ? undefined : await import('./smtp-carrier.ts'), notify === undefined ? undefined : await import('./notify-carrier.ts')]
  return [...mail === undefined || smtp === undefined ? [] : [smtp.smtpCarrier(mail)], ...notify === undefined || govuk === undefined ? [] : [govuk.notifyCarrier(notify)]]
}
