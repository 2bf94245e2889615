// Files the person harmed gives with a diary sheet: what they are is judged by their bytes, never by their name.
import { fileTypeFromFile } from 'file-type'
import type { Ask, Upload } from '#web/ask.ts'
import { nameFor } from '#rooms/evidence/index.ts'
import type { Problem } from '#web/form.ts'
import type { SheetFile } from './diary-sheet-store.ts'
import { words } from './words.ts'

const w = words.en
export const LARGEST_FILE = 25 * 1024 * 1024
const MOST = 5
const KINDS: Readonly<Record<string, SheetFile['kind']>> = {
  'image/jpeg': 'photo', 'image/png': 'photo', 'image/webp': 'photo', 'image/gif': 'photo', 'audio/mpeg': 'audio', 'audio/x-m4a': 'audio', 'audio/mp4': 'audio',
  'audio/wav': 'audio', 'audio/vnd.wave': 'audio', 'video/mp4': 'video', 'video/quicktime': 'video',
}
export const ACCEPTS = 'image/jpeg,image/png,image/webp,image/gif,audio/*,video/mp4,video/quicktime'

type Judged = { readonly upload: Upload; readonly mediaType: string; readonly kind: SheetFile['kind'] }

/** Every file judged, or the first thing wrong with one. */
export const judgeFiles = async (uploads: readonly Upload[]): Promise<readonly Judged[] | Problem> => {
  if (uploads.length > MOST) return { field: 'files', text: w.tooMany }
  const judged: Judged[] = []
  for (const upload of uploads) {
    const wrong = (text: string): Problem => ({ field: 'files', text: text.replace('{file}', () => upload.fileName) })
    if (upload.tooLarge) return wrong(w.tooLarge)
    if (upload.size === 0) return wrong(w.emptyFile)
    const found = await fileTypeFromFile(upload.path).catch(() => undefined)
    const kind = found === undefined ? undefined : KINDS[found.mime]
    if (found === undefined || kind === undefined) return wrong(w.wrongKind)
    judged.push({ upload, mediaType: found.mime, kind })
  }
  return judged
}

export const keepFile = async (ask: Ask, { upload, mediaType, kind }: Judged): Promise<SheetFile> =>
  ({ storedAs: await ask.files.keep(upload.path), fileName: nameFor(upload.fileName, mediaType), mediaType, size: upload.size, sha256: upload.sha256, kind })
