// The quarterly check of access: the runs, who certifies, and the answer line by line. Nobody answers for themselves.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDay, sayDue, sayShortDay } from '#kernel/time.ts'
import { agencies, officersOf } from '#rooms/partnership/index.ts'
import { Badge, Clock } from '#ui/casework.tsx'
import { ChoiceField, Form, SelectField, SubmitButton } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalWords, words, type Fields } from '#web/fields.ts'
import { form, problems, type FormView, type Problem } from '#web/form.ts'
import { certifierOf, certifiesFor, certify, linesOf, nameCertifier, runsOf, runWith, waits, type Line, type Run } from './certification-store.ts'
import { settledForOfficers } from './events.ts'
import { looksAfter, runsPartnership } from './reach.ts'
import { sayPost } from './see-officers.tsx'

const stateOf = (run: Run, today: ReturnType<typeof londonDay>) => run.closedAt !== null ? `Answered by ${sayShortDay(londonDay(run.closedAt))}` : <Clock state={run.dueOn < today ? 'overdue' : 'due'} words={sayDue(run.dueOn, today)} />

export const seeCertifications = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  if (!await certifiesFor(work, work.actor.agencyId)) return notThere
  const mine = (await agencies(work)).filter(({ id }) => looksAfter(work, id))
  const certifiers: { name: string; certifier: string | undefined }[] = []
  for (const { id, name } of mine) certifiers.push({ name, certifier: (await certifierOf(work, id))?.name })
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Quarterly check of access' }} back={work.may('run the agency') ? { href: '/officers', text: 'Officers' } : undefined}>
      <h1 class="govuk-heading-l">Quarterly check of who has access</h1>
      <p class="govuk-body">Each quarter somebody of each agency confirms, post by post, who still needs what they have. What is not needed ends.</p>
      <DataTable id="runs" caption="Checks" rows={await runsOf(work, runsPartnership(work) ? undefined : work.actor.agencyId)} empty="None yet: the first one opens by itself in the night." narrow="stack" rowHref={run => `/certifications/${run.id}`} columns={[
        { heading: 'Quarter', rowHeader: true, cell: run => run.quarter }, { heading: 'Agency', cell: run => run.agency }, { heading: 'Still to answer', numeric: true, cell: run => String(run.waiting ?? 0) }, { heading: 'State', cell: run => stateOf(run, work.today) },
      ]} />
      {mine.length === 0 ? null : (
        <>
          <DataTable id="certifiers" caption="Who certifies" rows={certifiers} narrow="stack" columns={[{ heading: 'Agency', rowHeader: true, cell: one => one.name }, { heading: 'Certifier', cell: one => one.certifier ?? <Badge text="nobody named" tone="yellow" /> }]} />
          <p class="govuk-body"><a class="govuk-link" href="/certifications/certifier">Name who certifies</a></p>
        </>
      )}
    </OfficerPage>,
  )
}

type Named = { readonly id: string; readonly name: string }
const certifierFields = { agencyId: words({ empty: 'Select the agency' }), officerId: words({ empty: 'Select who certifies' }) }
export const nameACertifier = form<OfficerWork, typeof certifierFields, { readonly all: readonly Named[]; readonly officers: readonly (Named & { readonly agencyId: string; readonly agency: string })[] }>({
  fields: certifierFields,
  load: async work => {
    const all = (await agencies(work)).filter(({ id }) => looksAfter(work, id))
    const officers: (Named & { agencyId: string; agency: string })[] = []
    for (const { id, shortName } of all) officers.push(...(await officersOf(work, id)).map(one => ({ ...one, agencyId: id, agency: shortName })))
    return { all, officers }
  },
  start: ({ all }) => ({ agencyId: all.length === 1 ? all[0]?.id ?? '' : '' }),
  act: async (work, { all, officers }, { agencyId, officerId }) => {
    if (!all.some(({ id }) => id === agencyId)) return problems({ field: 'agencyId', text: 'Select the agency' })
    if (!officers.some(one => one.id === officerId && one.agencyId === agencyId)) return problems({ field: 'officerId', text: 'Select an officer of that agency' })
    await nameCertifier(work, agencyId, officerId)
    return seeOther('/certifications', { about: { kind: 'officer', id: officerId } })
  },
  show: ({ loaded: { all, officers }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Name who certifies' }} state={state} back={{ href: '/certifications' }} narrow>
      <h1 class="govuk-heading-l">Name who certifies</h1>
      <p class="govuk-body">A manager or administrator who knows who works there. Their own access is confirmed by somebody else.</p>
      <Form action={action} csrf={csrf} once={once}>
        <SelectField name="agencyId" label="Agency" state={state} empty="Choose" options={all.map(({ id, name }) => ({ value: id, text: name }))} />
        <SelectField name="officerId" label="Officer" state={state} empty="Choose" options={officers.map(({ id, name, agency }) => ({ value: id, text: all.length > 1 ? `${agency}: ${name}` : name }))} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})

const ANSWERS = ['later', 'confirmed', 'ended'] as const
const AT_ONCE = 50
type Loaded = { readonly run: Run; readonly asked: readonly Line[]; readonly more: number; readonly own: readonly Line[]; readonly answered: readonly Line[]; readonly colleagues: readonly Named[] }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const run = await runWith(work, ask.params['id'] ?? '')
  if (run === undefined || !await certifiesFor(work, run.agencyId)) return notThere
  const lines = await linesOf(work, run.id)
  const waiting = lines.filter(line => waits(line) && line.officerId !== work.actor.officerId)
  return { run, asked: waiting.slice(0, AT_ONCE), more: Math.max(0, waiting.length - AT_ONCE), own: lines.filter(line => waits(line) && line.officerId === work.actor.officerId), answered: lines.filter(line => !waits(line)), colleagues: await officersOf(work, run.agencyId) }
}

const boxOf = ({ id }: Line): string => `line-${id}`
const WHY_NOT: Readonly<Record<string, string>> = {
  answered: 'somebody else has answered this line meanwhile', 'post ended': 'the post has ended meanwhile', 'their own': 'somebody else answers for your own access', outranked: 'only an administrator of the partnership ends this post',
  'last administrator': 'they are the last administrator: make somebody else one first', 'no such colleague': 'select below who takes over their work',
}

export const certifyAccess = form<OfficerWork, Fields, Loaded>({
  fields: ({ asked }) => ({ ...Object.fromEntries(asked.map(line => [boxOf(line), choice(ANSWERS, { empty: `${line.name}: select an answer` })])), toId: optionalWords() }),
  load,
  start: ({ asked }) => Object.fromEntries(asked.map(line => [boxOf(line), 'later'])),
  act: async (work, { run, asked, colleagues }, values) => {
    const toId = typeof values['toId'] === 'string' && colleagues.some(({ id }) => id === values['toId']) ? values['toId'] : null
    const wrong: Problem[] = []
    for (const line of asked) {
      const answer = values[boxOf(line)]
      if (answer !== 'confirmed' && answer !== 'ended') continue
      const became = await certify(work, line.id, answer, toId)
      if (became !== 'done') wrong.push({ field: became === 'no such colleague' ? 'toId' : boxOf(line), text: `${line.name}: ${WHY_NOT[became] ?? 'this line is not yours to answer'}` })
    }
    if (wrong.length > 0) return problems(...wrong)
    if ((await runWith(work, run.id))?.closedAt !== null) await work.announce(settledForOfficers, { aboutKind: 'certification', aboutId: run.id, outcome: 'All answered' })
    return seeOther(`/certifications/${run.id}`, { about: { kind: 'certification', id: run.id } })
  },
  show: view => <RunPage {...view} />,
})

const RunPage = ({ loaded: { run, asked, more, own, answered, colleagues }, state, frame, action, csrf, once }: FormView<Loaded>): Html => (
  <OfficerPage frame={{ ...frame, title: `Access at ${run.agency}` }} state={state} back={{ href: '/certifications', text: 'Quarterly check of access' }}>
    <span class="govuk-caption-l">{run.quarter}, due {sayDay(run.dueOn)}</span>
    <h1 class="govuk-heading-l">Who still needs access at {run.agency}?</h1>
    {own.length === 0 ? null : <InsetText text="Your own access is confirmed by another administrator." />}
    {asked.length === 0 ? <p class="govuk-body">There is nothing left for you to answer.</p> : (
      <Form action={action} csrf={csrf} once={once} keep={`certification-${run.id}`}>
        {asked.map(line => <ChoiceField name={boxOf(line)} label={`${line.name}: ${sayPost(line)}${line.postSuspendedAt === null ? '' : ' (suspended)'}`} inline state={state} choices={[{ value: 'later', text: 'Not answered yet' }, { value: 'confirmed', text: 'Still needed' }, { value: 'ended', text: 'End it' }]} />)}
        <SelectField name="toId" label="Who takes over the work of those whose last post here ends?" hint="Their access ends at once, and they are signed out" state={state} empty="Nobody is ended" options={colleagues.map(({ id, name }) => ({ value: id, text: name }))} />
        {more === 0 ? null : <p class="govuk-body">{more} more follow when you have answered these.</p>}
        <SubmitButton text="Save answers" />
      </Form>
    )}
    <DataTable id="answered" caption="Answered, or ended meanwhile" rows={answered} empty="Nothing is answered yet." narrow="stack" columns={[
      { heading: 'Officer', rowHeader: true, cell: line => line.name }, { heading: 'Role and team', cell: sayPost }, { heading: 'Answer', cell: line => line.answer === 'confirmed' ? 'Still needed' : line.answer === 'ended' ? 'Ended' : 'The post ended meanwhile' },
      { heading: 'By', cell: line => line.answeredBy ?? '' }, { heading: 'On', cell: line => line.answeredAt === null ? '' : sayShortDay(londonDay(line.answeredAt)) },
    ]} />
  </OfficerPage>
)
