// Every name by which the law's data speaks of a tool leads to one, and no two parts of a tool share a name.
import { expect, test } from 'vitest'
import { LADDER, sayNext } from '../ladder.ts'
import { MANDATORY, RISK_ASSESSED } from '../gate-questions.ts'
import { CHANGES } from '../rule.ts'

const ids = new Set(LADDER.map(({ id }) => id))
/** Small letters and hyphens and no space: a name of a tool, not a sentence for an officer. */
const isName = (text: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)
const parts = LADDER.flatMap(tool => [...tool.test, ...tool.priorSteps, ...tool.consultations, ...tool.contents].map(({ id }) => ({ tool: tool.id, id })))

test('what a tool opens is a tool, and not itself', () => {
  const opened = LADDER.flatMap(({ id, opens }) => opens.map(one => ({ id, opens: one.tool })))
  expect(opened.length).toBeGreaterThan(20)
  expect(opened.filter(one => !ids.has(one.opens) || one.opens === one.id)).toEqual([])
})

test('what comes next after a breach is a tool by its name, or a sentence that says what to do', () => {
  const next = LADDER.flatMap(({ id, breach }) => (breach?.next ?? []).map(says => ({ id, says })))
  expect(next.filter(({ says }) => isName(says)).length).toBeGreaterThan(3)
  expect(next.filter(({ says }) => isName(says) ? !ids.has(says) : !/^[A-Z]/.test(says))).toEqual([])
  // An officer reads the tool's name, never its key.
  expect(next.map(({ says }) => sayNext(says)).filter(isName)).toEqual([])
})

test('the gate’s lists name tools that ask for it', () => {
  expect([...MANDATORY, ...RISK_ASSESSED].filter(id => LADDER.find(tool => tool.id === id)?.gate !== true)).toEqual([])
})

test('the parts of a tool have names of their own, and one name means one thing everywhere', () => {
  for (const tool of LADDER) {
    const theirs = parts.filter(one => one.tool === tool.id).map(({ id }) => id)
    expect([tool.id, theirs.filter((id, at) => theirs.indexOf(id) !== at)]).toEqual([tool.id, []])
  }
  const said = new Map<string, string>()
  const twice: string[] = []
  for (const { test: elements, priorSteps, consultations, contents } of LADDER) for (const { id, says } of [...elements, ...priorSteps, ...consultations, ...contents]) {
    if ((said.get(id) ?? says) !== says) twice.push(`${id}: “${said.get(id) ?? ''}” and “${says}”`)
    said.set(id, says)
  }
  expect(twice).toEqual([])
})

test('a change that a tool waits for is one an administrator can record', () => {
  const waited = LADDER.flatMap(({ issuers, penalties, exists }) => [...issuers, ...penalties, ...exists.rows].flatMap(({ change }) => change ?? []))
  expect(waited.length).toBeGreaterThan(5)
  expect(waited.filter(change => !CHANGES.includes(change))).toEqual([])
})
