// Hands what another system sent to the reporting room, as one more report that waits in the triage pot.
import { randomBytes } from 'node:crypto'
import { newReference } from '#kernel/reference.ts'
import type { KeyWork } from '#db/work.ts'
import type { Ward } from '#rooms/places/index.ts'
import { sentAs } from './open311-store.ts'
import type { SentReport } from './read-report.ts'

/** Who sent it: a key's reports are its own to follow. Without a key nobody can follow them. */
const sourceOf = (work: KeyWork): string | null => work.actor.keyId === null ? null : `open311 ${work.actor.keyId}`

/** Answers the reference: of the report just made, or of the one this sender made of the same thing before. */
export const handOver = async (work: KeyWork, sent: SentReport, serviceCode: string, ward: Ward | undefined): Promise<{ readonly reference: string; readonly id: string }> => {
  const [id, reference] = [work.newId(), newReference(randomBytes(16))]
  const externalKey = work.actor.keyId === null ? null : sent.externalKey
  const made = await work.db.insertInto('reports').values({
    partnershipId: work.partnership.id, id, reference, channel: 'open311', receivedAt: work.now, enteredAt: work.now, categoryCode: serviceCode, inDanger: sent.danger, story: storyOf(sent),
    happenedAt: sent.happenedAt, happenedAbout: sent.happenedAt === null ? 'Not said' : null, howOften: sent.often, placeDescribed: sent.address, wardCode: ward?.code ?? null,
    latitude: sent.point?.latitude ?? null, longitude: sent.point?.longitude ?? null, harmed: sent.harmed, effect: sent.effect, whoIsDoingIt: sent.who, becauseOf: [...sent.because], children: sent.children,
    anonymous: sent.name === null && sent.email === null && sent.phone === null, reporterName: sent.name, reporterEmail: sent.email, reporterPhone: sent.phone,
    safeMeans: [...sent.means], safeTimes: sent.times, mayLeaveMessage: sent.message, mustNotKnow: sent.mustNotKnow, mayShare: sent.share,
    answers: JSON.stringify(sent.others), externalSource: sourceOf(work), externalKey, agencyId: work.partnership.triageAgencyId ?? '',
  }).onConflict(conflict => conflict.doNothing()).executeTakeFirst()
  if (made.numInsertedOrUpdatedRows === 1n) return { reference, id }
  const before = externalKey === null ? undefined : await sentAs(work, externalKey)
  if (before === undefined) throw new Error('A report was neither made nor found')
  return { reference: before, id: before }
}

/** Links stand under the story as text: an officer decides whether to open one. */
const storyOf = ({ story, links, others }: SentReport): string => {
  const more = [...links, ...(others['report_url'] === undefined || story.includes(others['report_url']) ? [] : [others['report_url']])]
  return more.length === 0 ? story : `${story}\n\nLinks that came with it (not opened by us):\n${more.join('\n')}`
}
