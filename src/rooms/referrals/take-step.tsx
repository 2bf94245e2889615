// One step of a referral: accept, decline with a reason, work on it, say what came of it, or take it back.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDay } from '#kernel/time.ts'
import { sayParts } from '#rooms/sharing/index.ts'
import { Form, HiddenField, SubmitButton, TextArea, valueOf } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { optionalWords } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { referralMoved } from './events.ts'
import { nextSteps, STEP_ASKS, STEP_SAYS, type Step } from './referral-rules.ts'
import { moveReferral, referralWith, type Referral } from './referral-store.ts'
import { sideOf } from './see-referrals.tsx'

const fields = { seen: optionalWords({ max: 20 }), words: optionalWords({ max: 2000, called: 'What you write' }) }
type Loaded = { readonly one: Referral; readonly step: Step }
const CHANGED = 'Somebody has taken another step since you opened this page. What you typed is kept: open the referral in another tab and look'

const load = (step: Step) => async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const one = await referralWith(work, ask.params['referral'] ?? '')
  if (one === undefined) return notThere
  const side = sideOf(one, work)
  if (side === 'neither' || (step === 'recalled') !== (side === 'sender')) return refused(step === 'recalled' ? 'Only the agency that sent a referral takes it back.' : 'Only whom a referral is for answers it.')
  // A page that is no longer true says so when it is sent; opened afresh it leads to the referral.
  return ask.method === 'GET' && !nextSteps(one.state, side).includes(step) ? seeOther(`/referrals/${one.id}`) : { one, step }
}

const LABELS: Readonly<Record<Step, string>> = { accepted: 'Anything to say with it? (optional)', declined: 'Why do you decline?', working: 'Anything to say with it? (optional)', done: 'What came of it?', recalled: 'Why do you take it back?' }

/** The form of one step; each has its own door, so that the record says which. */
export const takeStep = (step: Step) => form<OfficerWork, typeof fields, Loaded>({
  fields, load: load(step),
  rules: [({ words }) => words === '' && STEP_ASKS[step] !== undefined ? { field: 'words', text: STEP_ASKS[step] } : undefined],
  start: ({ one }) => ({ seen: String(one.version) }),
  act: async (work, { one }, { seen, words }) => {
    const moved = await moveReferral(work, { id: one.id, version: Number(seen) || 0 }, step, words)
    if (moved === 'not there') return notThere
    if (moved === 'changed') return problems({ field: 'words', text: CHANGED })
    await work.announce(referralMoved, { referralId: one.id, step, byAgency: work.actor.agencyName })
    return seeOther(`/referrals/${one.id}`, { about: { kind: 'referral', id: one.id } })
  },
  show: ({ loaded: { one }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: STEP_SAYS[step] }} state={state} narrow back={{ href: `/referrals/${one.id}` }}>
      <span class="govuk-caption-l">{one.asks}</span>
      <h1 class="govuk-heading-l">{STEP_SAYS[step]}</h1>
      {step === 'accepted' && one.parts.length > 0 ? <InsetText text={`Your agency will see ${sayParts(one.parts)} of the case${one.shareUntil === null ? '' : ` until ${sayDay(londonDay(one.shareUntil))}`}. ${one.from} goes on leading it.`} /> : null}
      <Form action={action} csrf={csrf} once={once} keep={`referral-${one.id}-${step}`}>
        <HiddenField name="seen" value={state.errors.some(({ text }) => text === CHANGED) ? String(one.version) : valueOf(state, 'seen')} />
        <TextArea name="words" label={LABELS[step]} rows={4} maxLength={2000} state={state} />
        <SubmitButton text={STEP_SAYS[step]} {...(step === 'declined' || step === 'recalled' ? { look: 'warning' as const } : {})} />
      </Form>
    </OfficerPage>
  ),
})
