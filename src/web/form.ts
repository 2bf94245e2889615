// Forms: fields, rules, load, act, show. On failure the same request answers 422 with everything that was typed.
import { sql } from 'kysely'
import type { Work } from '#db/work.ts'
import type { Html } from '#ui/html.ts'
import type { FormState } from '#ui/forms.tsx'
import { isRefusal, type Refusal } from '#kernel/refusal.ts'
import { randomUUID } from 'node:crypto'
import { page, refused, seeOther, type Answer, type ShownAs } from './answers.ts'
import { textOf, type Answers, type Ask } from './ask.ts'
import type { Fields, Moment, ValuesOf } from './fields.ts'

/** Something wrong with one field, in words that say what to do. */
export type Problem = { readonly field: string; readonly text: string; readonly part?: string }

/** What `act` answers when the database, not the typing, says no: shown at the field, with everything kept. */
export type Problems = { readonly problems: readonly Problem[]; readonly keep?: true }
export const problems = (...list: readonly Problem[]): Problems => ({ problems: list })
/** The same, but what `act` wrote stands: a wrong password or code must be counted. */
export const countedProblems = (...list: readonly Problem[]): Problems => ({ problems: list, keep: true })

/** A rule over several fields. Fields that failed are undefined, so that the other rules still speak. */
export type Rule<F extends Fields, Loaded> = (values: Partial<ValuesOf<F>>, about: { readonly loaded: Loaded; readonly at: Moment }) => Problem | undefined

/** What a form's page is drawn from. */
export type FormView<Loaded> = {
  readonly loaded: Loaded
  readonly state: FormState
  readonly frame: Ask['frame']
  readonly action: string
  /** Hidden fields every form carries: _csrf, and _once so that a second click finds the first one's answer. */
  readonly csrf: string
  readonly once: string
  readonly today: Moment['today']
}

export type FormSpec<W extends Work, F extends Fields, Loaded> = {
  readonly fields: F | ((loaded: Loaded) => F)
  readonly rules?: readonly Rule<F, Loaded>[]
  /** What the page is about, or notThere / refused(…). Runs before both showing and sending. */
  readonly load: (work: W, ask: Ask) => Promise<Loaded | Answer>
  /** What stands in the boxes at first. Date boxes by their parts (born-day, born-month, born-year). */
  readonly start?: (loaded: Loaded, ask: Ask, work: W) => Answers | Promise<Answers>
  readonly act: (work: W, loaded: Loaded, values: ValuesOf<F>, ask: Ask) => Promise<Answer | Problems | Refusal>
  readonly show: (view: FormView<Loaded>) => Html
  /** Records the page offers to choose from; the trail names them. */
  readonly offers?: (loaded: Loaded) => ShownAs
}

export type Form<W> = {
  readonly open: (work: W, ask: Ask) => Promise<Answer>
  readonly send: (work: W, ask: Ask) => Promise<Answer>
}

/** Makes the two halves of a form's door from its description. */
export const form = <W extends Work, F extends Fields, Loaded extends object>(spec: FormSpec<W, F, Loaded>): Form<W> => ({
  open: async (work, ask) => {
    const loaded = await spec.load(work, ask)
    if (isAnswer(loaded)) return loaded
    const kept = await takeKept(work, ask)
    const values = kept ?? await spec.start?.(loaded, ask, work) ?? {}
    return page(spec.show(viewOf(work, ask, loaded, { values: mutable(values), errors: [] }, randomUUID())), { shown: spec.offers?.(loaded) })
  },
  send: async (work, ask) => {
    const once = textOf(ask.answers, '_once').slice(0, 60)
    const before = await claim(work, once, ask)
    if (before !== undefined) return seeOther(before)
    const loaded = await spec.load(work, ask)
    if (isAnswer(loaded)) return loaded
    const answer = await answerTo(spec, work, ask, loaded)
    if (!('problems' in answer)) {
      await remember(work, once, answer)
      return answer
    }
    const state: FormState = { values: mutable(ask.answers), errors: answer.problems.map(problem => ({ field: problem.field, href: `#${hrefOf(problem)}`, text: problem.text })) }
    const next = once === '' || answer.keep === true ? randomUUID() : once
    return page(spec.show(viewOf(work, ask, loaded, state, next)), { status: 422, keep: answer.keep === true })
  },
})

const answerTo = async <W extends Work, F extends Fields, Loaded extends object>(
  spec: FormSpec<W, F, Loaded>, work: W, ask: Ask, loaded: Loaded,
): Promise<Answer | Problems> => {
  const at = { now: work.now, today: work.today }
  const fields = typeof spec.fields === 'function' ? spec.fields(loaded) : spec.fields
  const { values, wrong } = readFields(fields, ask.answers, at)
  const ruled = (spec.rules ?? []).map(rule => rule(values, { loaded, at })).filter(found => found !== undefined)
  const found = [...wrong, ...ruled.filter(problem => !wrong.some(one => one.field === problem.field))]
  if (found.length > 0) return { problems: inFieldOrder(found, Object.keys(fields)) }
  // Every field was read without a problem, so the record is whole.
  const outcome = await spec.act(work, loaded, values as ValuesOf<F>, ask)
  return isRefusal(outcome) ? refused(outcome.because) : outcome
}

const readFields = <F extends Fields>(fields: F, answers: Answers, at: Moment): { values: Partial<ValuesOf<F>>; wrong: Problem[] } => {
  const wrong: Problem[] = []
  const values: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const read = field.read(name, answers, at)
    if (read.ok) values[name] = read.value
    else wrong.push({ field: name, text: read.text, ...(read.part === undefined ? {} : { part: read.part }) })
  }
  // Keys come from F and values from its readers; the compiler cannot follow a loop over entries.
  return { values: values as Partial<ValuesOf<F>>, wrong }
}

const inFieldOrder = (found: readonly Problem[], order: readonly string[]): readonly Problem[] =>
  found.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field))

const hrefOf = ({ field, part }: Problem): string => part === undefined ? field : `${field}-${part}`

const viewOf = <Loaded>(work: Work, ask: Ask, loaded: Loaded, state: FormState, once: string): FormView<Loaded> =>
  ({ loaded, state, frame: ask.frame, action: ask.path, csrf: ask.csrf, once, today: work.today })

const isAnswer = (value: object): value is Answer => 'kind' in value && typeof value.kind === 'string'
  && ['page', 'see other', 'go to provider', 'not there', 'refused', 'body'].includes(value.kind)

const mutable = (answers: Answers): Record<string, string | string[]> =>
  Object.fromEntries(Object.entries(answers).filter(([name]) => !name.startsWith('_')).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]))

/** Waits for a first click still on its way, and says where it went. Undefined: this is the first. */
const claim = async (work: Work, once: string, ask: Ask): Promise<string | undefined> => {
  if (once === '') return undefined
  const made = await work.db.insertInto('submissions').values({ partnershipId: work.partnership.id, key: once, at: work.now })
    .onConflict(conflict => conflict.columns(['partnershipId', 'key']).doNothing()).executeTakeFirst()
  if (made.numInsertedOrUpdatedRows === 1n) return undefined
  const first = await work.db.selectFrom('submissions').select('wentTo').where('key', '=', once).executeTakeFirst()
  return first?.wentTo ?? ask.path
}

const remember = async (work: Work, once: string, answer: Answer): Promise<void> => {
  if (once === '' || answer.kind !== 'see other') return
  await work.db.updateTable('submissions').set({ wentTo: answer.location }).where('key', '=', once).execute()
}

/** What this officer, or the person harmed, typed before their session ended, once. */
const takeKept = async (work: Work, ask: Ask): Promise<Answers | undefined> => {
  const id = textOf(ask.query, 'kept')
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined
  if (work.actor.kind === 'person') {
    const { rows } = await sql<{ answers: Record<string, string | string[]> | null }>`select amity.take_own_words(${id}::uuid, ${ask.path}) as answers`.execute(work.db)
    return rows[0]?.answers ?? undefined
  }
  if (work.actor.kind !== 'officer') return undefined
  const kept = await sql<{ answers: Record<string, string | string[]> }>`delete from kept_answers where id = ${id}::uuid and path = ${ask.path} returning answers`.execute(work.db)
  return kept.rows[0]?.answers
}
