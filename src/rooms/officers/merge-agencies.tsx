// One agency becomes part of another: what moves and who comes to see what is shown before it is confirmed.
import type { OfficerWork } from '#db/work.ts'
import { agencies } from '#rooms/partnership/index.ts'
import { ChoicesField, Form, HiddenField, SelectField, SubmitButton, TextField } from '#ui/forms.tsx'
import { WarningText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { choices, optionalWords, words } from '#web/fields.ts'
import { form, problems, type FormView } from '#web/form.ts'
import { holdingsOf, mergeAgencies, type Holdings } from './merge-store.ts'
import { runsPartnership } from './reach.ts'

type Named = { readonly id: string; readonly name: string }
type Chosen = { readonly into: Named; readonly moves: Holdings; readonly meets: Holdings }
type Loaded = { readonly from: Named; readonly others: readonly Named[]; readonly chosen: Chosen | undefined; readonly intoRunner: boolean }

/** What the page showed, so that a confirmation is of that and nothing else. */
const lookOf = ({ into, moves, meets }: Chosen): string => [into.id, ...Object.values(moves), ...Object.values(meets)].join('.')

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  if (!runsPartnership(work)) return refused('Only an administrator of the agency that runs the partnership may merge agencies.')
  const all = await agencies(work)
  const from = all.find(({ id }) => id === ask.params['id'])
  if (from === undefined) return notThere
  if (from.id === work.partnership.triageAgencyId) return refused('This agency runs the partnership. Merge the other one into it.')
  const others = all.filter(({ id }) => id !== from.id)
  const into = others.find(({ id }) => id === (textOf(ask.answers, 'intoId') || textOf(ask.query, 'into')))
  const [moves, meets] = into === undefined ? [] : [await holdingsOf(work, from.id), await holdingsOf(work, into.id)]
  return { from, others, chosen: into === undefined || moves === undefined || meets === undefined ? undefined : { into, moves, meets }, intoRunner: into?.id === work.partnership.triageAgencyId }
}

const fields = { intoId: optionalWords(), seen: optionalWords(), why: words({ empty: 'Enter why, for whoever asks later', max: 300, called: 'Why' }), sure: choices(['sure'], { empty: 'Tick to say that you have read what moves' }) }

export const mergeAgency = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  act: async (work, { from, chosen }, { seen, why }) => {
    if (chosen === undefined) return problems({ field: 'intoId', text: 'Select the agency it becomes part of' })
    if (seen !== lookOf(chosen)) return problems({ field: 'sure', text: 'What would move has changed since you opened this page. Read it again below, then confirm' })
    const became = await mergeAgencies(work, from.id, chosen.into.id)
    if (became !== 'done') return problems({ field: 'sure', text: 'Somebody else has changed one of the two agencies meanwhile. Go back to the list' })
    await work.record(`agency ${from.name} merged into ${chosen.into.name}: ${why}`, { kind: 'agency', id: from.id })
    return seeOther('/content#agencies', { about: { kind: 'agency', id: chosen.into.id } })
  },
  show: view => <MergePage {...view} />,
})

const ROWS: readonly (readonly [keyof Holdings, string])[] = [['officers', 'Officers, with their role'], ['teams', 'Teams'], ['openCases', 'Open cases it leads'], ['endedCases', 'Cases that have ended'], ['reports', 'Reports that are in no case'], ['people', 'People it wrote down'], ['homes', 'Homes it is the landlord of'], ['keys', 'API keys in use']]

const MergePage = ({ loaded, state, frame, action, csrf, once }: FormView<Loaded>): Html => {
  const { from, others, chosen, intoRunner } = loaded
  return (
    <OfficerPage frame={{ ...frame, title: 'Merge agencies' }} state={state} breadcrumbs={[{ text: 'Agencies, categories and signposts', href: '/content' }]} narrow>
      <h1 class="govuk-heading-l">Merge {from.name} into another agency</h1>
      <Form action={action} method="get">
        <SelectField name="into" label="Which agency does it become part of?" state={{ values: { into: chosen?.into.id ?? '' }, errors: [] }} empty="Choose" options={others.map(({ id, name }) => ({ value: id, text: name }))} />
        <SubmitButton text="See what would move" look="secondary" />
      </Form>
      {chosen === undefined ? null : (
        <>
          <DataTable id="moves" caption={`What moves to ${chosen.into.name}`} rows={ROWS} columns={[
            { heading: 'What', rowHeader: true, cell: ([, says]) => says }, { heading: from.name, numeric: true, cell: ([key]) => chosen.moves[key].toLocaleString('en-GB') }, { heading: `${chosen.into.name} has`, numeric: true, cell: ([key]) => chosen.meets[key].toLocaleString('en-GB') },
          ]} />
          <h2 class="govuk-heading-m">Who sees what afterwards</h2>
          <ul class="govuk-list govuk-list--bullet">
            <li>Officers of both see what either agency saw: {chosen.meets.officers} of {chosen.into.name} come to see what {from.name} has, and {chosen.moves.officers} of {from.name} what {chosen.into.name} has.</li>
            <li>What is restricted stays with the few who see it now. Nobody joins them and nobody is let out.</li>
            <li>Third agencies see what they saw before.</li>
            <li>Old records go on saying “{from.name}” where they name it; its name and its time are kept.</li>
            {intoRunner ? <li><strong>{chosen.into.name} runs the partnership.</strong> An administrator of {from.name} becomes an agency administrator there, and may change settings that stand for all. Look at their posts first if that is not meant.</li> : null}
          </ul>
          <WarningText text="This cannot be undone." iconFallbackText="Warning" />
          <Form action={action} csrf={csrf} once={once}>
            <HiddenField name="intoId" value={chosen.into.id} />
            <HiddenField name="seen" value={lookOf(chosen)} />
            <TextField name="why" label="Why?" hint="For example: the two landlords merged on 1 April" state={state} />
            <ChoicesField name="sure" label="Have you read what moves?" choices={[{ value: 'sure', text: `Yes. ${from.name} becomes part of ${chosen.into.name}` }]} state={state} />
            <SubmitButton text="Merge" look="warning" />
          </Form>
        </>
      )}
    </OfficerPage>
  )
}
