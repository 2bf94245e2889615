// What a file is, judged by its bytes and never by its name.
import { fileTypeFromFile } from 'file-type'
import type { AttachmentsTable } from '#db/tables.ts'
import type { Upload } from '#web/ask.ts'

export type FileKind = AttachmentsTable['kind']
export const LARGEST_FILE = 25 * 1024 * 1024
export const ACCEPTS = 'image/jpeg,image/png,image/webp,image/gif,audio/*,video/mp4,video/quicktime,application/pdf'

const KINDS: Readonly<Record<string, FileKind>> = {
  'image/jpeg': 'photo', 'image/png': 'photo', 'image/webp': 'photo', 'image/gif': 'photo', 'audio/mpeg': 'audio', 'audio/x-m4a': 'audio', 'audio/mp4': 'audio',
  'audio/wav': 'audio', 'audio/vnd.wave': 'audio', 'video/mp4': 'video', 'video/quicktime': 'video', 'application/pdf': 'document',
}

export type Judged = { readonly mediaType: string; readonly kind: FileKind } | 'too large' | 'empty' | 'wrong kind'

export const judgeFile = async (upload: Upload): Promise<Judged> => {
  if (upload.tooLarge) return 'too large'
  if (upload.size === 0) return 'empty'
  const found = await fileTypeFromFile(upload.path).catch(() => undefined)
  const kind = found === undefined ? undefined : KINDS[found.mime]
  return found === undefined || kind === undefined ? 'wrong kind' : { mediaType: found.mime, kind }
}
