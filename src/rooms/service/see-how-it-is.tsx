// How the service is, on one page: what is wrong first, then each thing that was looked at, and what waits to be confirmed.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { rulesToConfirm } from '#rooms/law-book/index.ts'
import { readSetting, SERVICE_ALARMS, unconfirmedSettings } from '#rooms/partnership/index.ts'
import { Badge, type Tone } from '#ui/casework.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { judge, type Line, type State } from './judge-look.ts'
import { lastLook, troublesOf } from './look-store.ts'

const TONE: Readonly<Record<State, Tone>> = { 'well': 'green', 'wrong': 'red', 'to do': 'orange', 'not known': 'orange', 'not used': 'grey' }

const waiting = (what: string, title: string, n: number, one: string, many: string, href: string): Line =>
  ({ what, title, state: n === 0 ? 'well' : 'to do', says: n === 0 ? 'None waits' : `${n} ${n === 1 ? one : many}`, href })

const toConfirm = async (work: OfficerWork): Promise<readonly Line[]> => [
  waiting('law', 'The law', await rulesToConfirm(work), 'rule must be confirmed before it is used', 'rules must be confirmed before they are used', '/law#waiting'),
  waiting('settings', 'Settings', await unconfirmedSettings(work), 'proposal is not confirmed', 'proposals are not confirmed', '/settings#not-confirmed'),
]

export const seeService = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const look = await lastLook(work)
  const lines = look === undefined ? [] : judge({ ...look, terms: await readSetting(work, SERVICE_ALARMS), now: work.now, troubles: await troublesOf(work) })
  const all = [...lines, ...await toConfirm(work)]
  const wrong = all.filter(({ state }) => state === 'wrong')
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'The service' }}>
      <h1 class="govuk-heading-l">The service</h1>
      {look === undefined ? <InsetText text="The worker has not looked at the service yet. It does so each minute: if this stays, the worker is not running." /> : <p class="govuk-body">{`As the worker found it ${sayMoment(look.lookedAt)}. It looks each minute.`}</p>}
      {look === undefined ? null : <Summary wrong={wrong} />}
      <DataTable id="service" caption="What is looked at" captionSize="s" narrow="stack" rows={all} empty="Nothing." rowTone={({ state }) => state === 'wrong' ? 'red' : undefined} columns={[
        { heading: 'What', rowHeader: true, cell: ({ title, href }) => href === undefined ? title : <a class="govuk-link" href={href}>{title}</a> },
        { heading: 'State', nowrap: true, cell: ({ state }) => <Badge text={state} tone={TONE[state]} /> },
        { heading: 'What was found', cell: ({ says }) => says },
      ]} />
      <p class="govuk-body">What is wrong is in your diary once, until it is well again. <a class="govuk-link" href="/settings#service-alarms">When that is</a></p>
    </OfficerPage>,
  )
}

const Summary = ({ wrong }: { readonly wrong: readonly Line[] }): Html => wrong.length === 0
  ? <p class="govuk-body govuk-!-font-weight-bold">Nothing is wrong.</p>
  : <InsetText html={<>
      <h2 class="govuk-heading-m" id="wrong">{wrong.length === 1 ? '1 thing is wrong' : `${wrong.length} things are wrong`}</h2>
      <ul class="govuk-list govuk-list--bullet">{wrong.map(({ title, says }) => <li><strong>{title}:</strong> {says}</li>)}</ul>
    </>} />
