// The schedule of what was left out of a bundle, as a document of its own: it names the bundle by its hash, and is no page of it. Pure.
import { londonDay, sayDate } from '#kernel/time.ts'
import type { CourtPaper } from '#ui/papers/court-paper.ts'
import type { LeftOut } from './court-shape.ts'

export type AboutSchedule = { readonly reference: string; readonly agency: string; readonly version: number; readonly title: string; readonly sha256: string; readonly leftOut: readonly LeftOut[]; readonly madeAt: Date }
export const saidBy = ({ by }: LeftOut): string => by === '' ? 'It could not go in' : by

export const schedulePaper = ({ reference, agency, version, title, sha256, leftOut, madeAt }: AboutSchedule): CourtPaper => ({
  title: `Schedule of what was left out of bundle ${version}`, author: agency, footer: `${reference}, schedule to bundle ${version}. Not part of the bundle`, front: null,
  documents: [{
    section: null, level: 1, title: `Schedule of what was left out of bundle ${version}`, marks: [`On behalf of ${agency}`, reference],
    says: [`Bundle ${version}, “${title}”, as it stood on ${sayDate(londonDay(madeAt))}.`, 'This schedule is not part of the bundle: it tells what is kept back. Ask whoever advises you in law what of it is disclosed, and to whom.'],
    parts: [
      leftOut.length === 0 ? { kind: 'paragraph', text: 'Nothing was left out.' } : { kind: 'table', caption: '', header: ['Document', 'Why it was left out', 'Who said so'], widths: [4, 5, 2], rows: leftOut.map(one => [one.what, one.why, saidBy(one)]) },
      { kind: 'paragraph', text: `SHA-256 of the bundle: ${sha256.replaceAll(/(.{16})(?=.)/g, '$1 ')}` },
    ],
  }],
})
