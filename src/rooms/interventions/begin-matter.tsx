// Begins a matter: the officer decides and says why, and why lower rungs of the ladder were left out where they were.
import type { OfficerWork } from '#db/work.ts'
import { startOfDay } from '#kernel/time.ts'
import { belowOf, LADDER } from '#law/ladder.ts'
import { standingOf, type Standing } from '#law/standing.ts'
import type { Tool } from '#law/tool.ts'
import { insertEntry, type Case } from '#rooms/cases/index.ts'
import { lawOf } from '#rooms/law-book/index.ts'
import { loadToWork, subjectWith } from '#rooms/subjects/index.ts'
import { Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { optionalWords, words } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { factsFor, mattersAbout, type Held } from './facts-of.ts'
import { atNow, heldOf, toolWith } from './matter-at.ts'
import { skipsRungs } from './matter-rules.ts'
import { insertMatter, matterWith } from './matter-store.ts'
import { Reasons } from './see-tools.tsx'
import { startClocks, TENANCY_BEGAN } from './start-clocks.ts'

const fields = { reason: words({ empty: 'Enter why you decide to use it', max: 4000, called: 'Why' }), skipped: optionalWords({ max: 4000, called: 'Why lower steps are left out' }) }
type Loaded = { readonly theCase: Case; readonly tool: Tool; readonly held: Held; readonly stands: Standing; readonly skips: boolean; readonly below: string }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await loadToWork(work, ask)
  if ('kind' in found) return found
  const tool = toolWith(ask.params['tool'] ?? '')
  const subject = await subjectWith(work, found.theCase.id, ask.params['subject'] ?? '')
  if (tool === undefined || subject === undefined) return notThere
  const held = await heldOf(work, found.theCase.id, subject)
  const [facts, law] = [factsFor(held, tool.id, { on: work.today, now: work.now }), await lawOf(work)]
  const stands = standingOf(tool, facts, law)
  if (stands.standing !== 'open now' && stands.standing !== 'open once') return refused(`${tool.name} is ${stands.standing} for ${subject.name}: ${stands.reasons.map(({ sentence, source }) => sentence.includes(source) ? sentence : `${sentence} (${source})`).join(' ')}`)
  const tried = mattersAbout(held).flatMap(one => LADDER.find(({ id }) => id === one.tool)?.rung ?? [])
  return { theCase: found.theCase, tool, held, stands, skips: skipsRungs(tool.rung, tried), below: belowOf(tool, facts, law).sentence }
}

export const beginMatter = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  rules: [({ skipped }, { loaded: { skips } }) => skips && skipped === '' ? { field: 'skipped', text: 'Enter why the steps below it are left out: a court and the Ombudsman will ask' } : undefined],
  act: async (work, { theCase, tool, held, skips }, { reason, skipped }) => {
    const id = await insertMatter(work, { caseId: theCase.id, tool: tool.id, subjectId: held.subject.subjectId, about: held.subject.name, lawOn: work.today, reason, skippedBecause: skips ? skipped : null })
    const [matter, { tenancyBegan }] = [await matterWith(work, theCase.id, id), held.subject]
    if (matter !== undefined && tenancyBegan !== null) await startClocks(work, { matter, tool, theCase, at: atNow(work, await lawOf(work)) }, TENANCY_BEGAN, startOfDay(tenancyBegan))
    await insertEntry(work, theCase.id, { kind: 'decision', happenedAt: work.now, summary: `Began: ${tool.name}, ${held.subject.name}`.slice(0, 300), body: skips ? `${reason}\n\nSteps left out: ${skipped}` : reason, visibility: 'staff' })
    return seeOther(`/cases/${theCase.reference}/matters/${id}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, tool, held, stands, skips, below }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: `Begin: ${tool.name}` }} state={state} narrow back={{ href: `/cases/${theCase.reference}/tools?subject=${held.subject.subjectId}` }}>
      <h1 class="govuk-heading-l">Begin: {tool.name}, {held.subject.name}</h1>
      <p class="govuk-body">You gather the proof and do the steps in the matter. Nothing is sent or issued by beginning it. The rules of today hold for it to its end.</p>
      {stands.reasons.length === 0 ? null : <><h2 class="govuk-heading-s">Before it can be used</h2><Reasons reasons={stands.reasons} /></>}
      <p class="govuk-body">{below}</p>
      <Form action={action} csrf={csrf} once={once} keep={`begin-${tool.id}-${held.subject.subjectId}`}>
        <TextArea name="reason" label="Why do you decide to use it?" rows={4} maxLength={4000} state={state} />
        {skips ? <TextArea name="skipped" label="Nothing, or little, was tried below it. Why are those steps left out?" rows={3} maxLength={4000} state={state} /> : null}
        <SubmitButton text="Begin" />
      </Form>
    </OfficerPage>
  ),
})
