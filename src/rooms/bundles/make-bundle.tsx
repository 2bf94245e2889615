// Makes a bundle: for each document in or out, by which copy, and why what is out is out. Drawn once, kept with its hash, and never changed.
import type { OfficerWork } from '#db/work.ts'
import type { Case } from '#rooms/cases/index.ts'
import { insertEntry } from '#rooms/cases/index.ts'
import { noteCustody } from '#rooms/evidence/index.ts'
import { ChoiceField, Form, SubmitButton, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import type { FileStore } from '#web/file-store.ts'
import { choice, optionalWords, words, type Field } from '#web/fields.ts'
import { form, problems, type Problem } from '#web/form.ts'
import { IN, itemsOf, OUT, type Item } from './bundle-items.ts'
import { bundlePaper, type Chosen } from './bundle-paper.ts'
import { bundlesOf, insertBundle } from './bundle-store.ts'
import { courtPath, courtToWork, leadAgencyName, toPaper } from './court-at.ts'
import type { LeftOut } from './court-shape.ts'
import { drawBundle } from './draw-bundle.ts'
import { drawExhibit } from './draw-exhibit.ts'
import { keepDocument } from './keep-document.ts'

type Loaded = { readonly theCase: Case; readonly items: readonly Item[]; readonly next: number; readonly agency: string }
const open = ({ items }: Loaded): readonly Item[] => items.filter(({ ways }) => ways.length > 0)
const put = ({ id }: Item): string => `put-${id}`
const why = ({ id }: Item): string => `why-${id}`

type Fields = Readonly<Record<string, Field<string>>>
const fields = (loaded: Loaded): Fields => ({
  title: words({ empty: 'Enter a title', max: 200, called: 'The title' }),
  ...Object.fromEntries(open(loaded).flatMap(item => [[put(item), choice([...item.ways.map(({ value }) => value), OUT], { empty: 'Select whether it goes in' })], [why(item), optionalWords({ max: 500, called: 'Why it is left out' })]])),
})

/** Chosen to go in, each drawn; or the first that cannot. An exhibit that a statement names goes in with it. */
const chosenOf = async (files: FileStore, items: readonly Item[], values: Readonly<Record<string, string>>): Promise<readonly Chosen[] | Problem> => {
  const chosen: Chosen[] = []
  for (const [at, item] of items.entries()) {
    const way = values[put(item)] ?? OUT
    if (way === OUT) continue
    const drawn = item.kind === 'exhibit' ? await drawExhibit(files, item, way, at + 1) : undefined
    if (item.kind === 'exhibit' && drawn === undefined) return { field: put(item), text: 'It has changed since you opened this page. Look at it again' }
    chosen.push(drawn === undefined ? { item, way } : { item, way, drawn })
  }
  return chosen
}
const leftOutOf = ({ items }: Loaded, values: Readonly<Record<string, string>>, officer: string): readonly LeftOut[] => items.flatMap(item =>
  item.cannot === undefined ? (values[put(item)] === OUT ? [{ what: item.title, why: values[why(item)] ?? '', by: officer }] : []) : [{ what: item.title, why: item.cannot, by: '' }])

/** A line in the custody of the file and of the copy that was used. */
const noteUse = async (work: OfficerWork, chosen: readonly Chosen[], says: string): Promise<void> => {
  for (const { item, way } of chosen) if (item.kind === 'exhibit' && item.file !== undefined) {
    await noteCustody(work, item.file.id, 'exported', says)
    if (way !== item.file.id && item.copies.some(({ file }) => file.id === way)) await noteCustody(work, way, 'exported', says)
  }
}

export const makeBundle = form<OfficerWork, Fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const found = await courtToWork(work, ask)
    if ('kind' in found) return found
    const [newest] = await bundlesOf(work, found.theCase.id)
    return { ...found, items: await itemsOf(work, found.theCase), next: (newest?.version ?? 0) + 1, agency: await leadAgencyName(work, found.theCase) }
  },
  start: loaded => ({ title: 'Bundle for the hearing', ...Object.fromEntries(open(loaded).filter(({ ways }) => ways[0]?.value === IN).map(item => [put(item), IN])) }),
  rules: [
    (values, { loaded }) => { const item = open(loaded).find(one => values[put(one)] === OUT && values[why(one)] === ''); return item === undefined ? undefined : { field: why(item), text: `Enter why it is left out: ${item.title}` } },
    (values, { loaded }) => open(loaded).every(item => values[put(item)] === OUT) ? { field: 'title', text: 'Nothing goes in. Choose at least one document' } : undefined,
  ],
  act: async (work, loaded, values, ask) => {
    const { theCase, next, agency } = loaded
    const chosen = await chosenOf(ask.files, loaded.items, values)
    if ('field' in chosen) return problems(chosen)
    const named = new Set(chosen.flatMap(({ item }) => item.kind === 'statement' ? item.statement.exhibits : []))
    for (const { item } of chosen) if (item.kind === 'exhibit') named.delete(item.exhibit.reference)
    if (named.size > 0) return problems({ field: 'title', text: `A statement in it names ${[...named].join(', ')}, which is left out. Put the exhibit in, or leave the statement out` })
    const title = values['title'] ?? ''
    const [drawnFrom, pictures] = [bundlePaper(chosen, { agency, reference: theCase.reference, version: next, title, frozenAt: work.now, officer: work.actor.officerName }), chosen.flatMap(({ drawn }) => drawn?.kind === 'picture' ? [drawn.picture] : [])]
    const printed = await drawBundle(ask.files, { drawnFrom, pictures, madeAt: work.now })
    if ('wrong' in printed) return problems({ field: 'title', text: printed.wrong })
    const kept = await keepDocument(ask.files, printed.pdf)
    const id = await insertBundle(work, { ...kept, caseId: theCase.id, version: next, title, pages: printed.pages.at(-1)?.to ?? 1, drawnFrom, pictures, leftOut: leftOutOf(loaded, values, work.actor.officerName) })
    if (id === undefined) {
      await ask.files.remove(kept.storedAs)
      return problems({ field: 'title', text: 'A colleague has made a bundle meanwhile. Look at theirs first' })
    }
    await noteUse(work, chosen, `Court bundle ${next} of ${theCase.reference}, SHA-256 ${kept.sha256}`)
    await insertEntry(work, theCase.id, { kind: 'action', happenedAt: work.now, summary: `Court bundle ${next} made: ${title}`.slice(0, 300), body: `SHA-256 ${kept.sha256}`, visibility: 'staff' })
    return toPaper(theCase, `bundles/${id}`)
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Make a bundle' }} state={state} narrow back={{ href: courtPath(loaded.theCase) }}>
      <h1 class="govuk-heading-l">Make a bundle</h1>
      <p class="govuk-body">It is drawn in this order, with an index, a redaction log and a list of hashes. What you leave out stands with your reason in a schedule of its own, which is not in the bundle.</p>
      <Form action={action} csrf={csrf} once={once} keep={`bundle-${loaded.theCase.reference}`}>
        <TextField name="title" label="Title" state={state} />
        {loaded.items.map(item => item.cannot !== undefined ? <p class="govuk-body"><strong>{item.title}</strong> stays out: {item.cannot}.</p> : (
          <ChoiceField name={put(item)} label={item.title} small state={state} choices={[...item.ways, { value: OUT, text: 'Leave it out', reveals: <TextField name={why(item)} label="Why is it left out?" state={state} /> }]} />
        ))}
        <SubmitButton text="Make the bundle" />
      </Form>
    </OfficerPage>
  ),
})
