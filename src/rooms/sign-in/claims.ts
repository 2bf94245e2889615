// What a provider says of somebody, read with care: groups wherever they stand, an email that is theirs, and how they proved it.

export type Claims = Readonly<Record<string, unknown>>
export type Said = { readonly subject: string; readonly email: string; readonly name: string; readonly groups: readonly string[]; readonly provedSecondFactor: boolean; /** It said how they proved themselves (amr). */ readonly saidHow: boolean }
export type Unsaid = { readonly why: 'no email' | 'email not verified' | 'email domain' | 'too many groups' }

const isRecord = (value: unknown): value is Claims => typeof value === 'object' && value !== null && !Array.isArray(value)
const textIn = (claims: Claims, name: string): string => typeof claims[name] === 'string' ? claims[name].trim() : ''

/** A claim by its name, or by a path with dots ("realm_access.roles") where no claim has the whole as its name. */
const claimAt = (claims: Claims, path: string): unknown =>
  Object.hasOwn(claims, path) ? claims[path] : path.split('.').reduce<unknown>((inner, key) => isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined, claims)

const groupsIn = (claims: Claims, claim: string): readonly string[] => {
  const found = claimAt(claims, claim)
  return (Array.isArray(found) ? found : [found]).filter((one): one is string => typeof one === 'string' && one !== '').map(one => one.slice(0, 300))
}
/** Entra ID leaves the groups out when there are many and says where to ask for them, which we do not. */
const leftOut = (claims: Claims, claim: string): boolean => claims['hasgroups'] === true || (isRecord(claims['_claim_names']) && Object.hasOwn(claims['_claim_names'], claim))

/** RFC 8176: more than one factor, or one that is two in itself. */
const SURE = new Set(['mfa', 'otp', 'hwk', 'sc', 'fido', 'ngcmfa'])

export const readClaims = (claims: Claims, { groupClaim, emailDomains }: { readonly groupClaim: string; readonly emailDomains: readonly string[] }): Said | Unsaid => {
  const email = ['email', 'preferred_username', 'upn'].map(name => textIn(claims, name).toLowerCase()).find(text => /^[^\s@]{1,200}@[^\s@]{1,200}$/.test(text))
  if (email === undefined) return { why: 'no email' }
  if (claims['email_verified'] === false) return { why: 'email not verified' }
  if (!emailDomains.includes(email.split('@')[1] ?? '')) return { why: 'email domain' }
  if (leftOut(claims, groupClaim)) return { why: 'too many groups' }
  const name = textIn(claims, 'name') || [textIn(claims, 'given_name'), textIn(claims, 'family_name')].filter(part => part !== '').join(' ') || email
  const amr = Array.isArray(claims['amr']) ? claims['amr'] : []
  return { subject: textIn(claims, 'sub'), email, name: name.slice(0, 120), groups: groupsIn(claims, groupClaim), provedSecondFactor: amr.some(one => typeof one === 'string' && SURE.has(one)), saidHow: amr.length > 0 }
}

/** Whether a sign-in there counts as a second factor here. What it says of this sign-in counts for more than what it always does. */
export const countsAsSecond = (how: 'provider' | 'claim' | 'here', said: Said): boolean => how === 'provider' && (said.provedSecondFactor || !said.saidHow) || (how === 'claim' && said.provedSecondFactor)

export const WHY_UNSAID: Readonly<Record<Unsaid['why'], string>> = {
  'no email': 'The provider sent no email address. Its administrator lets it send the claim “email”.',
  'email not verified': 'The provider says that this email address is not verified.',
  'email domain': 'This email address is not of a domain that your agency allowed here.',
  'too many groups': 'You are in so many groups that the provider sent none. Its administrator lets it send only groups assigned to this application.',
}
