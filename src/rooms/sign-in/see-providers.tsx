// Which agencies sign their officers in themselves; whether a provider answers; and trying it before anybody else does.
import type { OfficerWork } from '#db/work.ts'
import { SummaryList } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { checkProvider } from './oidc.ts'
import { isId, providerOfAgency, providersToConfigure, providerWith, type Provider } from './provider-store.ts'
import { clientOf, isLocal, leaveFor } from './with-provider.tsx'

export const seeProviders = async (work: OfficerWork, ask: Ask): Promise<Answer> => page(
  <OfficerPage frame={{ ...ask.frame, title: 'Single sign-on' }}>
    <h1 class="govuk-heading-l">Single sign-on</h1>
    <p class="govuk-body">An agency can let its officers sign in with its own accounts. Those without one use a password and a second factor here.</p>
    <DataTable id="providers" caption="Agencies and their own sign-in" captionSize="hidden" narrow="stack" rows={await providersToConfigure(work)} empty="None." columns={[
      { heading: 'Agency', rowHeader: true, cell: one => <a class="govuk-link" href={`/single-sign-on/${one.agencyId}`}>{one.agencyName}</a> },
      { heading: 'State', cell: one => one.providerId === null ? 'Not set up' : one.enabled ? 'In use' : 'Set up, not in use' }, { heading: 'Issuer', cell: one => one.issuer ?? '' },
    ]} />
  </OfficerPage>,
)

/** Undefined for an agency that is not theirs to configure, or has no provider. */
const configured = async (work: OfficerWork, ask: Ask): Promise<Provider | undefined> => {
  const { agencyId } = ask.params
  const mine = isId(agencyId) ? await providerOfAgency(work, agencyId) : undefined
  return mine === undefined ? undefined : providerWith(work, mine.id)
}

export const seeCheck = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const provider = await configured(work, ask)
  if (provider === undefined) return notThere
  const client = clientOf(ask, provider)
  const checked = client === undefined ? { failed: 'the client secret cannot be read: enter it again' } : await checkProvider(client, isLocal(ask))
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } })
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Check of single sign-on' }} narrow breadcrumbs={[{ text: 'Single sign-on', href: '/single-sign-on' }]}>
      <span class="govuk-caption-l">{provider.agencyName}</span>
      <h1 class="govuk-heading-l">{'failed' in checked ? 'The provider does not answer as it should' : 'The provider answers'}</h1>
      {'failed' in checked ? <p class="govuk-body">{checked.failed}</p> : (
        <>
          <SummaryList rows={[row('Issuer', provider.issuer), row('Sign-in page', checked.authorization), row('PKCE', checked.pkce ? 'Yes' : 'It does not say; we use it in any case'), row('Signs out there too', checked.signOut ? 'Yes' : 'No'), row('In use', provider.enabled ? 'Yes' : 'No')]} />
          <p class="govuk-body"><a class="govuk-button" role="button" draggable="false" href={`/single-sign-on/${provider.agencyId}/try`}>Try it yourself</a></p>
          <p class="govuk-body">You sign in there, and we show what would follow. Nothing is changed.</p>
        </>
      )}
      <p class="govuk-body"><a class="govuk-link" href={`/single-sign-on/${provider.agencyId}`}>Change the configuration</a></p>
    </OfficerPage>,
    { about: { kind: 'agency', id: provider.agencyId } },
  )
}

export const tryProvider = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const provider = await configured(work, ask)
  return provider === undefined ? notThere : leaveFor(work, ask, provider, 'try', '/')
}
