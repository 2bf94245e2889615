// What an exhibit is drawn from: its redacted copy, or its clean display copy where nothing needs covering. The original is never drawn.
import type { EvidenceFile } from '#rooms/evidence/index.ts'
import { bytesOf, digestOf } from '#rooms/statements/index.ts'
import type { FileStore } from '#web/file-store.ts'
import { AS_IT_IS, type ExhibitItem } from './bundle-items.ts'
import { sheetWords, type Drawn } from './bundle-paper.ts'

const MOST_WORDS = 500_000
const endingOf = (bytes: Buffer): 'jpg' | 'png' | undefined => bytes[0] === 0xFF && bytes[1] === 0xD8 ? 'jpg' : bytes.subarray(1, 4).toString('latin1') === 'PNG' ? 'png' : undefined
const apart = ({ mediaType, size, sha256 }: EvidenceFile): Drawn => ({ kind: 'apart', mediaType, size, sha256 })

const drawFile = async (files: FileStore, file: EvidenceFile, name: string): Promise<Drawn> => {
  if (file.kind === 'photo' && file.shownAs !== null) {
    const bytes = await bytesOf(files, file.shownAs)
    const ending = endingOf(bytes)
    return ending === undefined ? apart(file) : { kind: 'picture', picture: { file: `${name}.${ending}`, storedAs: file.shownAs, sha256: digestOf(bytes) } }
  }
  if (file.mediaType !== 'text/plain' || file.size > MOST_WORDS) return apart(file)
  const bytes = await bytesOf(files, file.storedAs)
  return { kind: 'words', words: bytes.toString('utf8'), sha256: digestOf(bytes) }
}

/** @param way the key of the redacted copy, or as it is @returns undefined when that is no way in for it */
export const drawExhibit = async (files: FileStore, item: ExhibitItem, way: string, number: number): Promise<Drawn | undefined> => {
  if (!item.ways.some(({ value }) => value === way)) return undefined
  if (item.sheet !== undefined) return { kind: 'words', words: sheetWords(item), sha256: digestOf(sheetWords(item)) }
  const file = way === AS_IT_IS ? item.file : item.copies.find(copy => copy.file.id === way)?.file
  return file === undefined ? undefined : drawFile(files, file, `exhibit-${number}`)
}
