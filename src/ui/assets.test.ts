// The built style sheet and scripts: none of GOV.UK's marks, small, named by their content, and built once.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAssets } from '#ui/assets.ts'

const { buildAssets, toLogical } = await import(join(import.meta.dirname, '../../scripts/assets.mjs'))
const folder = mkdtempSync(join(tmpdir(), 'amity-assets-'))
const fileOf = (name: string): string => join(folder, basename(readAssets(folder)(name)))
const read = (name: string): Buffer => readFileSync(fileOf(name))

describe('assets', () => {
  beforeAll(() => buildAssets({ outDir: folder }))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it("hold no mark or font that is GOV.UK's alone, and fetch nothing from elsewhere", () => {
    const css = read('amity.css').toString()
    expect(css).not.toMatch(/GDS Transport|@font-face|crown|crest|govuk-header|govuk-footer|url\((?!["']?data:)/i)
    expect(css).toContain('.govuk-button')
    expect(css).toContain('.amity-timeline')
  })

  it('say start and end, not left and right', () => {
    expect(read('amity.css').toString()).not.toMatch(/[;{](margin|padding)-(left|right):|[;{]text-align:(left|right)/)
    expect(toLogical('a{margin-left:1px;border-right:0;left:3px;text-align:right;float:left;margin:0 1px 2px 3px}'))
      .toBe('a{margin-inline-start:1px;border-inline-end:0;inset-inline-start:3px;text-align:end;float:inline-start;margin:0 1px 2px 3px}')
  })

  it.each(['public.js', 'officer.js'])('%s stays under 25 kB', (name) => {
    expect(read(name).length).toBeLessThan(25 * 1024)
  })

  it('keep nothing on the device from public pages', () => {
    expect(read('public.js').toString()).not.toMatch(/sessionStorage|localStorage/)
  })

  it.each(['amity.css', 'public.js', 'officer.js', 'extras.js'])('%s is there compressed too', (name) => {
    expect(brotliDecompressSync(readFileSync(`${fileOf(name)}.br`)).equals(read(name))).toBe(true)
    expect(gunzipSync(readFileSync(`${fileOf(name)}.gz`)).equals(read(name))).toBe(true)
  })

  it('fetch on demand a script that exists', () => {
    const [, name = ''] = /"\.\/(extras-[0-9a-f]+\.js)"/.exec(read('officer.js').toString()) ?? []
    expect(existsSync(join(folder, name)) && name !== '').toBe(true)
  })

  it('are not built again when nothing changed', async () => {
    expect(await buildAssets({ outDir: folder })).toEqual({ built: false })
  })

  it('refuse a name they do not have', () => {
    expect(() => readAssets(folder)('toString')).toThrow('no asset called toString')
  })
})
