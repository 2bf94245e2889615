// What a page weighs on its way: at most 60 kB with its style sheet, no fonts, few files besides, each packed and kept by whoever may keep it.
import { beforeAll, expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { besides } from '../../bench/pages/http.ts'

const MOST_BYTES = 60_000
const MOST_BESIDES = 3
const MINUTE = 60_000
const PUBLIC = ['/', '/report/category', '/report/story', '/report/contact', '/sign-in', '/my-case/enter', '/privacy', '/accessibility', '/contact']
const PRIVATE = ['/diary', '/cases', '/reports', '/people?q=larkin', '/measures', '/account']
let town: Town
beforeAll(async () => {
  town = await openTown({ rooms, built: true })
  // With a colour of their own: one more style sheet.
  await town.database.owner.query(`update agencies set brand_colour = '#17334f' where partnership_id = $1`, [town.partnership.id])
})

const packed = { 'accept-encoding': 'br' }
/** Each file once, as the server sends it. */
const file = async (path: string) => {
  const answer = await town.server.inject({ method: 'GET', url: path, headers: { host: town.host, ...packed } })
  return { path, status: answer.statusCode, bytes: answer.rawPayload.length, encoding: answer.headers['content-encoding'], cache: answer.headers['cache-control'], type: String(answer.headers['content-type']) }
}
const pages = async (): Promise<readonly { readonly path: string; readonly bytes: number; readonly files: readonly string[]; readonly encoding: unknown; readonly cache: unknown }[]> => {
  const [nobody, officer] = [await town.as('nobody'), await town.as('manager')]
  const { path } = await caseIn(town)
  await nobody.get('/report')
  const seen = []
  for (const [visitor, paths] of [[nobody, PUBLIC], [officer, [...PRIVATE, path]]] as const) for (const one of paths) {
    const [plain, small] = [await visitor.get(one), await visitor.get(one, packed)]
    expect([one, plain.status, small.status]).toEqual([one, 200, 200])
    seen.push({ path: one, bytes: small.raw.length, files: besides(plain.text), encoding: small.headers['content-encoding'], cache: small.headers['cache-control'] })
  }
  return seen
}

test('every page is packed with brotli, kept by nobody, and asks for at most three files besides', async () => {
  for (const page of await pages()) {
    expect([page.path, page.encoding, page.cache]).toEqual([page.path, 'br', 'private, no-store'])
    expect([page.path, page.files.length > 0, page.files.length <= MOST_BESIDES]).toEqual([page.path, true, true])
    const styles = await Promise.all(page.files.filter(one => /\.css/.test(one)).map(file))
    const whole = page.bytes + styles.reduce((sum, { bytes }) => sum + bytes, 0)
    expect([page.path, whole, whole <= MOST_BYTES]).toEqual([page.path, whole, true])
  }
}, 5 * MINUTE)

test('files of pages are kept for ever under names that change with them, packed before they are asked for, and none is a font', async () => {
  const all = await Promise.all([...new Set((await pages()).flatMap(({ files }) => files))].map(file))
  for (const one of all.filter(({ path }) => path.startsWith('/assets/'))) expect([one.path, one.status, one.encoding, one.cache]).toEqual([one.path, 200, 'br', 'public, max-age=31536000, immutable'])
  expect(all.filter(({ path }) => path.startsWith('/assets/')).length).toBeGreaterThan(2)
  expect(all.filter(({ type }) => /font/.test(type))).toEqual([])
  for (const { path } of all.filter(one => /\.(css|js)$/.test(one.path))) {
    const { body } = await town.server.inject({ method: 'GET', url: path, headers: { host: town.host } })
    expect([path, /@font-face|\.woff|\.ttf|\.otf/.test(body), /@import|\burl\((?!["']?data:)/.test(body)]).toEqual([path, false, false])
    // Whatever a script fetches later is fetched on demand: nothing of it is needed to show a page.
    expect([path, /(?:^|[;}])import\s*(?:["']|[\w{*][^;"']*from\s*["'])/.test(body)]).toEqual([path, false])
  }
}, 5 * MINUTE)
