// Hands what another system sent to the reporting room, as one more report that waits in the triage pot.
import { oneOf } from '#kernel/literal.ts'
import { gridReference, toNationalGrid } from '#kernel/national-grid.ts'
import type { KeyWork } from '#db/work.ts'
import type { Ward } from '#rooms/places/index.ts'
import { MEANS, receiveReport, type Received } from '#rooms/reporting/index.ts'
import type { SentReport } from './read-report.ts'

/** A key's reports are its own to follow; without a key nobody can follow them, nor name one that somebody else sent. */
export const handOver = (work: KeyWork, sent: SentReport, categoryCode: string, ward: Ward | undefined): Promise<Received> => receiveReport(work, {
  channel: 'open311', receivedAt: work.now, categoryCode, inDanger: sent.danger, story: storyOf(sent), happenedAt: sent.happenedAt, howOften: sent.often,
  place: { described: sent.address ?? placeOf(sent, ward), postcode: null, wardCode: ward?.code ?? null, latitude: sent.point?.latitude ?? null, longitude: sent.point?.longitude ?? null },
  harmed: sent.harmed, effect: sent.effect, who: sent.who, because: sent.because, children: sent.children, mayShare: sent.share, others: sent.others,
  reporter: sent.name === null && sent.email === null && sent.phone === null && sent.mustNotKnow === null ? null : {
    name: sent.name, email: sent.email, phone: sent.phone, safeMeans: sent.means.filter(means => oneOf(MEANS, means)), safeTimes: sent.times, mayLeaveMessage: sent.message, mustNotKnow: sent.mustNotKnow,
  },
  external: work.actor.keyId === null ? null : { source: `open311 ${work.actor.keyId}`, key: sent.externalKey },
})

/** A sender that gives only a point still gives an officer something to read: a grid reference, the ward, the point. */
const placeOf = ({ point }: SentReport, ward: Ward | undefined): string | null => {
  if (point === null) return null
  const parts = [gridReference(toNationalGrid(point)), ward?.name, `${point.latitude}, ${point.longitude}`]
  return parts.filter(part => part !== undefined).join('; ')
}

/** Links stand under the story as text: an officer decides whether to open one. */
const storyOf = ({ story, links, others }: SentReport): string => {
  const more = [...links, ...(others['report_url'] === undefined || story.includes(others['report_url']) ? [] : [others['report_url']])]
  return more.length === 0 ? story : `${story}\n\nLinks that came with it (not opened by us):\n${more.join('\n')}`
}
