// Accounts to look at: those nobody has used for long, and those that look as if several people used them, each with why.
import type { OfficerWork } from '#db/work.ts'
import { sayAgo } from '#kernel/time.ts'
import { ACCOUNT_CHECKS, readSetting } from '#rooms/partnership/index.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { whyShared, whyStale, type Used } from './account-rules.ts'
import { activityAt, postsAt } from './officer-store.ts'
import { agencyAsked, ChooseAgency } from './see-officers.tsx'

export const seeAccounts = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const { all, one } = await agencyAsked(work, ask)
  if (one === undefined) return notThere
  const [limits, activity] = [await readSetting(work, ACCOUNT_CHECKS), await activityAt(work, one.id)]
  const here = new Map((await postsAt(work, one.id)).map(post => [post.officerId, post]))
  const used = [...here.values()].map((post): Used & { readonly id: string } => {
    const seen = activity.find(({ officerId }) => officerId === post.officerId)
    return { id: post.officerId, name: post.name, email: post.email, createdAt: post.createdAt, lastSeen: seen?.lastSeen ?? null, atOnce: seen?.atOnce ?? 0, places: seen?.places ?? 0 }
  })
  const stale = used.flatMap(account => { const why = whyStale(account, limits, work.now); return why === undefined ? [] : [{ ...account, why }] })
  const shared = used.flatMap(account => { const why = whyShared(account, limits); return why.length === 0 ? [] : [{ ...account, why: why.join('. ') }] })
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Accounts to look at' }} back={{ href: '/officers', text: 'Officers' }}>
      <h1 class="govuk-heading-l">Accounts of {one.name} to look at</h1>
      <p class="govuk-body">Nobody is blocked by this list. Ask, and end what is not needed. The limits are <a class="govuk-link" href="/settings#account-checks">a setting</a>.</p>
      <ChooseAgency action="/officers/accounts" all={all} one={one} />
      {[{ id: 'stale', caption: 'Not used for long', rows: stale }, { id: 'shared', caption: 'Perhaps shared by several people', rows: shared }].map(({ id, caption, rows }) => (
        <DataTable id={id} caption={caption} rows={rows} empty={`${caption}: none.`} narrow="stack" rowHref={account => `/officers/${account.id}`} columns={[
          { heading: 'Name', rowHeader: true, cell: account => account.name }, { heading: 'Email', cell: account => account.email }, { heading: 'Why it is here', cell: account => account.why },
          { heading: 'Last used', cell: account => account.lastSeen === null ? 'never' : sayAgo(account.lastSeen, work.now) },
        ]} />
      ))}
    </OfficerPage>,
  )
}
