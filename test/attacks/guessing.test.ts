// Guessing, with a clock in hand: an account that is there and one that is not, a link that is right and one that nearly is.
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { hashPassword } from '#rooms/partnership/index.ts'
import { harmedCase, offered } from '#test/harness/own-page.ts'
import { openTown, type Town } from '#test/harness/town.ts'

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

/** Signs in from a new address each time, so that nobody is told to wait. */
const signIn = async (town: Town, email: string, n: number): Promise<{ readonly took: number; readonly status: number; readonly says: string }> => {
  const opened = await town.server.inject({ url: '/sign-in', headers: { host: town.host } })
  const cookie = opened.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const csrf = /name="_csrf" value="([^"]+)"/.exec(opened.body)?.[1] ?? ''
  const began = performance.now()
  const { statusCode, body } = await town.server.inject({ method: 'POST', url: '/sign-in', remoteAddress: `198.51.100.${n}`, headers: { host: town.host, cookie, 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: csrf, email, password: 'not the right one' }).toString() })
  return { took: performance.now() - began, status: statusCode, says: parseHTML(body).document.querySelector('.govuk-error-summary')?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '' }
}

test('an account that is not there costs as much as one that is, and says the same', async () => {
  const town = await openTown({ rooms })
  await town.database.owner.query('update officers set password_hash = $1 where partnership_id = $2 and email = $3', [await hashPassword('copper lantern meadow'), town.partnership.id, 'olive@example.test'])
  // Mo has an account and has not chosen a password yet.
  const kinds = { known: 'olive@example.test', unknown: 'nobody@example.test', withoutPassword: 'mo@example.test' }
  await signIn(town, kinds.unknown, 250)
  const times: Record<keyof typeof kinds, number[]> = { known: [], unknown: [], withoutPassword: [] }
  const said = new Set<string>()
  for (let n = 0; n < 13; n += 1) {
    for (const [at, kind] of (['known', 'unknown', 'withoutPassword'] as const).entries()) {
      const { took, status, says } = await signIn(town, kinds[kind], n * 3 + at)
      times[kind].push(took)
      expect(status).toBe(422)
      said.add(says)
    }
  }
  expect([...said]).toEqual([expect.stringContaining('not right')])
  const known = median(times.known)
  // The password's work is nearly all of it: left out, the ratio would be a tenth.
  for (const kind of ['unknown', 'withoutPassword'] as const) expect([kind, median(times[kind]) / known > 0.4, median(times[kind]) / known < 2.5]).toEqual([kind, true, true])
  expect(known).toBeGreaterThan(15)
})

test('a secret is looked for by its digest, so that a nearly right one is as far off as any; none stands in the database', async () => {
  const town = await openTown({ rooms })
  const theCase = await harmedCase(town)
  const link = await offered(town, theCase)
  const ada = await town.as('administrator')
  const made = await ada.send('/api-keys/make', { name: 'A system', agencyId: town.council.id })
  const added = await ada.send('/officers/add', { name: 'New Officer', email: 'new@example.test', agencyId: town.council.id, roleId: '' })
  const secrets = [link.split('/').at(-1) ?? '', ada.cookies.get('amity_session') ?? '', made.document.querySelector('code.amity-secret')?.textContent ?? '', /choose-password\/([\w-]{43})/.exec(added.text)?.[1] ?? ''].filter(secret => secret !== '')
  expect(secrets.length).toBeGreaterThanOrEqual(3)
  // 256 bits, as letters of an address.
  for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43,}$/)
  const { rows: tables } = await town.database.owner.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`)
  const holds: string[] = []
  for (const { name } of tables) for (const secret of secrets) if (((await town.database.owner.query(`select from ${name} t where t::text like '%' || $1 || '%' limit 1`, [secret])).rowCount ?? 0) > 0) holds.push(name)
  // Until it is sent, a message holds the link it will carry.
  expect([...new Set(holds)]).toEqual(['message_secrets'])
  const nobody = await town.as('nobody')
  const [right = ''] = secrets
  const near = [right.slice(0, -1) + (right.endsWith('A') ? 'B' : 'A'), right.slice(0, 20), right.toLowerCase(), `${right}A`, ` ${right}`, 'x'.repeat(43), '']
  let hours = 9
  // An hour between two tries, for asking is limited.
  const entrance = async (token: string) => { town.clock.set(new Date(Date.UTC(2026, 5, 2, hours += 1))); await nobody.get(`/my-case/link/${encodeURIComponent(token)}`); const asked = await nobody.send('/my-case/enter', {}); return [asked.status, asked.location] }
  for (const token of near.filter(one => one !== '')) expect([token, await entrance(token)]).toEqual([token, await entrance('y'.repeat(43))])
})
