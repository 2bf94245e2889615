// Dangerous acts ask first who is there: each door that lets people in, takes much out or opens what is shut, found stale and led to /prove.
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { caseIn } from '#test/harness/cases.ts'
import { everyDoor, pathAt } from '#test/harness/every-door.ts'
import { givePasswords, later, proveAgain } from '#test/harness/factors.ts'
import { openTown } from '#test/harness/town.ts'

/** What can let people in, take much out, or open what is shut. Taking a line out of here is a decision, and needs its reason in docs/security.md. */
const DANGEROUS = [
  'POST /officers/add', 'POST /officers/:id/details', 'POST /officers/:id/posts/add', 'POST /officers/:id/posts/:post', 'POST /officers/:id/leave', 'POST /agencies/:id/merge',
  'POST /roles/add', 'POST /roles/:id', 'POST /delegations/add', 'POST /delegations/:id/end', 'POST /training/gates/add', 'POST /training/gates/:id/end',
  'POST /officers/:id/sign-in/reset', 'POST /officers/:id/sign-in/password-link', 'POST /single-sign-on/:agencyId', 'POST /api-keys/make',
  'POST /account/password', 'POST /account/second-factor/app', 'POST /account/second-factor/app/end', 'POST /account/second-factor/passkeys/add', 'POST /account/second-factor/passkeys/:id/end', 'POST /account/second-factor/codes',
  'POST /account/sessions/:id/end', 'POST /sign-out-everywhere',
  'POST /our-records', 'GET /our-records/:export', 'POST /our-records/leave', 'POST /leavings/:leaving', 'POST /break-glass',
  'GET /cases/:reference/court/bundles/:bundle/pdf', 'GET /cases/:reference/court/bundles/:bundle/schedule',
]

test('each door that lets people in, takes records out or opens what is shut asks for proof, and so does each that saves records as a file', () => {
  const asks = new Set(everyDoor.filter(door => door.stepUp !== false).map(door => `${door.method} ${door.path}`))
  expect(DANGEROUS.filter(door => !asks.has(door))).toEqual([])
  const files = everyDoor.filter(door => (door.how === 'export' || /\.(csv|json)$/.test(door.path)) && (typeof door.may === 'string' || door.may.way === 'signed in'))
  expect(files.length).toBeGreaterThan(4)
  expect(files.filter(door => door.stepUp === false).map(door => door.path)).toEqual([])
})

test('eleven minutes after the last proof each of them leads to /prove, whoever may come in, and to nothing else', async () => {
  const town = await openTown({ rooms })
  const theCase = await caseIn(town)
  const visitors = await Promise.all((['administrator', 'officer', 'manager', 'police'] as const).map(async who => town.as(who)))
  later(town, 11 * 60)
  const led = new Set<string>()
  const strange: string[] = []
  for (const door of everyDoor.filter(one => one.stepUp === true)) for (const visitor of visitors) {
    const path = pathAt(door.path, theCase)
    const { status, location } = door.method === 'GET' ? await visitor.get(path) : await visitor.post(path, {})
    const was = status === 303 && location?.startsWith('/prove?next=') === true
    if (was) led.add(`${door.method} ${door.path}`)
    if (!was && status !== 403) strange.push(`${door.method} ${path}: ${status} ${location ?? ''}`)
  }
  expect(strange).toEqual([])
  // One that nobody here may do is shown nowhere: each is led by somebody.
  expect(everyDoor.filter(one => one.stepUp === true).map(door => `${door.method} ${door.path}`).filter(door => !led.has(door))).toEqual([])
})

test('breaking the glass with a stale proof: one page, then what was typed is there again, the postcode too', async () => {
  const town = await openTown({ rooms })
  await givePasswords(town)
  const officer = await town.as('manager')
  const open = await officer.get('/break-glass')
  later(town, 11 * 60)
  const typed = { by: 'person', familyName: 'Nobody', postcode: 'AL8 6AE', reason: 'Somebody is being threatened at this moment', sure: 'yes' }
  const held = await officer.post('/break-glass', { ...typed, _csrf: open.document.querySelector('main input[name=_csrf]')?.getAttribute('value') ?? '' })
  expect(held.location).toMatch(/^\/prove\?next=%2Fbreak-glass%3Fkept%3D/)
  const back = await proveAgain(officer, held.location ?? '')
  const page = await officer.get(back.location ?? '')
  expect([page.status, page.document.querySelector('input[name=postcode]')?.getAttribute('value'), page.document.querySelector('textarea[name=reason]')?.textContent]).toEqual([200, typed.postcode, typed.reason])
  expect((await officer.send('/break-glass', typed)).says).toContain('there is none you can open')
})
