// Messages that went or did not: the list for whoever watches over it, one message, and a letter for paper.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { oneOf } from '#kernel/literal.ts'
import { londonDay, sayDate, sayMoment } from '#kernel/time.ts'
import { Badge } from '#ui/casework.tsx'
import { InsetText, SummaryList } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { notThere, page, refused, shown, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { messagesIn, messageWith, PAGE, SECRET, shownSecret, STATES, tellsWhoIsResponsible, untaken, type Message } from './letters-store.ts'
import { sayDocument, sayMessageState, SAY_STATE, TONE, toWhom } from './message-words.ts'

const HALF_AN_HOUR = 30 * 60_000
const FILTERS = ['', 'to print', ...STATES] as const
const hrefOf = (show: string): string => show === '' ? '/messages' : `/messages?show=${encodeURIComponent(show)}`

export const seeMessages = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const said = textOf(ask.query, 'show')
  const show = oneOf(FILTERS, said) ? said : ''
  const before = beforeIn(ask)
  const found = await messagesIn(work, { state: show === '' ? undefined : show === 'to print' ? 'waiting' : show, means: show === 'to print' ? 'post' : undefined, before })
  const rows = found.slice(0, PAGE)
  const stuck = await untaken(work, new Date(work.now.getTime() - HALF_AN_HOUR))
  const last = found.length > PAGE ? rows.at(-1) : undefined
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Messages' }}>
      <h1 class="govuk-heading-l">Messages</h1>
      {stuck.map(({ means, n }) => <InsetText text={`${n} by ${means} ${Number(n) === 1 ? 'has' : 'have'} waited more than half an hour and nothing has tried to take ${Number(n) === 1 ? 'it' : 'them'}. Whoever runs the service: is something set up that carries ${means === 'text' ? 'texts' : 'email'}? The operating guide says how.`} />)}
      <p class="govuk-body">What we wrote to people, and what became of it. Only messages on what you may open.</p>
      <p class="govuk-body">{FILTERS.map((one, at) => <>{at === 0 ? '' : ' · '}<a class="govuk-link" href={hrefOf(one)} aria-current={one === show ? 'page' : undefined}>{one === '' ? 'all' : one === 'to print' ? 'to print and post' : SAY_STATE[one]}</a></>)}</p>
      <DataTable id="messages" caption="Messages, newest first" captionSize="s" narrow="stack" rows={rows} empty="None." rowHref={row => `/messages/${row.id}`} columns={[
        { heading: 'To', rowHeader: true, cell: toWhom }, { heading: 'About', cell: row => row.subject ?? row.purpose }, { heading: 'By', cell: row => row.means },
        { heading: 'Written', nowrap: true, cell: row => sayMoment(row.writtenAt) }, { heading: 'What became of it', cell: row => <Badge text={sayMessageState(row)} tone={TONE[row.state]} /> },
      ]} />
      <KeysetPager label="Pages of messages" {...(last === undefined ? {} : { olderHref: `${hrefOf(show)}${show === '' ? '?' : '&'}before=${goOnAfter(last.writtenAt, last.id)}` })} {...(before === undefined ? {} : { newerHref: hrefOf(show) })} newer="Back to the newest" />
    </OfficerPage>,
    { shown: shown('case', rows.map(({ caseId }) => ({ id: caseId }))) },
  )
}

const messageAt = async (work: OfficerWork, ask: Ask): Promise<Message | undefined> => {
  const id = ask.params['id'] ?? ''
  return looksLikeId(id) ? messageWith(work, id) : undefined
}

export const seeMessage = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const message = await messageAt(work, ask)
  if (message === undefined) return notThere
  const secret = message.body.includes(SECRET) ? await shownSecret(work, message.id) : undefined
  const row = (text: string, value: Html | string | null) => value === null || value === '' ? [] : [{ key: { text }, value: typeof value === 'string' ? { text: value } : { html: value } }]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'A message' }} narrow back={message.reference === null ? { href: '/messages' } : { href: `/cases/${message.reference}#messages` }}>
      <h1 class="govuk-heading-l">{message.subject ?? message.purpose}</h1>
      <p class="govuk-body"><Badge text={sayMessageState(message)} tone={TONE[message.state]} /></p>
      {SummaryList({ rows: [
        ...row('To', toWhom(message)), ...row('By', `${message.means}${message.toConfidential ? ', kept confidential' : message.address === '' ? '' : `, ${message.address}`}`), ...row('Safe because', message.safeBecause), ...row('Written', sayMoment(message.writtenAt)),
        ...row('Document', sayDocument(message)), ...row('Sent', message.sentAt === null ? '' : sayMoment(message.sentAt)), ...row('What went wrong', message.failure), ...row('Next try', message.state === 'waiting' && message.nextTryAt !== null ? sayMoment(message.nextTryAt) : ''),
      ] })}
      <InsetText html={<span class="amity-as-typed">{message.body}</span>} />
      {secret === undefined ? null : <p class="govuk-body">In this demonstration nobody has a phone, so here is what stood in its place: {secret.startsWith('http') ? <a class="govuk-link" href={secret}>{secret}</a> : <strong>{secret}</strong>}</p>}
      <p class="govuk-body">
        {message.means === 'post' && (message.state === 'waiting' || message.state === 'printed') ? <><a class="govuk-link" href={`/messages/${message.id}/paper`}>Print the letter</a> · </> : null}
        {mayBeSettled(message) ? <a class="govuk-link" href={`/messages/${message.id}/settle`}>{message.means === 'post' && message.state === 'waiting' ? 'It has been posted' : 'Say what is to become of it'}</a> : null}
      </p>
    </OfficerPage>,
    { about: { kind: 'message', id: message.id } },
  )
}

export const mayBeSettled = ({ state, means }: Pick<Message, 'state' | 'means'>): boolean => state === 'unsure' || state === 'failed' || (state === 'waiting' && means === 'post')

/** A letter alone on its page. Only while the means is still safe may it be printed; a withheld one is not there. */
export const seePaper = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const message = await messageAt(work, ask)
  if (message?.means !== 'post' || (message.state !== 'waiting' && message.state !== 'printed')) return notThere
  if (message.state === 'waiting' && await tellsWhoIsResponsible(work, message.id)) return refused('Since this letter was written somebody it names or describes, or whose address it gives, is said to be responsible. Do not post it: write to them again without that.')
  if (message.toConfidential && message.homeAddress === null) return refused('This address is kept confidential. Whoever leads the case, or another who keeps it, prints the letter.')
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'A letter' }} narrow back={{ href: `/messages/${message.id}` }}>
      <p class="govuk-body amity-as-typed">{`${toWhom(message)}\n${message.homeAddress ?? message.address}`}</p>
      <p class="govuk-body">{sayDate(londonDay(work.now))}</p>
      <div class="amity-as-typed govuk-body">{message.body}</div>
      <p class="govuk-body">{work.partnership.agencyName ?? work.partnership.name}{work.partnership.phone === null ? '' : `, ${work.partnership.phone}`}</p>
    </OfficerPage>,
    { about: { kind: 'message', id: message.id } },
  )
}
