// A day at a town, from a report to an error: for tests of what is left behind elsewhere (the log) by all that was said.
import type { Carrier } from '#rooms/letters/index.ts'
import { sendOf, writeMessage } from '#rooms/letters/index.ts'
import { addresseeOf } from '#rooms/people/index.ts'
import { caseIn } from './cases.ts'
import { hire, signedInAs } from './officers.ts'
import type { Town } from './town.ts'
import type { Page, Visitor } from './visitor.ts'

/** What a resident tells, all of it invented. */
const ANSWERS: readonly (readonly [string, Record<string, string | string[]>])[] = [
  ['category', { category: 'noise' }], ['danger', { danger: 'no' }], ['story', { story: 'Accordion practice beside the boiler cupboard until half past two' }],
  ['when', { 'when-day': '29', 'when-month': '5', 'when-year': '2026', often: 'Most days' }], ['where', { place: '14 Larchwood Terrace', postcode: 'AL8 6AE' }],
  ['effect', { harmed: 'Me', effect: 'Migraines and a missed shift at the bakery' }], ['who', { who: 'Bartholomew Quill upstairs' }], ['because', { because: ['disability'] }], ['vulnerable', { children: 'yes', vulnerability: 'Asthma inhaler needed nightly' }],
  ['contact', { named: 'yes', name: 'Philippa Ravensworth', phone: '07700 900 555', email: 'philippa.ravensworth@example.test', means: ['phone'], message: '', mustNotKnow: 'My stepfather Cuthbert' }], ['needs', { share: 'yes' }],
]

const expectStatus = (what: string, { status, says }: Page, ...fine: readonly number[]): void => {
  if (!fine.includes(status)) throw new Error(`${what} was answered with ${status}: ${says.slice(0, 300)}`)
}

const report = async (town: Town): Promise<string> => {
  const visitor = await town.as('nobody')
  await visitor.follow(await visitor.get('/report'))
  for (const [page, answers] of ANSWERS) expectStatus(page, await visitor.send(`/report/${page}`, answers), 303)
  const done = await visitor.follow(await visitor.send('/report/check', {}))
  return done.document.querySelector('.govuk-panel strong')?.textContent ?? ''
}

const workOn = async (town: Town, officer: Visitor, reference: string): Promise<string> => {
  expectStatus('the report', await officer.get(`/reports/${reference}`), 200)
  const opened = await officer.send(`/reports/${reference}/open-case`, { title: 'Accordion at Larchwood', summary: 'Nightly squeezing of bellows', category: 'noise', severity: 'high', leadOfficerId: town.council.officerId })
  expectStatus('opening a case', opened, 303)
  const path = opened.location ?? ''
  const at = { 'happened-day': '1', 'happened-month': '6', 'happened-year': '2026', 'happened-time': '09:00' }
  await officer.send(`${path}/add`, { kind: 'call', ...at, summary: 'Rang Philippa about bellows', body: 'She wept and named Bartholomew', reached: 'yes', visibility: 'staff' })
  expectStatus('the case', await officer.get(path), 200)
  await officer.upload(`${path}/evidence`, { says: 'Photograph of the squeezebox', visibility: 'staff' }, [{ field: 'file', name: 'bartholomew at window.txt', type: 'text/plain', content: Buffer.from('Bartholomew glared at her') }])
  return path
}

/** What people look for and mistype, and what goes wrong: each with somebody's words in it. */
const searchAndErr = async (town: Town, officer: Visitor): Promise<void> => {
  for (const path of ['/cases?q=Philippa+Ravensworth', '/people?q=Ravensworth', '/reports?q=Larchwood', '/cases/Philippa-Ravensworth', '/Philippa%20Ravensworth', '/cases/%E0%A4%A', '/diary?x=philippa.ravensworth@example.test']) await officer.get(path)
  await officer.post('/cases/Philippa-Ravensworth/add', { summary: 'Philippa Ravensworth' })
  await officer.post('/diary/add', { title: 'Philippa Ravensworth', _csrf: 'forged' })
  const nobody = await town.as('nobody')
  await nobody.send('/sign-in', { email: 'philippa.ravensworth@example.test', password: 'Cuthbert stepfather' })
  for (const [type, payload] of [['application/json', '{"name":"Philippa Ravensworth'], ['text/plain', 'Philippa Ravensworth'], ['multipart/form-data; boundary=x', '--x\r\nPhilippa Ravensworth'], ['application/x-www-form-urlencoded', 'name=Philippa+Ravensworth&api_key=Cuthbert']] as const) {
    for (const url of ['/sign-in', '/report/story', '/open311/v2/requests.json']) await town.server.inject({ method: 'POST', url, payload, headers: { host: town.host, 'content-type': type, 'user-agent': 'Philippa Ravensworth', referer: 'https://x.test/?q=Philippa', 'x-forwarded-for': 'Philippa' } })
  }
  await town.server.inject({ method: 'PUT', url: '/Philippa', headers: { host: 'philippa.ravensworth.example' } })
}

const lettersGo = async (town: Town, carriers: readonly Carrier[]): Promise<void> => {
  const { id, personId } = await caseIn(town, { title: 'Pigeons fed on the ledge', email: 'ignatius@example.test', phone: '07700 900 666' })
  await town.work(async work => {
    const to = await addresseeOf(work, personId)
    if (to === undefined) throw new Error('nobody to write to')
    for (const secret of [undefined, 'https://asb.example/x/TOPSECRETLINK']) await writeMessage(work, to, { purpose: 'a test', subject: 'A message for you', body: secret === undefined ? 'Dear Irene, the pigeons have been counted' : 'Open [private link or code]', ...(secret === undefined ? {} : { secret }) }, { caseId: id, reportId: null, agencyId: town.council.id })
  })
  for (const carrier of carriers) {
    await town.database.owner.query(`update outgoing_messages set state = 'waiting', next_try_at = null where partnership_id = $1`, [town.partnership.id])
    await sendOf({ database: town.database, carriers: [carrier], clock: town.clock.now }, town.partnership.id)
  }
}

/** Report, triage, case, evidence, letters by each of these carriers, search, errors, and the chores of the night. */
export const liveThroughADay = async (town: Town, carriers: readonly Carrier[], chores: readonly string[]): Promise<void> => {
  const reference = await report(town)
  const officer = await town.as('officer')
  const path = await workOn(town, officer, reference)
  await town.runNews()
  await lettersGo(town, carriers)
  await searchAndErr(town, officer)
  const administrator = await town.as('administrator')
  for (const page of ['/diary', '/reports', '/cases', `${path}`, '/messages', '/service', '/audit?q=Philippa', '/settings', '/officers']) await administrator.get(page)
  await (await signedInAs(town, await hire(town, 'Wilhelmina Thistlewood', 'Case officer'))).get('/diary')
  for (const name of chores) await town.runChore(name)
}
