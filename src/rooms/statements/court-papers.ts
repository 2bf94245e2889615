// How each document reads: a statement, a hearsay notice, the chronology, a notice that was served. Pure: the same rows give the same paper.
import { londonDay, sayDate, sayMoment } from '#kernel/time.ts'
import type { CourtDocument, CourtPaper, CourtPart } from '#ui/papers/court-paper.ts'
import type { Paper } from '#ui/papers/paper.ts'
import type { Line, Statement } from './court-store.ts'
import { HEARSAY, nth, shortName, TRUTH } from './statement-rules.ts'

export type Said = Pick<Statement, 'number' | 'version' | 'maker' | 'makerIs' | 'paragraphs' | 'exhibits' | 'signedAs' | 'signedAt' | 'how'>
const RULE = '______________________________'

export const titleOf = ({ number, maker }: Pick<Said, 'number' | 'maker'>): string => `${nth(number)} witness statement of ${maker}`

/** @param level of its heading @param agency on whose behalf it is made */
export const statementDocument = (said: Said, agency: string, level: 1 | 3): CourtDocument => {
  const { number, version, maker, makerIs, paragraphs, exhibits, signedAs, signedAt, how } = said
  const dated = signedAt === null ? 'not signed yet' : sayDate(londonDay(signedAt))
  return {
    section: level === 1 ? null : 'Witness statements', level, title: titleOf(said), says: [`I, ${maker}, ${makerIs}, say as follows.`],
    marks: [`On behalf of ${agency}`, shortName(maker), `${nth(number)} statement, version ${version}`, exhibits.length === 0 ? 'No exhibits' : `Exhibits ${exhibits.join(', ')}`, signedAt === null ? 'Dated as signed' : dated],
    parts: [{ kind: 'numbered', items: paragraphs }, { kind: 'truth', text: TRUTH.words, name: maker, signed: signedAs === null ? RULE : `${signedAs} (${how ?? ''})`, dated: signedAt === null ? RULE : dated }],
  }
}
export const statementPaper = (said: Said, agency: string, reference: string): CourtPaper =>
  ({ title: titleOf(said), author: agency, footer: `${reference}, ${shortName(said.maker)}, ${nth(said.number).toLowerCase()} statement, version ${said.version}`, front: null, documents: [statementDocument(said, agency, 1)] })

export const hearsayNotice = (said: Said & { readonly notCalledBecause: string | null }, agency: string): CourtDocument => ({
  section: 'Notices', level: 3, title: `Notice of hearsay evidence: ${said.maker}`, marks: [], says: [],
  parts: [
    { kind: 'paragraph', text: `${agency} intends to rely at the hearing on the ${nth(said.number).toLowerCase()} witness statement of ${said.maker}, which is hearsay evidence, and will not call ${said.maker} to give evidence.` },
    { kind: 'paragraph', text: `Why they will not be called: ${said.notCalledBecause ?? ''}` }, { kind: 'paragraph', text: `This notice is given under ${HEARSAY.source}.` },
  ],
})

export const chronologyDocument = (title: string, lines: readonly Pick<Line, 'happenedAt' | 'summary' | 'body'>[]): CourtDocument => ({
  section: 'Chronology', level: 3, title, marks: [], says: [],
  parts: [{ kind: 'table', caption: '', header: ['When', 'What happened'], widths: [2, 5], rows: lines.map(({ happenedAt, summary, body }) => [sayMoment(happenedAt), body === '' ? summary : `${summary}. ${body}`]) }],
})

/** A notice as it was sent, without its frame: whose it is and what it says. */
export const noticeDocument = ({ title, blocks, signatory, recipient, particulars }: Paper): CourtDocument => ({
  section: 'Notices', level: 3, title, marks: [], says: [[...recipient.slice(0, 1).filter(name => name !== '').map(name => `To ${name}`), ...particulars.map(([name, value]) => `${name}: ${value}`)].join('. ')],
  parts: blocks.flatMap((block): readonly CourtPart[] => block.kind === 'page break' ? [] : block.kind === 'signature' ? [{ kind: 'paragraph', text: [signatory.name, ...signatory.lines].join('\n') }] : block.kind === 'signing' ? [{ kind: 'paragraph', text: block.text }] : [block]),
})
