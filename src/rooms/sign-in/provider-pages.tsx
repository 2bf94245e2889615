// Pages about a provider that nobody has to be signed in for: it failed, what a try showed, and signing out there too.
import type { Html } from '#ui/html.ts'
import { PlainPage } from '#ui/page.tsx'
import { SummaryList } from '#ui/govuk/components.tsx'
import { page, type Answer, type CookieChange } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { countsAsSecond, type Said } from './claims.ts'
import type { Provider } from './provider-store.ts'

type Told = { readonly frame: Ask['frame']; readonly cookies: readonly CookieChange[] }

export const ProviderFailed = ({ frame, says, cookies }: Told & { readonly says: string }): Answer => page(
  <PlainPage frame={{ ...frame, title: 'You are not signed in' }}>
    <h1 class="govuk-heading-l">You are not signed in</h1>
    <p class="govuk-body">{says}</p>
    <p class="govuk-body"><a class="govuk-link" href="/sign-in">Go to the sign-in page</a></p>
  </PlainPage>,
  { status: 403, keep: true, cookies },
)

/** What a provider said of whoever tried it, and what would follow. Nothing was changed. */
export const TriedProvider = ({ frame, said, provider, cookies }: Told & { readonly said: Said; readonly provider: Provider }): Answer => {
  const given = provider.groups.filter(({ group }) => said.groups.includes(group))
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } })
  return page(
    <PlainPage frame={{ ...frame, title: 'It works' }}>
      <h1 class="govuk-heading-l">The sign-in works</h1>
      <p class="govuk-body">{given.length === 0 ? 'But none of these groups is mapped to a role: this person would be refused.' : 'This person would get in.'} Nothing has been changed.</p>
      <SummaryList rows={[
        row('Name', said.name), row('Email address', said.email), row('Groups sent', said.groups.length === 0 ? `None in the claim “${provider.groupClaim}”` : said.groups.slice(0, 50).join(', ')),
        row('Roles they give', given.length === 0 ? 'None' : given.map(({ role }) => role).join(', ')), row('Second factor', countsAsSecond(provider.secondFactor, said) ? 'Proven by the provider' : 'Would be asked for here'),
      ]} />
      <p class="govuk-body"><a class="govuk-link" href={`/single-sign-on/${provider.agencyId}`}>Back to the configuration</a></p>
    </PlainPage>,
    { cookies },
  )
}

/** Signed out here; the page goes on to the provider by itself, without a script. */
export const AlsoSignOutThere = ({ frame, url, label }: { readonly frame: Omit<Ask['frame'], 'officer'>; readonly url: string; readonly label: string }): Html => (
  <PlainPage frame={{ ...frame, title: 'You are signed out here', goesOnTo: url }}>
    <h1 class="govuk-heading-l">You are signed out here</h1>
    <p class="govuk-body">We now lead you to your agency’s sign-in ({label}), to sign out there too. <a class="govuk-link" href={url} rel="noreferrer">Go on if nothing happens</a>.</p>
  </PlainPage>
)
