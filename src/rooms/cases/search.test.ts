// Cases are found by what people remember of them: words, names, addresses, also misspelt; and nobody finds what is not theirs.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newReference } from '#kernel/reference.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown } from '#test/harness/town.ts'
import { casesRoom } from './index.ts'

test('by title, summary, a name as it was and as it is now, an address, a misspelling, short words and signs', async () => {
  const town = await openTown({ rooms: [casesRoom] })
  const [theCase, other] = [await caseIn(town, { title: 'Loud music at 3 am' }), await caseIn(town, { title: '100% dogs_barking' })]
  await town.work(async work => {
    await work.db.updateTable('cases').set({ summary: 'A generator runs behind the garages' }).where('id', '=', theCase.id).execute()
    await work.db.updateTable('people').set({ familyName: 'Featherstonehaugh', address: '14 Larch Walk', postcode: 'AL8 6AE' }).where('id', '=', theCase.personId).execute()
  })
  const officer = await town.as('officer')
  const found = async (words: string) => [...(await officer.get(`/cases?q=${encodeURIComponent(words)}`)).document.querySelectorAll('tbody th')].map(cell => cell.textContent.trim())
  for (const words of ['loud MUSIC', 'generator garages', 'Featherstonehaugh', 'fetherstonehaugh', 'feahterstonehaugh', 'Featherstonehaughs', 'genrator garages', 'generator garagez', 'eatherstone', '14 larch walk', '14 lerch walk', 'AL8 6AE', 'music 3', theCase.reference]) expect([words, await found(words)]).toEqual([words, [theCase.reference]])
  for (const words of ['100% dogs', 'dogs_barking', '0%']) expect([words, await found(words)]).toEqual([words, [other.reference]])
  for (const words of ['zebra', 'larch zebra', '%%%', '\\\\\\', '___']) expect([words, await found(words)]).toEqual([words, []])
  expect(new Set(await found('irene'))).toEqual(new Set([theCase.reference, other.reference]))
  const police = await town.as('police')
  for (const words of ['Featherstonehaugh', 'fetherstonehaugh', 'genrator', 'eatherstone', 'larch', theCase.reference]) expect((await police.get(`/cases?q=${encodeURIComponent(words)}`)).says).toContain('No cases match')
})

test('words that stand in more cases than the list is gone down for: a page of them at once, also misspelt, and what only the oldest case holds', async () => {
  const town = await openTown({ rooms: [casesRoom] })
  const oldest = await caseIn(town, { title: 'Rubbish and a zebra', openedAt: '2020-01-01T09:00:00Z' })
  await town.work(async work => {
    const rows = Array.from({ length: 2_100 }, (_, n) => ({
      partnershipId: town.partnership.id, id: work.newId(), reference: newReference(randomBytes(8)), title: 'Rubbish behind the garages', categoryCode: 'noise', strand: 'nuisance' as const, severity: 'standard' as const,
      leadAgencyId: town.council.id, leadOfficerId: town.council.officerId, openedAt: new Date(Date.parse('2021-01-01T09:00:00Z') + n * 3_600_000), openedBy: town.council.officerId,
    }))
    for (let at = 0; at < rows.length; at += 700) await work.db.insertInto('cases').values(rows.slice(at, at + 700)).execute()
  })
  const officer = await town.as('officer')
  const page = async (path: string) => { const { document } = await officer.get(path); return { found: document.querySelectorAll('tbody th').length, older: [...document.querySelectorAll('a')].map(link => link.getAttribute('href') ?? '').find(href => href.includes('after=')) } }
  for (const words of ['rubbish', 'rubish', 'rubbish garagez']) {
    const first = await page(`/cases?q=${encodeURIComponent(words)}`)
    expect([words, first.found, first.older]).toEqual([words, 20, expect.stringContaining('after=')])
    expect([words, (await page(first.older ?? '')).found]).toEqual([words, 20])
  }
  for (const words of ['zebra', 'zebar', 'rubish zebra']) expect([words, [...(await officer.get(`/cases?q=${encodeURIComponent(words)}`)).document.querySelectorAll('tbody th')].map(cell => cell.textContent.trim())]).toEqual([words, [oldest.reference]])
}, 120_000)

test('words as they were typed come first and fill their pages alone; longer ones are shown where those fill no page, and where they are asked for', async () => {
  const town = await openTown({ rooms: [casesRoom] })
  const titled = async (title: string, n: number) => (await caseIn(town, { title, openedAt: new Date(Date.parse('2021-01-01T09:00:00Z') + n * 3_600_000).toISOString() })).reference
  const annabel = await titled('Annabel heard it too', 0)
  const anns: string[] = []
  const planned: string[] = []
  for (let n = 1; n <= 24; n += 1) {
    planned.push(await titled('A planned fire', 2 * n))
    anns.push(await titled('Shouting at Ann.', 2 * n + 1))
  }
  const officer = await town.as('officer')
  const open = async (path: string) => {
    const { document, says } = await officer.get(path)
    const links = [...document.querySelectorAll('main a')].map(link => ({ text: link.textContent.trim(), href: link.getAttribute('href') ?? '' }))
    return { says, cases: [...document.querySelectorAll('tbody th')].map(cell => cell.textContent.trim()), to: (text: string) => links.find(link => link.text.startsWith(text))?.href ?? '', next: links.find(({ href }) => href.includes('after='))?.href ?? '' }
  }
  const first = await open('/cases?q=ann')
  const second = await open(first.next)
  expect([...first.cases, ...second.cases]).toEqual(anns.toReversed())
  expect([first.says, second.says]).toEqual([expect.stringContaining('as they were typed'), expect.stringContaining('as they were typed')])
  const longer = await open(first.to('Show longer words too'))
  const others = await open(longer.next)
  expect([longer.cases.length, new Set([...longer.cases, ...others.cases, ...(await open(others.next)).cases])]).toEqual([20, new Set([...anns, ...planned, annabel])])
  expect((await open(longer.to('Only as they were typed'))).cases).toEqual(first.cases)
  // A house by its number, which fills no page: 120 is not shown to who types 12, and the way to it is.
  await town.work(async work => { await work.db.updateTable('cases').set({ summary: '12 Larch Walk' }).where('reference', '=', anns[3] ?? '').execute(); await work.db.updateTable('cases').set({ summary: '120 Larch Walk' }).where('reference', '=', anns[4] ?? '').execute() })
  const house = await open('/cases?q=12+larch+walk')
  expect([house.cases, (await open(house.to('Show longer words too'))).cases, (await open('/cases?q=12+lar')).cases]).toEqual([[anns[3]], [anns[4], anns[3]], [anns[4], anns[3]]])
  // Another filter, in which the word fills no page: nothing is held back.
  await town.work(async work => { await work.db.updateTable('cases').set({ severity: 'high' }).where('reference', 'in', [annabel, anns[0] ?? '']).execute() })
  const few = await open('/cases?q=ann&severity=high')
  expect([few.cases, few.says.includes('as they were typed')]).toEqual([[anns[0], annabel], false])
}, 120_000)
