// Chooses what of the chronology goes to court. Restricted entries and those with somebody's contact details are offered only to whoever may put them in, with a reason.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { entriesOf, type Case, type Entry } from '#rooms/cases/index.ts'
import { ChoicesField, Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { textsOf } from '#web/ask.ts'
import { optionalWords, words, type Field } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { courtPath, courtToWork, toPaper } from './court-at.ts'
import { chronologiesOf, insertChronology } from './court-store.ts'
import { keptBack, type KeptBack } from './kept-back.ts'

/** Beyond this many nobody reads a chronology; the page says so rather than leaving any out unsaid. */
export const MOST_ENTRIES = 2000
const keys: Field<readonly string[]> = { read: (name, answers) => ({ ok: true, value: [...new Set(textsOf(answers, name).filter(value => value !== ''))] }) }
const fields = { title: words({ empty: 'Enter a title', max: 200, called: 'The title' }), entries: keys, keptBack: keys, because: optionalWords({ max: 1000, called: 'Why' }) }
type Offered = { readonly entry: Entry; readonly kept: readonly KeptBack[] }
type Loaded = { readonly theCase: Case; readonly offered: readonly Offered[]; readonly next: number; readonly mayAll: boolean }

const isPlain = ({ kept }: Offered): boolean => kept.length === 0
const choiceOf = ({ entry, kept }: Offered) => ({ value: entry.id, text: `${sayMoment(entry.happenedAt)}: ${entry.summary}`, ...(kept.length === 0 ? {} : { hint: `Kept back: ${kept.join(', ')}` }) })

export const chooseEntries = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const found = await courtToWork(work, ask)
    if ('kind' in found) return found
    const entries = await entriesOf(work, found.theCase.id, {}, MOST_ENTRIES)
    const [newest] = await chronologiesOf(work, found.theCase.id)
    return { ...found, offered: entries.toReversed().map(entry => ({ entry, kept: keptBack(entry) })), next: (newest?.version ?? 0) + 1, mayAll: work.may('authorise legal steps') }
  },
  start: ({ offered }) => ({ title: 'Chronology', entries: offered.filter(isPlain).filter(({ entry }) => ['report', 'incident', 'visit', 'letter', 'decision', 'action'].includes(entry.kind)).map(({ entry }) => entry.id) }),
  rules: [
    ({ entries = [], keptBack: kept = [] }) => entries.length + kept.length === 0 ? { field: 'entries', text: 'Select what goes into it' } : undefined,
    ({ keptBack: kept = [], because }) => kept.length > 0 && because === '' ? { field: 'because', text: 'Enter why what is kept back goes in' } : undefined,
  ],
  act: async (work, { theCase, offered, next, mayAll }, { title, entries, keptBack: kept, because }) => {
    const [plain, others] = [offered.filter(one => isPlain(one) && entries.includes(one.entry.id)), offered.filter(one => !isPlain(one) && kept.includes(one.entry.id))]
    // What is kept back is never put in by naming it among the rest.
    if (plain.length !== entries.length || others.length !== kept.length) return problems({ field: 'entries', text: 'Select entries from the list. It has changed since you opened this page' })
    if (others.length > 0 && !mayAll) return problems({ field: 'entries', text: 'Whoever may authorise legal steps puts in what is kept back' })
    const lines = [...plain, ...others].map(({ entry, kept: reasons }) => ({ entryId: entry.id, happenedAt: entry.happenedAt, summary: entry.summary, body: entry.body, keptBack: reasons, because: reasons.length === 0 ? null : because }))
    const id = await insertChronology(work, theCase.id, next, title, lines)
    return id === undefined ? problems({ field: 'title', text: 'A colleague has made a chronology meanwhile. Look at theirs first' }) : toPaper(theCase, `chronologies/${id}`)
  },
  show: ({ loaded: { theCase, offered, mayAll }, state, frame, action, csrf, once }) => {
    const [plain, kept] = [offered.filter(isPlain), offered.filter(one => !isPlain(one))]
    return (
      <OfficerPage frame={{ ...frame, title: 'Chronology for court' }} state={state} narrow back={{ href: courtPath(theCase) }}>
        <h1 class="govuk-heading-l">Chronology for court</h1>
        {offered.length > MOST_ENTRIES ? <p class="govuk-body">This case has more than {MOST_ENTRIES.toLocaleString('en-GB')} entries. The newest of them are here.</p> : null}
        <p class="govuk-body">Read each entry as the other side will. Take out what names who told us, if they are not a witness.</p>
        <Form action={action} csrf={csrf} once={once}>
          <TextField name="title" label="Title" state={state} />
          {plain.length === 0 ? <p class="govuk-body">No entry can simply be chosen.</p> : <ChoicesField name="entries" label="What goes into it?" state={state} small choices={plain.map(choiceOf)} />}
          {kept.length === 0 ? null : mayAll ? <>
            <ChoicesField name="keptBack" label="Kept back" hint="Restricted, or tells how somebody is reached. It stays out unless you put it in" state={state} small choices={kept.map(choiceOf)} />
            <TextArea name="because" label="Why does it go in?" rows={2} maxLength={1000} state={state} />
          </> : <p class="govuk-body">{kept.length} {kept.length === 1 ? 'entry is' : 'entries are'} kept back: restricted, or telling how somebody is reached. Whoever may authorise legal steps may put them in.</p>}
          <SubmitButton text="Make the chronology" />
        </Form>
      </OfficerPage>
    )
  },
})
