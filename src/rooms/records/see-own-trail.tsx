// An officer's own lines in the trail: what is written of them, as they saw things then.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { ownTrail, PAGE } from './trail-store.ts'
import { sayAction, sayHow } from './trail-words.ts'

export const seeOwnTrail = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const before = beforeIn(ask)
  const found = await ownTrail(work, before)
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'What is recorded of you' }} back={{ href: '/account', text: 'Your account' }}>
      <h1 class="govuk-heading-l">What is recorded of you</h1>
      <p class="govuk-body">Every page you open and everything you do is kept in the audit trail. The keeper of a case sees who looked at it. Do you see something here that you did not do? Change your password, sign out everywhere, and tell whoever runs Amity for your agency.</p>
      <DataTable id="trail" caption="Newest first" captionSize="s" narrow="stack" rows={rows} empty="Nothing yet." columns={[
        { heading: 'When', rowHeader: true, cell: row => sayMoment(row.at) }, { heading: 'How', cell: row => sayHow(row.how) }, { heading: 'What', cell: sayAction },
        { heading: 'About', cell: row => row.about ?? '' }, { heading: 'You asked for', cell: row => row.asked ?? '' }, { heading: 'Acting to', cell: row => row.purpose ?? '' },
      ]} />
      <KeysetPager label="Pages of your trail" {...(last === undefined ? {} : { olderHref: `/account/trail?before=${goOnAfter(last.at, last.id)}` })} {...(before === undefined ? {} : { newerHref: '/account/trail' })} newer="Back to the newest" />
    </OfficerPage>,
  )
}
