// Draws a bundle from what was frozen: its paper, its pictures, its moment. The same three give the same bytes; no clock is read.
import type { FileStore } from '#web/file-store.ts'
import { printPapers, type NotPrinted, type Printed } from '#web/press.ts'
import type { Bundle } from './bundle-store.ts'
import { keptBytes } from './keep-document.ts'

export const drawBundle = async (files: FileStore, { drawnFrom, pictures, madeAt }: Pick<Bundle, 'drawnFrom' | 'pictures' | 'madeAt'>): Promise<Printed | NotPrinted> => {
  const drawn: { readonly file: string; readonly bytes: Uint8Array }[] = []
  for (const { file, ...kept } of pictures) {
    const bytes = await keptBytes(files, kept)
    if (bytes === undefined) return { wrong: 'A picture in it is no longer the one that was put in' }
    drawn.push({ file, bytes })
  }
  return printPapers({ court: drawnFrom, pictures: drawn, at: madeAt })
}
