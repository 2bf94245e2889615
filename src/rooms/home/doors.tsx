// The first pages: the public's, the officer's, and privacy, accessibility and contact.
import type { OfficerWork, PublicWork } from '#db/work.ts'
import { Button, WarningText } from '#ui/govuk/components.tsx'
import { OfficerPage, PublicPage } from '#ui/page.tsx'
import { page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { anyone, get, nothing, signedIn, type Door } from '#web/doors.ts'
import { agencies } from '#rooms/partnership/index.ts'
import { words } from './words.ts'

const text = words.en

const first = async (_work: PublicWork, ask: Ask): Promise<Answer> => {
  if (ask.frame.officer !== undefined) {
    const { nav } = ask.frame.officer
    return seeOther((nav.find(entry => entry.href === '/diary') ?? nav[0])?.href ?? '/account')
  }
  return page(
    <PublicPage frame={{ ...ask.frame, title: text.title }} exit>
      <h1 class="govuk-heading-xl">{text.title}</h1>
      <WarningText text={text.danger} iconFallbackText="Warning" />
      <p class="govuk-body">{text.dangerMore}</p>
      <p class="govuk-body-l">{text.what}</p>
      <h2 class="govuk-heading-m">{text.before}</h2>
      <ul class="govuk-list govuk-list--bullet"><li>{text.time}</li><li>{text.photos}</li><li>{text.safe}</li></ul>
      <Button text={text.start} href="/report" isStartButton />
      <h2 class="govuk-heading-m">{text.already}</h2>
      <p class="govuk-body">{text.alreadyMore}</p>
      <h2 class="govuk-heading-m">{text.rules}</h2>
      <p class="govuk-body"><a class="govuk-link" href="/public-spaces-orders">{text.rulesMore}</a></p>
      <p class="govuk-body"><a class="govuk-link" href="/sign-in">{text.officers}</a></p>
    </PublicPage>,
  )
}

/** The places of this officer that are not in the bar. */
const more = async (_work: OfficerWork, ask: Ask): Promise<Answer> => page(
  <OfficerPage frame={{ ...ask.frame, title: 'More' }} narrow>
    <h1 class="govuk-heading-l">More</h1>
    <ul class="govuk-list govuk-list--spaced">{(ask.frame.officer?.more ?? []).map(({ text: place, href }) => <li><a class="govuk-link govuk-!-font-size-24" href={href}>{place}</a></li>)}</ul>
  </OfficerPage>,
)

const plain = (title: string, lines: readonly string[]) => async (_work: PublicWork, ask: Ask): Promise<Answer> => page(
  <PublicPage frame={{ ...ask.frame, title }}>
    <h1 class="govuk-heading-l">{title}</h1>
    {lines.map(line => <p class="govuk-body">{line}</p>)}
  </PublicPage>,
)

const contact = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  const { agencyName, phone, email } = work.partnership
  const own = (await agencies(work)).find(one => one.id === work.partnership.triageAgencyId)
  const hours = Object.entries(Object(own?.openingHours ?? {})).map(([day, says]) => `${day}: ${String(says)}`)
  const lines = [agencyName, phone, email, own?.address ?? null, ...hours].filter(line => line !== null)
  return plain(text.contact, phone === null && email === null ? [text.contactNone] : lines)(work, ask)
}

const open = { records: nothing('a public page about nobody') }
export const doors: readonly Door[] = [
  get('/', { may: anyone('to find out how to report'), ...open, shedLast: true, show: first }),
  get('/more', { may: signedIn('to find their way'), records: nothing('a list of places about nobody'), show: more }),
  get('/privacy', { may: anyone('to read how their information is used'), ...open, show: plain(text.privacy, text.privacyText) }),
  get('/accessibility', { may: anyone('to read about access to this service'), ...open, show: plain(text.accessibility, text.accessibilityText) }),
  get('/contact', { may: anyone('to find how to reach us'), ...open, show: contact }),
]
