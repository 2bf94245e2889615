// The Chromium that comes through npm (@sparticuz/chromium), unpacked once beside the installed packages, with the
// libraries and fonts a bare machine lacks. Its own default arguments are never used: they switch web security off.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'

export type FoundBrowser = { readonly executable: string; readonly environment: Readonly<Record<string, string>> }

const packageShape = z.object({ version: z.string() })

/** A folder for what is unpacked, 210 MB: beside the packages if it may be written, else temporary. */
const cacheFolder = (manifest: string): string => {
  const { version } = packageShape.parse(JSON.parse(readFileSync(manifest, 'utf8')))
  const name = `amity-chromium-${version}`
  const beside = path.resolve(path.dirname(manifest), '..', '..', '.cache')
  try {
    mkdirSync(beside, { recursive: true })
    rmSync(mkdtempSync(path.join(beside, 'try-')), { recursive: true })
    return path.join(beside, name)
  } catch {
    return path.join(tmpdir(), name)
  }
}

/** The package unpacks into the temporary folder, and sets variables that other programs must not inherit. */
const unpackInto = async (folder: string): Promise<void> => {
  const before = { ...process.env }
  process.env['TMPDIR'] = folder
  // Without this it believes the machine has every library already, and a bare one has not.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x'
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
  } finally {
    for (const name of ['TMPDIR', 'AWS_LAMBDA_JS_RUNTIME', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
      const value = before[name]
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

const fontSettings = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts').replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${path.join(folder, 'fonts-cache').replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</cachedir>
</fontconfig>
`

/** Whole or not at all: another run may be unpacking at the same time, and this one may be stopped half way. */
const unpackOnce = async (folder: string): Promise<void> => {
  if (existsSync(folder)) return
  const draft = mkdtempSync(`${folder}.part-`)
  try {
    await unpackInto(draft)
    writeFileSync(path.join(draft, 'amity-fonts.conf'), fontSettings(folder))
    renameSync(draft, folder)
  } catch (problem) {
    if (!existsSync(folder)) throw problem
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Undefined where npm has none for this machine (it is built for Linux on x64 alone) or it is not installed. */
export const npmBrowser = async (): Promise<FoundBrowser | undefined> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const manifest = findPackageJSON('@sparticuz/chromium', import.meta.url)
  if (manifest === undefined) return undefined
  const folder = cacheFolder(manifest)
  await unpackOnce(folder)
  return {
    executable: path.join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: path.join(folder, 'amity-fonts.conf') },
  }
}
