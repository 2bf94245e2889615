// What a file is, judged by its bytes and never by its name.
import { fileTypeFromFile } from 'file-type'
import type { AttachmentsTable } from '#db/tables.ts'
import type { Upload } from '#web/ask.ts'

export type FileKind = AttachmentsTable['kind']
export const LARGEST_FILE = 25 * 1024 * 1024
/** What an officer may send as one form, without JavaScript; larger files go in parts. */
export const LARGEST_BY_FORM = 200 * 1024 * 1024
export const ACCEPTS = 'image/jpeg,image/png,image/webp,image/gif,audio/*,video/mp4,video/quicktime,application/pdf'

const KINDS: Readonly<Record<string, FileKind>> = {
  'image/jpeg': 'photo', 'image/png': 'photo', 'image/webp': 'photo', 'image/gif': 'photo', 'audio/mpeg': 'audio', 'audio/x-m4a': 'audio', 'audio/mp4': 'audio',
  'audio/wav': 'audio', 'audio/vnd.wave': 'audio', 'video/mp4': 'video', 'video/quicktime': 'video', 'application/pdf': 'document',
}

/** How each may be called; the first is added to a name that says something else. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'], 'image/png': ['png'], 'image/webp': ['webp'], 'image/gif': ['gif'], 'audio/mpeg': ['mp3', 'mpga'], 'audio/x-m4a': ['m4a'], 'audio/mp4': ['m4a', 'mp4'],
  'audio/wav': ['wav'], 'audio/vnd.wave': ['wav'], 'video/mp4': ['mp4', 'm4v'], 'video/quicktime': ['mov', 'qt'], 'application/pdf': ['pdf'],
}

/** The name it came with, ending as what it is: "photo.exe" that is a PDF is "photo.exe.pdf", and no machine will run it. */
export const nameFor = (fileName: string, mediaType: string): string => {
  const endings = ENDINGS[mediaType] ?? []
  const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase()
  return ending !== undefined && endings.includes(ending) ? fileName : `${fileName.slice(0, 190).replace(/[. ]$/, '') || 'file'}.${endings[0] ?? 'bin'}`
}

export type Judged = { readonly mediaType: string; readonly kind: FileKind; readonly fileName: string } | 'too large' | 'empty' | 'wrong kind'

export const judgeFile = async (upload: Pick<Upload, 'tooLarge' | 'size' | 'path' | 'fileName'>): Promise<Judged> => {
  if (upload.tooLarge) return 'too large'
  if (upload.size === 0) return 'empty'
  const found = await fileTypeFromFile(upload.path).catch(() => undefined)
  const kind = found === undefined ? undefined : KINDS[found.mime]
  return found === undefined || kind === undefined ? 'wrong kind' : { mediaType: found.mime, kind, fileName: nameFor(upload.fileName, found.mime) }
}
