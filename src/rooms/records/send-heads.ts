// Each morning: the newest head of the trail goes to each agency's named contact, who keeps it where this database cannot reach.
import type { SystemWork } from '#db/work.ts'
import type { Chore } from '#jobs/chores.ts'
import { headAsJson, type Head } from '#jobs/audit-heads.ts'
import { sayMoment } from '#kernel/time.ts'
import { writeMessage } from '#rooms/letters/index.ts'
import { agencies, AUDIT_CONTACT, settingOfAgencies } from '#rooms/partnership/index.ts'
import { newestHead, noteHeadSent } from './heads-store.ts'

const WORK_ADDRESS = { safeMeans: ['email'], safeTimes: null, mayLeaveMessage: true, mustNotKnow: null, phone: null, address: null, personId: null, language: 'en' }

const wordsOf = (work: SystemWork, head: Head, name: string): string => `${name === '' ? 'Hello' : `Hello ${name}`}

This is the head of the audit trail of ${work.partnership.name}: record ${head.lastPosition}, sealed ${sayMoment(head.sealedAt)}. Please keep this message. It says nothing about anybody.

If a record were changed or taken away later, the trail would no longer lead to this head. Whoever runs Amity can check it with "amity audit:verify --heads FILE", with the lines below as the file; the administrator's guide says how, and how to check the signature without us.

${JSON.stringify(headAsJson(head), undefined, 1)}
`

export const sendHeads = async (work: SystemWork): Promise<number> => {
  const head = await newestHead(work)
  if (head === undefined) return 0
  const all = await agencies(work)
  const contacts = await settingOfAgencies(work, AUDIT_CONTACT, all.map(({ id }) => id))
  const told = new Set<string>()
  for (const { id: agencyId } of all) {
    const { name = '', email = '' } = contacts.get(agencyId) ?? {}
    // One message where two agencies name the same person.
    if (email === '' || told.has(email.toLowerCase())) continue
    if (!await noteHeadSent(work, { agencyId, address: email, number: head.number, lastPosition: head.lastPosition })) continue
    told.add(email.toLowerCase())
    await writeMessage(work, { ...WORK_ADDRESS, email }, { purpose: 'audit head', subject: 'Amity: the head of the audit trail', body: wordsOf(work, head, name) }, { caseId: null, reportId: null, agencyId })
  }
  return told.size
}

export const sendingHeads: Chore = { name: 'records.send-heads', cron: '30 6 * * *', each: async work => { await sendHeads(work) } }
