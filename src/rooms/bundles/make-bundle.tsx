// Orders a bundle: for each document in or out, by which copy, and why what is out is out. What goes in is frozen here; the worker draws it.
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork } from '#db/work.ts'
import type { Case } from '#rooms/cases/index.ts'
import { namedMatters, type NamedMatter } from '#rooms/interventions/index.ts'
import { courtPath, courtToWork, leadAgencyName, matterField, matterFrom, MatterSelect, toPaper } from '#rooms/statements/index.ts'
import { ChoiceField, Form, SubmitButton, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { textOf, type Ask } from '#web/ask.ts'
import type { FileStore } from '#web/file-store.ts'
import { choice, optionalWords, words, type Field } from '#web/fields.ts'
import { form, problems, type Problem } from '#web/form.ts'
import { IN, itemsOf, OUT, type Item } from './bundle-items.ts'
import { bundlePaper, type Chosen } from './bundle-paper.ts'
import type { LeftOut } from './court-shape.ts'
import { drawExhibit } from './draw-exhibit.ts'
import { insertOrder, nextVersion, orderWith, readChoices, type Choices } from './order-store.ts'

type Loaded = { readonly theCase: Case; readonly matters: readonly NamedMatter[]; readonly items: readonly Item[]; readonly next: number; readonly agency: string }
const open = ({ items }: Loaded): readonly Item[] => items.filter(({ ways }) => ways.length > 0)
const put = ({ id }: Item): string => `put-${id}`
const why = ({ id }: Item): string => `why-${id}`

type Fields = Readonly<Record<string, Field<string>>>
const fields = (loaded: Loaded): Fields => ({
  title: words({ empty: 'Enter a title', max: 200, called: 'The title' }), matter: matterField(loaded.matters),
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

/** Files it shows: each original, and each copy that was used. */
const usedIn = (chosen: readonly Chosen[]): readonly string[] => [...new Set(chosen.flatMap(({ item, way }) => item.kind === 'exhibit' && item.file !== undefined ? [item.file.id, ...item.copies.filter(({ file }) => file.id === way).map(({ file }) => file.id)] : []))]

/** What was answered for another bundle of the case, as far as it can still be answered so. */
const answersOf = async (work: OfficerWork, ask: Ask, loaded: Loaded): Promise<Choices | undefined> => {
  const id = textOf(ask.query, 'from')
  const order = looksLikeId(id) ? await orderWith(work, loaded.theCase.id, id) : undefined
  if (order === undefined) return undefined
  const before = readChoices(order.choices)
  return { title: order.title, matter: loaded.matters.find(one => one.id === order.matterId)?.id ?? '', ...Object.fromEntries(open(loaded).flatMap(item => {
    const way = before[put(item)] ?? ''
    return way === OUT || item.ways.some(({ value }) => value === way) ? [[put(item), way], [why(item), before[why(item)] ?? '']] : []
  })) }
}

export const makeBundle = form<OfficerWork, Fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const found = await courtToWork(work, ask)
    if ('kind' in found) return found
    return { ...found, matters: await namedMatters(work, found.theCase.id), items: await itemsOf(work, found.theCase), next: await nextVersion(work, found.theCase.id), agency: await leadAgencyName(work, found.theCase) }
  },
  start: async (loaded, ask, work) => await answersOf(work, ask, loaded) ?? { title: 'Bundle for the hearing', matter: matterFrom(ask, loaded.matters), ...Object.fromEntries(open(loaded).filter(({ ways }) => ways[0]?.value === IN).map(item => [put(item), IN])) },
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
    const { matter = '', title = '', ...choices } = values
    const [drawnFrom, pictures] = [bundlePaper(chosen, { agency, reference: theCase.reference, version: next, title, frozenAt: work.now, officer: work.actor.officerName }), chosen.flatMap(({ drawn }) => drawn?.kind === 'picture' ? [drawn.picture] : [])]
    const id = await insertOrder(work, { caseId: theCase.id, matterId: matter === '' ? null : matter, version: next, title, choices, drawnFrom, pictures, leftOut: leftOutOf(loaded, values, work.actor.officerName), used: usedIn(chosen) })
    return id === undefined ? problems({ field: 'title', text: 'A colleague has ordered a bundle meanwhile. Look at theirs first' }) : toPaper(theCase, `bundles/${id}`)
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Make a bundle' }} state={state} narrow back={{ href: courtPath(loaded.theCase) }}>
      <h1 class="govuk-heading-l">Make a bundle</h1>
      <p class="govuk-body">It is drawn in this order, with an index, a redaction log and a list of hashes. What you leave out stands with your reason in a schedule of its own, which is not in the bundle. Large ones take some seconds; you see how far it is.</p>
      <Form action={action} csrf={csrf} once={once} keep={`bundle-${loaded.theCase.reference}`}>
        <TextField name="title" label="Title" state={state} />
        <MatterSelect matters={loaded.matters} state={state} />
        {loaded.items.map(item => item.cannot !== undefined ? <p class="govuk-body"><strong>{item.title}</strong> stays out: {item.cannot}.</p> : (
          <ChoiceField name={put(item)} label={item.title} small state={state} choices={[...item.ways, { value: OUT, text: 'Leave it out', reveals: <TextField name={why(item)} label="Why is it left out?" state={state} /> }]} />
        ))}
        <SubmitButton text="Make the bundle" />
      </Form>
    </OfficerPage>
  ),
})
