// A paper for court as it rests in the database, read back whole: the same paper, the same bytes.
import { z } from 'zod'
import type { CourtPaper } from '#ui/papers/court-paper.ts'

const text = z.string()
const contains = text.exactOptional()
const part = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.literal([2, 3]), text, contains }), z.object({ kind: z.literal('paragraph'), text, contains }), z.object({ kind: z.literal('list'), numbered: z.boolean(), items: z.array(text), contains }),
  z.object({ kind: z.literal('table'), caption: text, header: z.array(text), rows: z.array(z.array(text)), widths: z.array(z.number()).exactOptional(), contains }),
  z.object({ kind: z.literal('numbered'), items: z.array(text) }), z.object({ kind: z.literal('picture'), file: text, alt: text, says: text }), z.object({ kind: z.literal('truth'), text, name: text, signed: text, dated: text }),
])
const shape = z.object({
  title: text, author: text, footer: text, front: z.object({ says: z.array(text), header: z.tuple([text, text, text]) }).nullable(),
  documents: z.array(z.object({ section: text.nullable(), level: z.literal([1, 2, 3]), title: text, marks: z.array(text), says: z.array(text), parts: z.array(part) })),
})
export const readCourtPaper = (stored: unknown): CourtPaper => shape.parse(stored)

const picture = z.object({ file: text, storedAs: text, sha256: text })
export type KeptPicture = Readonly<z.infer<typeof picture>>
export const readPictures = (stored: unknown): readonly KeptPicture[] => z.array(picture).parse(stored)

const leftOut = z.object({ what: text, why: text, by: text })
/** `by`: who said so, or '' where it follows from a rule. */
export type LeftOut = Readonly<z.infer<typeof leftOut>>
export const readLeftOut = (stored: unknown): readonly LeftOut[] => z.array(leftOut).parse(stored)
