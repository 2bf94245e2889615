// An officer's clocks in their own calendar: a private link that says when a clock runs out and nothing about anybody.
import type { OfficerWork, PublicWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import { Form, SubmitButton } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { body, notThere, page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { digestOf, newToken } from '#web/csrf.ts'
import { clocksBehind, endFeed, keepFeed, myFeed } from './calendar-store.ts'
import { warningsOn } from './clock-alerts.ts'
import { calendarOf } from './ical.ts'

export const seeCalendar = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const feed = await myFeed(work)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Clocks in your calendar' }} narrow back={{ href: '/diary' }}>
      <h1 class="govuk-heading-l">Clocks in your calendar</h1>
      <p class="govuk-body">A private link lets your calendar show when your legal clocks run out. Each is called “A clock” and nothing else: no name, no address, no case. Sign in here to see what it is.</p>
      <p class="govuk-body">Whoever has the link can read those times. Subscribe only in a calendar for work, never print or forward it, and end it when in doubt.</p>
      {feed === undefined ? <p class="govuk-body">You have no link.</p> : <p class="govuk-body">You have a link, made {sayMoment(feed.madeAt)}. It is not shown again: make a new one, which ends this one.</p>}
      <Form action="/diary/calendar" csrf={ask.csrf}><SubmitButton text={feed === undefined ? 'Make a link' : 'Make a new link'} /></Form>
      {feed === undefined ? null : <Form action="/diary/calendar/end" csrf={ask.csrf}><SubmitButton text="End the link" look="warning" /></Form>}
    </OfficerPage>,
  )
}

/** Shown once: only its digest is kept. */
export const makeCalendar = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const token = newToken()
  await keepFeed(work, digestOf(token))
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Your calendar link' }} narrow>
      <h1 class="govuk-heading-l">Your calendar link</h1>
      <p class="govuk-body">Add it to your work calendar now (“Subscribe from web”, “Add by URL”). It is not shown again.</p>
      <p class="govuk-body"><code>{`${ask.baseUrl}/calendars/${token}`}</code></p>
      <p class="govuk-body"><a class="govuk-link" href="/diary">My work</a></p>
    </OfficerPage>, { about: { kind: 'officer', id: work.actor.officerId } },
  )
}

export const endCalendar = async (work: OfficerWork): Promise<Answer> => {
  await endFeed(work)
  return seeOther('/diary/calendar', { about: { kind: 'officer', id: work.actor.officerId } })
}

/** What the calendar fetches. It is nobody signed in, so it warns as the service does; a council's stricter warnings stand in the diary. */
export const readCalendar = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  const token = ask.params['token'] ?? ''
  const clocks = token.length > 100 ? undefined : await clocksBehind(work, digestOf(token))
  if (clocks === undefined) return notThere
  return body('text/calendar; charset=utf-8', calendarOf(clocks, work.now, `${ask.baseUrl}/diary`, warningsOn(work.today, UNTOUCHED_LAW)), { cache: 'private, no-store', headers: { 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' } })
}
