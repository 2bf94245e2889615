// All SQL on single sign-on: the providers offered, one provider whole, its configuration, and who arrives from it.
import { sql } from 'kysely'
import type { OfficerWork, Work } from '#db/work.ts'

export type ProviderOffer = { readonly id: string; readonly label: string; readonly agencyName: string }
export type MappedGroup = { readonly group: string; readonly roleId: string; readonly role: string; readonly teamId: string | null }
export const SECOND_FACTORS = ['here', 'claim', 'provider'] as const
/** As configured, and as a page may show it: never with its secret. */
export type ProviderTerms = {
  readonly id: string; readonly agencyId: string; readonly agencyName: string; readonly label: string; readonly issuer: string; readonly clientId: string; readonly groupClaim: string
  readonly emailDomains: readonly string[]; readonly secondFactor: (typeof SECOND_FACTORS)[number]; readonly enabled: boolean; readonly groups: readonly MappedGroup[]
}
export type Provider = ProviderTerms & { readonly sealedSecret: string | null }

const first = async <T>(work: Work, asking: ReturnType<typeof sql<{ it: T }>>): Promise<T | null> => (await asking.execute(work.db)).rows[0]?.it ?? null
export const isId = (text: string | undefined): text is string => text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

export const providers = async (work: Work): Promise<readonly ProviderOffer[]> => await first(work, sql<{ it: readonly ProviderOffer[] }>`select amity.providers() as it`) ?? []
export const providerWith = async (work: Work, id: string): Promise<Provider | undefined> =>
  isId(id) ? await first(work, sql<{ it: Provider }>`select amity.provider(${id}::uuid) as it`) ?? undefined : undefined

/** What the client secret is sealed for: one agency's provider and no other. */
export const secretPurpose = (agencyId: string): string => `client secret of ${agencyId}`

export type Configured = { readonly agencyId: string; readonly agencyName: string; readonly providerId: string | null; readonly issuer: string | null; readonly enabled: boolean }
export const providersToConfigure = async (work: OfficerWork): Promise<readonly Configured[]> => await first(work, sql<{ it: readonly Configured[] }>`select amity.providers_to_configure() as it`) ?? []
export const providerOfAgency = async (work: OfficerWork, agencyId: string): Promise<(ProviderTerms & { readonly hasSecret: boolean }) | undefined> =>
  await first(work, sql<{ it: ProviderTerms & { hasSecret: boolean } }>`select amity.provider_of_agency(${agencyId}::uuid) as it`) ?? undefined

export type NewTerms = Pick<ProviderTerms, 'label' | 'issuer' | 'clientId' | 'groupClaim' | 'emailDomains' | 'secondFactor' | 'enabled'> & { readonly groups: readonly { readonly group: string; readonly roleId: string; readonly teamId: string }[] }
/** `sealed`: the client secret as it is kept, or null to leave the one there is. Undefined: not theirs to configure. */
export const saveProvider = async (work: OfficerWork, agencyId: string, terms: NewTerms, sealed: string | null): Promise<string | undefined> =>
  await first(work, sql<{ it: string }>`select amity.save_provider(${agencyId}::uuid, ${JSON.stringify(terms)}::jsonb, ${sealed}) as it`) ?? undefined

export type Arrived = { readonly refused: 'off' | 'left' | 'somebody else' | 'no group' | 'last administrator'; readonly officerId: string | null } | { readonly officerId: string; readonly agencyId: string; readonly made: boolean; readonly hasSecondFactor: boolean }
/** Somebody the provider vouches for: their account (made when new) and their posts as their groups say now. */
export const arrive = async (work: Work, providerId: string, who: { readonly subject: string; readonly email: string; readonly name: string; readonly groups: readonly string[] }): Promise<Arrived> => {
  const arrived = await first(work, sql<{ it: Arrived }>`select amity.arrive(${providerId}::uuid, ${who.subject}, ${who.email}, ${who.name}, ${[...who.groups]}::text[]) as it`)
  if (arrived === null) throw new Error('amity.arrive answered nothing')
  return arrived
}

type Behind = { readonly providerId: string; readonly hint: string | null; readonly subject: string | null }
/** The provider that began this officer's session, if one did. */
export const providerBehind = async (work: OfficerWork): Promise<(Provider & Pick<Behind, 'hint' | 'subject'>) | undefined> => {
  const behind = await first(work, sql<{ it: Behind }>`select amity.provider_of_session(${work.actor.sessionId}::uuid) as it`)
  const provider = behind === null ? undefined : await providerWith(work, behind.providerId)
  return behind === null || provider === undefined ? undefined : { ...provider, hint: behind.hint, subject: behind.subject }
}

export const teamsOf = (work: OfficerWork, agencyId: string) => work.db.selectFrom('teams').select(['id', 'name']).where('agencyId', '=', agencyId).where('endedOn', 'is', null).orderBy('name').execute()
export const rolesToGive = (work: OfficerWork) => work.db.selectFrom('roles').select(['id', 'name']).orderBy('name').execute()
