// Draws a bundle from what was frozen: its paper, its pictures, its moment. The same three give the same bytes; no clock is read.
import { keptBytes } from '#rooms/statements/index.ts'
import type { FileStore } from '#web/file-store.ts'
import { printPapers, STOPPED, type NotPrinted, type Printed } from '#web/press.ts'
import type { Bundle } from './bundle-store.ts'
import type { Progress } from './order-store.ts'

export type Watched = { readonly signal: AbortSignal; readonly at: (progress: Progress) => void }
export const drawBundle = async (files: FileStore, { drawnFrom, pictures, madeAt }: Pick<Bundle, 'drawnFrom' | 'pictures' | 'madeAt'>, watched?: Watched): Promise<Printed | NotPrinted> => {
  const drawn: { readonly file: string; readonly bytes: Uint8Array }[] = []
  for (const { file, ...kept } of pictures) {
    if (watched?.signal.aborted === true) return { wrong: STOPPED }
    const bytes = await keptBytes(files, kept)
    if (bytes === undefined) return { wrong: 'A picture in it is no longer the one that was put in' }
    drawn.push({ file, bytes })
    watched?.at({ doing: 'reading', done: drawn.length })
  }
  watched?.at({ doing: 'drawing', done: drawn.length })
  return printPapers({ court: drawnFrom, pictures: drawn, at: madeAt, ...(watched === undefined ? {} : { signal: watched.signal }) })
}
