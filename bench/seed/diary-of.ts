// What is due on a case and what was done: the lines of the diary and the soonest of those that wait, and the moments of its chronology.
import { share } from './chance.ts'
import type { Office } from './office.ts'
import type { One } from './one-case.ts'

const DAY = 86_400_000
export type Line = { readonly kind: 'first contact' | 'risk assessment' | 'victim update' | 'task' | 'hold ends'; readonly title: string; readonly because: string; readonly dueAt: number; readonly madeAt: number; readonly doneAt: number | null }

export const diaryOf = (office: Office, one: One): readonly Line[] => {
  const { n, openedAt, status } = one
  const first: Line = { kind: 'first contact', title: 'Make first contact', because: 'Promised within 3 working days', dueAt: openedAt + 3 * DAY, madeAt: openedAt, doneAt: openedAt + Math.floor(share(n, 80) * 4 * DAY) }
  const risk: Line = { kind: 'risk assessment', title: 'Assess the risk with the person', because: 'Within 5 working days of opening', dueAt: openedAt + 5 * DAY, madeAt: openedAt, doneAt: one.risk?.at ?? one.closedAt }
  if (status === 'closed') return [first, { ...risk, doneAt: risk.doneAt ?? one.closedAt }]
  const update: Line = { kind: 'victim update', title: 'Tell the person how it stands', because: 'Promised every 10 working days', dueAt: office.now + Math.floor((share(n, 60) * 24 - 6) * DAY), madeAt: one.lastContactAt, doneAt: null }
  const task: readonly Line[] = share(n, 61) < 0.7 ? [{ kind: 'task', title: 'Ask the landlord for the tenancy file', because: 'Agreed at the last visit', dueAt: office.now + Math.floor((share(n, 62) * 40 - 4) * DAY), madeAt: one.lastContactAt, doneAt: null }] : []
  const hold: readonly Line[] = status === 'on hold' ? [{ kind: 'hold ends', title: 'The hold ends', because: 'Waiting for the hearing', dueAt: holdEndsAt(office, one), madeAt: one.lastContactAt, doneAt: null }] : []
  return [first, risk, update, ...task, ...hold]
}

export const holdEndsAt = (office: Office, one: One): number => office.now + Math.floor((2 + share(one.n, 81) * 30) * DAY)
export const updateDueAt = (lines: readonly Line[]): number | undefined => lines.find(({ kind }) => kind === 'victim update')?.dueAt
export const nextDueOf = (lines: readonly Line[]): number | undefined => {
  const waiting = lines.filter(({ doneAt }) => doneAt === null).map(({ dueAt }) => dueAt)
  return waiting.length === 0 ? undefined : Math.min(...waiting)
}

/** Lines of chronology a case, besides those a grant writes. */
export const LINES = 10
export const lineAt = (office: Office, { n, openedAt, closedAt }: One, line: number): number =>
  line === 0 ? openedAt : openedAt + Math.floor(((closedAt ?? office.now) - openedAt) * (line + share(n * 16 + line, 111)) / LINES * 0.98)
/** A grant is told of when it is written, which is now. */
export const lastLineAt = (office: Office, one: One): number => one.grant === undefined ? lineAt(office, one, LINES - 1) : office.now
