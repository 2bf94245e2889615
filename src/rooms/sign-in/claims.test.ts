// What is read from a provider's claims: examples as Entra ID, Keycloak and others send them.
import { expect, test } from 'vitest'
import { countsAsSecond, readClaims } from './claims.ts'

const TERMS = { groupClaim: 'groups', emailDomains: ['council.example'] }
const BASE = { sub: 's1', email: 'A.Officer@Council.example', name: ' Ann Officer ' }

test.each([
  ['Entra ID, object ids', { ...BASE, groups: ['11111111-aaaa', '22222222-bbbb'] }, TERMS, ['11111111-aaaa', '22222222-bbbb']],
  ['Entra ID, application roles', { ...BASE, roles: ['Asb.Officer'] }, { ...TERMS, groupClaim: 'roles' }, ['Asb.Officer']],
  ['Keycloak, a path', { ...BASE, realm_access: { roles: ['officer'] } }, { ...TERMS, groupClaim: 'realm_access.roles' }, ['officer']],
  ['a claim whose name has dots', { ...BASE, 'https://x.example/groups': ['one'] }, { ...TERMS, groupClaim: 'https://x.example/groups' }, ['one']],
  ['one group as a text', { ...BASE, groups: 'officers' }, TERMS, ['officers']],
  ['nothing, and nonsense', { ...BASE, groups: [1, null, ''] }, TERMS, []],
  ['what every object has is no claim', BASE, { ...TERMS, groupClaim: 'constructor.name' }, []],
])('groups: %s', (_says, claims, terms, groups) => { expect(readClaims(claims, terms)).toMatchObject({ subject: 's1', email: 'a.officer@council.example', name: 'Ann Officer', groups }) })

test.each([
  ['no email', { sub: 's1', name: 'Ann' }, 'no email'], ['an address without @', { ...BASE, email: 'ann' }, 'no email'], ['not verified', { ...BASE, email_verified: false }, 'email not verified'],
  ['a domain that only ends alike', { ...BASE, email: 'a@evilcouncil.example' }, 'email domain'], ['a domain below', { ...BASE, email: 'a@x.council.example' }, 'email domain'],
  ['too many groups, by name', { ...BASE, _claim_names: { groups: 'src1' } }, 'too many groups'], ['too many groups, by flag', { ...BASE, hasgroups: true }, 'too many groups'],
])('refused: %s', (_says, claims, why) => { expect(readClaims(claims, TERMS)).toEqual({ why }) })

test('an address may stand in another claim, and a name be put together', () => {
  expect(readClaims({ sub: 's1', preferred_username: 'ann@council.example', given_name: 'Ann', family_name: 'Officer' }, TERMS)).toMatchObject({ email: 'ann@council.example', name: 'Ann Officer' })
})

test.each([['provider', [], true], ['claim', ['pwd', 'mfa'], true], ['claim', ['pwd'], false], ['here', ['mfa'], false], ['provider', ['pwd'], false], ['provider', ['pwd', 'mfa'], true]] as const)('second factor proven by %s with %s: %s', (how, amr, counts) => {
  const said = readClaims({ ...BASE, amr: [...amr] }, TERMS)
  expect('why' in said ? said : countsAsSecond(how, said)).toBe(counts)
})
