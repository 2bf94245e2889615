// Through whose hands a file went: what was done to it, and, for whoever keeps the case, who opened it. On its page, and on paper.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { noteCustody } from '#rooms/evidence/index.ts'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { fileAt, pathOfFile } from './file-at.ts'
import { custodyOf, keepsCase, openingsOf } from './layer-store.ts'

export type Line = { readonly at: Date; readonly until?: Date; readonly what: string; readonly who: string; readonly says: string }
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
const OPENED: Readonly<Record<string, string>> = { 'file opened': 'Opened or played', 'file page read': 'Looked at its page' }

/** Oldest first. Openings are a line for each officer and day. */
export const linesOf = async (work: OfficerWork, fileId: string): Promise<readonly Line[]> => {
  const [events, openings] = [await custodyOf(work, fileId), await openingsOf(work, fileId)]
  const by = (who: string, agency: string | null): string => agency === null ? who : `${who}, ${agency}`
  return [
    ...events.map(({ at, what, who, ofAgency, says }) => ({ at, what: capital(what), who: by(who, ofAgency), says })),
    ...openings.map(({ firstAt, lastAt, who, ofAgency, what, times }) => ({ at: firstAt, ...(times > 1 ? { until: lastAt } : {}), what: OPENED[what] ?? what, who: by(who, ofAgency), says: times === 1 ? '' : `${times} times` })),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

export const CustodyTable = ({ lines, keeps, caption = 'Custody' }: { readonly lines: readonly Line[]; readonly keeps: boolean; readonly caption?: string }): Html => (
  <>
    <DataTable id="custody" caption={caption} rows={lines} empty="Nothing is recorded." narrow="stack" columns={[
      { heading: 'When', rowHeader: true, cell: line => line.until === undefined ? sayMoment(line.at) : `${sayMoment(line.at)} to ${sayMoment(line.until)}` }, { heading: 'What', cell: line => line.what },
      { heading: 'Who', cell: line => line.who }, { heading: 'Details', cell: line => <span class="amity-digest">{line.says}</span> },
    ]} />
    {keeps ? null : <p class="govuk-body">Who opened it is shown to the lead officer and the managers of the agency that leads the case.</p>}
  </>
)

export const printCustody = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await fileAt(work, ask)
  if ('kind' in found) return found
  const { file, theCase } = found
  await noteCustody(work, file.id, 'custody list printed')
  const [lines, keeps] = [await linesOf(work, file.id), theCase !== undefined && await keepsCase(work, theCase.id)]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `Custody of ${file.fileName}` }} back={{ href: pathOfFile(file) }}>
      <div class="amity-paper">
        <span class="govuk-caption-l">{theCase === undefined ? '' : `${theCase.reference}. `}Printed by {work.actor.officerName}, {work.actor.agencyName}, {sayMoment(work.now)}</span>
        <h1 class="govuk-heading-l">Custody of {file.fileName}</h1>
        <p class="govuk-body">SHA-256 of the original as received: <span class="amity-digest">{file.sha256}</span></p>
        <CustodyTable lines={lines} keeps={keeps} caption="Everything recorded, oldest first" />
      </div>
    </OfficerPage>,
    { about: { kind: 'attachment', id: file.id } },
  )
}
