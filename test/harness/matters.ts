// A matter as an officer works it, through the pages: a subject, a beginning, its proof, steps, contents and gate, and a delegation to use it by.
import { GATE_QUESTIONS } from '#law/gate-questions.ts'
import { LADDER } from '#law/ladder.ts'
import type { Power } from '#rooms/authority/index.ts'
import { londonDay } from '#kernel/time.ts'
import type { Town } from './town.ts'
import type { Page, Visitor } from './visitor.ts'

const toolNamed = (id: string) => {
  const tool = LADDER.find(one => one.id === id)
  if (tool === undefined) throw new Error(`no tool is called ${id}`)
  return tool
}

/** A day, and a time with it, as a form takes them. */
export const dayBoxes = (name: string, iso: string): Record<string, string> => {
  const [date = '', time] = iso.split(' ')
  const [year = '', month = '', day = ''] = date.split('-')
  return { [`${name}-day`]: String(Number(day)), [`${name}-month`]: String(Number(month)), [`${name}-year`]: year, ...(time === undefined ? {} : { [`${name}-time`]: time }) }
}

export const SUBJECT = { party: '', name: 'Danny Reed', kind: 'individual', ...dayBoxes('born', '1990-05-04'), age: 'adult', landlord: 'council', home: '', tenancy: 'secure', vulnerable: 'no', behaviour: 'noise', saidBy: 'The tenancy record' }

/** @returns the subject's id */
export const subjectIn = async (officer: Visitor, path: string, over: Readonly<Record<string, string | readonly string[]>> = {}): Promise<string> => {
  const answer = await officer.send(`${path}/subjects/add`, { ...SUBJECT, ...over })
  const id = answer.location?.match(/subject=([0-9a-f-]{36})/)?.[1]
  if (id === undefined) throw new Error(`no subject: ${answer.status} ${answer.says}`)
  return id
}

/** @returns the matter's path */
export const begun = async (officer: Visitor, path: string, tool: string, subject: string): Promise<string> => {
  const answer = await officer.send(`${path}/tools/${tool}/${subject}`, { reason: 'It has gone on for months', skipped: 'It is too serious for less' })
  if (answer.location === undefined || !answer.location.includes('/matters/')) throw new Error(`not begun: ${answer.status} ${answer.says}`)
  return answer.location
}

const said = (answer: Page, what: string): void => { if (answer.status !== 303) throw new Error(`${what}: ${answer.status} ${answer.says}`) }

/** Every element of its test, supported by a note of where the evidence is; of alternatives all. */
export const prove = async (officer: Visitor, matter: string, tool: string): Promise<void> => {
  for (const { id } of toolNamed(tool).test) said(await officer.send(`${matter}/proof/${id}`, { support: 'supported', note: 'Diary sheets of May' }), id)
}

/** Every step and consultation its page asks for, done that day; but those left out. */
export const doSteps = async (officer: Visitor, matter: string, on: string, leaveOut: readonly string[] = []): Promise<void> => {
  const page = await officer.get(matter)
  const asked = [...page.text.matchAll(/\/step\/([\w.-]+)"/g)].flatMap(([, id]) => id ?? [])
  for (const id of asked.filter(one => !leaveOut.includes(one))) said(await officer.send(`${matter}/step/${id}`, { was: 'done', ...dayBoxes('on', on), withWhom: 'Jo Hale', words: 'Done', reply: 'They agree', ...dayBoxes('replied', on) }), id)
}

export const checkPaper = async (officer: Visitor, matter: string, leaveOut: readonly string[] = []): Promise<Page> => {
  const page = await officer.get(`${matter}/contents`)
  const all = [...page.document.querySelectorAll('input[name=contents]')].map(box => box.getAttribute('value') ?? '')
  return officer.send(`${matter}/contents`, { contents: all.filter(id => !leaveOut.includes(id)) })
}

/** Written by one and signed by another. */
export const passGate = async (writer: Visitor, signer: Visitor, path: string, tool: string, subject: string, stage = 'notice', verdict = 'proportionate'): Promise<void> => {
  const answers = Object.fromEntries(GATE_QUESTIONS.flatMap(({ id, kind }) => [[id, 'We looked into it'], ...(kind === 'in words' ? [] : [[`${id}-choice`, 'no']])]))
  const written = await writer.send(`${path}/gate/${tool}/${subject}`, { ...answers, stage })
  said(written, 'gate')
  said(await signer.send(`${written.location ?? ''}/sign`, { verdict, because: 'Nothing less would do' }), 'signature')
}

export const delegate = async (town: Town, officerId: string, power: Power, until = '2027-01-01', from = '2024-01-01'): Promise<void> => {
  const recorder = (await town.actor('administrator')).officerId
  await town.database.owner.query(`insert into delegations (partnership_id, officer_id, agency_id, power, delegated_by, instrument, from_day, until_day, recorded_at, recorded_by) values ($1, $2, $3, $4, 'Jo Hale, chief executive', 'Scheme 4.2', $6, $5, now(), $7)`, [town.partnership.id, officerId, town.council.id, power, until, from, recorder])
}

export type GivenMatter = {
  readonly tool?: string; readonly about?: string; readonly kind?: 'individual' | 'premises'; readonly inForceAt?: string; readonly endsAt?: string | null; readonly ownerId?: string
  readonly clocks?: readonly { readonly rule: string; readonly title: string; readonly dueAt: string; readonly bound?: 'by' | 'not before' | 'ends' }[]
}
/** A matter in force with its clocks in the owner's diary, written by the service itself. @returns its id */
export const matterIn = (town: Town, caseId: string, { tool = 'cpn', about = 'Danny Reed', kind = 'individual', inForceAt = '2026-05-01T09:00:00Z', endsAt = null, ownerId = town.council.officerId, clocks = [] }: GivenMatter = {}): Promise<string> =>
  town.work(async work => {
    const [id, subjectId, partnershipId, at] = [work.newId(), work.newId(), town.partnership.id, new Date(inForceAt)]
    await work.db.insertInto('toolFacts').values({ partnershipId, caseId, subjectId, name: about, kind, landlord: 'none', tenancy: 'none', vulnerable: 'no', saidBy: 'A test', madeAt: at, madeBy: ownerId }).execute()
    await work.db.insertInto('matters').values({ partnershipId, id, caseId, tool, subjectId, about, lawOn: londonDay(at), state: 'in force', stateSince: at, beganAt: at, beganBy: ownerId, ownerId, reason: 'It has gone on for months', inForceAt: at, endsAt: endsAt === null ? null : new Date(endsAt) }).execute()
    for (const { rule, title, dueAt, bound = 'ends' } of clocks) {
      const [clockId, due] = [work.newId(), new Date(dueAt)]
      await work.db.insertInto('matterClocks').values({ partnershipId, id: clockId, caseId, matterId: id, rule, starts: 'in force', dueOn: londonDay(due), dueAt: due, bound, sentence: `${title}, by a test.`, source: 'A test', madeAt: at }).execute()
      await work.db.insertInto('diaryItems').values({ partnershipId, kind: 'legal', title, dueAt: due, because: `${title}, by a test.`, caseId, officerId: ownerId, agencyId: town.council.id, aboutKind: 'matter clock', aboutId: clockId, ...bound === 'not before' ? {} : { warn: tool.startsWith('closure-notice') ? 'hours' as const : 'days' as const }, madeAt: at }).execute()
    }
    return id
  })
