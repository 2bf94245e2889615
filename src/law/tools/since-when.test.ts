// Since when each tool that began with the 2014 Act, or stands beside it, can be used, and under which provision.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { orderTools } from './orders.ts'
import { ruleOn, UNTOUCHED_LAW } from '../rule.ts'

test.each([
  ['cpw', '2014-10-20', 'ASBCPA 2014 s43(5)'], ['community-remedy', '2014-10-20', 'ASBCPA 2014 ss101-103'], ['pspo-expedited', '2022-06-28', 'ASBCPA 2014 s59A'],
  ['abatement-notice', '2014-10-20', 'EPA 1990 ss79-80'], ['noise-act', '2014-10-20', 'Noise Act 1996'], ['licence-review', '2014-10-20', 'Licensing Act 2003 s51'],
  ['untidy-land-notice', '2014-10-20', 'TCPA 1990 s215'],
] as const)('%s from %s, under %s', (id, from, source) => {
  const tool = orderTools.find(one => one.id === id)
  if (tool === undefined) throw new Error(`no tool ${id}`)
  expect(ruleOn(tool.exists, day(from), UNTOUCHED_LAW)).toMatchObject({ state: 'known', source, mustConfirm: false })
  expect(tool.exists.rows[0]?.from).toBe(from)
  // The day before the first one known there is no rule to go by.
  expect(ruleOn(tool.exists, day(from.replace(/-(\d\d)$/, (_, date: string) => `-${String(Number(date) - 1).padStart(2, '0')}`)), UNTOUCHED_LAW).state).toBe('no rule')
})
