// Random histories of partnerships, agencies, officers, circles, cases, flags, grants, agreements, conflicts, broken glass, transfers and
// left posts: after each step the database shows every officer what a slow, plain reading of docs/security.md says, and nothing else.
import * as fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { begin, stepAndLook } from './model/database.ts'
import { seen, type Seen } from './model/rules.ts'
import type { Officer, State } from './model/state.ts'
import { STEPS, type Luck } from './model/steps.ts'

const RUNS = Number(process.env['AMITY_MODEL_CASES'] ?? 150)
const MOST_STEPS = 14
let client: pg.Client
beforeAll(async () => { client = new pg.Client(inject('database').owner); await client.connect() })
afterAll(() => client.end())

type Begun = { readonly agencies: number; readonly officers: readonly { readonly agency: number; readonly second: number | null; readonly manager: boolean }[] }
const begun = fc.record({
  agencies: fc.integer({ min: 2, max: 3 }),
  officers: fc.array(fc.record({ agency: fc.nat(2), second: fc.option(fc.nat(2), { freq: 3 }), manager: fc.boolean() }), { minLength: 2, maxLength: 5 }),
})
const luck = fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999))
const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(STEPS)), luck), { minLength: 6, maxLength: MOST_STEPS, size: 'max' })
/** Every history begins with something to hide. */
const BEGINNING: readonly (readonly [string, Luck])[] = [['newPerson', [0, 1, 0]], ['openCase', [0, 1, 1]], ['join', [0, 0, 0]], ['openCase', [1, 4, 2]], ['join', [1, 0, 0]]]

const stateOf = ({ agencies, officers }: Begun): State => ({
  hour: 0, agencies, places: 3, cases: [], people: [], grants: [], conflicts: [], glass: [], tasks: [], reports: [], agreements: [], last: 0,
  officers: officers.map(({ agency, second, manager }, n): Officer => ({
    n, left: false, posts: [{ agency: agency % agencies, manager, ended: false }, ...second === null || second % agencies === agency % agencies ? [] : [{ agency: second % agencies, manager: !manager, ended: false }]],
  })),
})

const sorted = (all: Seen | undefined): Record<string, readonly number[]> | undefined => all === undefined ? undefined : Object.fromEntries(Object.entries(all).map(([table, rows]) => [table, rows.toSorted((a, b) => a - b)] as const).toSorted(([a], [b]) => a < b ? -1 : 1))
let compared = 0

const live = async (start: Begun, history: readonly (readonly [string, Luck])[]): Promise<void> => {
  const state = stateOf(start)
  await begin(client, state)
  try {
    const told: string[] = []
    for (const [name, chance] of [...BEGINNING, ...history]) {
      const step = STEPS[name]?.(state, chance)
      if (step === undefined) continue
      told.push(`${name}: ${step}`)
      for (const look of await stepAndLook(client, state, step)) {
        const officer = state.officers[look.officer]
        if (officer === undefined) throw new Error('Nobody looks')
        compared += 1
        const [shown, ruled] = [sorted(look.seen), sorted(seen(state, officer, look.agency))]
        // Compared as texts: an assertion for each of millions would take longer than the database.
        if (JSON.stringify(shown) !== JSON.stringify(ruled)) expect({ told, officer: look.officer, agency: look.agency, sees: shown }).toEqual({ told, officer: look.officer, agency: look.agency, sees: ruled })
      }
    }
  } finally {
    await client.query('rollback')
  }
}

/** Found by a run of 10,000: rare enough that the shorter one would not meet it again. */
const ONCE_WRONG: Readonly<Record<string, readonly [Begun, readonly (readonly [string, Luck])[]]>> = {
  'a manager whose agency passed a restricted case on is given an ordinary post where it went': [
    { agencies: 3, officers: [{ agency: 0, second: null, manager: false }, { agency: 0, second: null, manager: false }, { agency: 1, second: 0, manager: false }, { agency: 2, second: null, manager: false }] },
    [['transfer', [273, 363, 0]], ['postBegins', [306, 95, 69]]],
  ],
}
test.each(Object.entries(ONCE_WRONG))('%s: what the database shows is what the rules say', async (_what, [start, history]) => {
  const before = compared
  await live(start, history)
  expect(compared).toBeGreaterThan(before)
})

test(`what the database shows is what the rules say, after each step of ${RUNS} random histories`, async () => {
  await fc.assert(fc.asyncProperty(begun, steps, live), { numRuns: RUNS })
  expect(compared).toBeGreaterThan(RUNS * 20)
}, 4 * 3_600_000)
