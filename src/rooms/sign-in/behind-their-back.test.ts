// A sign-in nobody chose: a link elsewhere to an agency's own provider, where the browser is signed in already.
import { afterAll, expect, test } from 'vitest'
import { givePasswords } from '#test/harness/factors.ts'
import { CLIENT, shownLink, startProvider, type TestProvider } from '#test/harness/provider.ts'
import { openTown } from '#test/harness/town.ts'

const started: TestProvider[] = []
afterAll(() => Promise.all(started.map(one => one.close())))

test('nobody is signed in behind their back: a link from elsewhere, or from another browser’s page, only leads to the sign-in page', async () => {
  const town = await openTown({ rooms: [], startAt: new Date().toISOString() })
  await givePasswords(town)
  const provider = await startProvider(`http://${town.host}/sign-in/back/${town.police.id}`, { sub: 'pat', email: 'pat@police.example', name: 'Pat', groups: ['officers'] })
  started.push(provider)
  const ada = await town.as('administrator')
  const page = await ada.get(`/single-sign-on/${town.police.id}`)
  const role = [...page.document.querySelectorAll('select[name=groups-0-role] option')].find(one => one.textContent === 'Case officer')?.getAttribute('value') ?? ''
  expect((await ada.send(`/single-sign-on/${town.police.id}`, { label: 'Sign in with Police', issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, groupClaim: 'groups', emailDomains: 'police.example', secondFactor: 'here', enabled: 'yes', 'groups-0-group': 'officers', 'groups-0-role': role })).status).toBe(303)
  const visitor = await town.as('nobody')
  const button = ((await visitor.get('/sign-in')).document.querySelector('a[href^="/sign-in/with/"]')?.getAttribute('href') ?? '').split('?')[0] ?? ''
  expect((await visitor.get(`${button}?next=/account`)).location).toBe('/sign-in?next=%2Faccount')
  const theirs = await shownLink(await town.as('nobody'), button)
  expect(theirs).toContain('shown=')
  expect((await visitor.get(theirs)).location).toBe('/sign-in?next=%2F')
  expect((await visitor.get(await shownLink(visitor, button))).location).toContain('code_challenge')
})
