// What the person harmed sees of a case: their own page, read as them, and what is held back from it.
import type { OfficerWork } from '#db/work.ts'
import { caseAt, entriesOf, heldBack } from '#rooms/cases/index.ts'
import { MessageList, OwnView, previewFor } from '#rooms/my-case/index.ts'
import { SubNavigation } from '#ui/casework.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { page, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'

export const seeAsPersonHarmed = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  const [previewed, held] = [await previewFor(work, theCase.id, textOf(ask.query, 'person')), await heldBack(work, theCase.id)]
  const entries = held.size === 0 ? [] : (await entriesOf(work, theCase.id, { visibility: 'public' }, 200)).filter(({ id }) => held.has(id))
  const file = `/cases/${theCase.reference}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `What the person harmed sees of ${theCase.reference}` }} narrow back={{ href: file }}>
      <h1 class="govuk-heading-l">What the person harmed sees</h1>
      {entries.length === 0 ? null : <HeldBack entries={entries} file={file} />}
      {previewed === undefined ? <p class="govuk-body">Nobody on this case can have a page of their own, so nobody reads any of it.</p> : (
        <>
          <InsetText text={`${previewed.reader.name} reads the words below, and no others, if they have a page of their own. Check that none of them describes an alleged perpetrator.`} />
          {previewed.readers.length < 2 ? null : <SubNavigation label="Whose page" items={previewed.readers.map(({ personId, name }) => ({ text: name, href: `${file}/as-seen?person=${personId}`, current: personId === previewed.reader.personId }))} />}
          <OwnView view={previewed.view} today={work.today} mayPress={false} />
          <h2 class="govuk-heading-l">Their messages</h2>
          <MessageList messages={previewed.messages} />
        </>
      )}
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}

const HeldBack = ({ entries, file }: { readonly entries: Awaited<ReturnType<typeof entriesOf>>; readonly file: string }): Html => (
  <InsetText html={<>
    <p class="govuk-body">These entries name somebody said to be responsible. In their place the person reads only “There is an update”. Correct them, or add a new entry without the name.</p>
    <ul class="govuk-list govuk-list--bullet">{entries.map(entry => <li>Held back: <a class="govuk-link" href={`${file}#entry-${entry.id}`}>{entry.summary}</a></li>)}</ul>
  </>} />
)
