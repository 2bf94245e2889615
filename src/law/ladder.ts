// The graduated ladder: every tool from early help to possession, and what was tried below one before it was reached for.
import { type Day, sayDay } from '#kernel/time.ts'
import type { Facts } from './facts.ts'
import type { Law } from './rule.ts'
import { standingOf } from './standing.ts'
import type { Tool } from './tool.ts'
import { orderTools } from './tools/orders.ts'
import { earlyHelpTools, tenancyTools } from './tools/tenancy-and-early-help.ts'

/** Tools that came from several files, in the order of their rungs; within one rung in the order given. Throws when two share an id. */
export function inOrder(...groups: readonly (readonly Tool[])[]): readonly Tool[] {
  const tools = groups.flat()
  const twice = tools.find(({ id }, at) => tools.findIndex(other => other.id === id) !== at)
  if (twice !== undefined) throw new Error(`Two tools are called ${twice.id}.`)
  return tools.toSorted((a, b) => a.rung - b.rung)
}

export const LADDER: readonly Tool[] = inOrder(earlyHelpTools, tenancyTools, orderTools)

export type Tried = { readonly tool: string; readonly name: string; readonly on: Day; readonly until?: Day; readonly outcome?: string; readonly sentence: string }
export type NotTried = { readonly tool: string; readonly name: string; readonly sentence: string }
export type Below = {
  readonly tried: readonly Tried[]
  /** Lower tools that could have been used on these facts and were not. */
  readonly notTried: readonly NotTried[]
  /** Lower tools that could not be used, each with the reason: nobody need explain why these were not tried. */
  readonly notOpen: readonly NotTried[]
  readonly sentence: string
}

/** A chance to change that a court will ask about. That another order or penalty was possible, too, is not. */
const CHANCES: ReadonlySet<Tool['family']> = new Set(['early help', 'warnings', 'tenancy'])

/** What was tried on the rungs below a tool and what it did; what was not tried; and what could not be. It says so and decides nothing. */
export function belowOf(tool: Tool, facts: Facts, law: Law, ladder: readonly Tool[] = LADDER): Below {
  const lower = ladder.filter(({ rung }) => rung < tool.rung)
  const tried = lower.flatMap(each => facts.used.filter(used => used.tool === each.id).map(used => triedOne(each, used))).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const [notTried, notOpen]: [NotTried[], NotTried[]] = [[], []]
  for (const each of lower.filter(({ id, family }) => CHANCES.has(family) && !facts.used.some(used => used.tool === id))) {
    const { standing, reasons } = standingOf(each, facts, law)
    const shut = standing === 'not open' || standing === 'past its time'
    const why = reasons.map(({ sentence }) => sentence).join(' ')
    if (shut) notOpen.push({ tool: each.id, name: each.name, sentence: `${each.name} could not be used. ${why}` })
    else notTried.push({ tool: each.id, name: each.name, sentence: `${each.name} was not tried.` })
  }
  return { tried, notTried, notOpen, sentence: summary(tool, tried, notTried) }
}

function triedOne({ id, name }: Tool, used: Facts['used'][number]): Tried {
  const ending = used.until === undefined ? '' : ` until ${sayDay(used.until)}`
  return { tool: id, name, on: used.on, ...(used.until === undefined ? {} : { until: used.until }), ...(used.outcome === undefined ? {} : { outcome: used.outcome }), sentence: `${name}, ${sayDay(used.on)}${ending}: ${used.outcome ?? 'what it did is not recorded'}.` }
}

function summary(tool: Tool, tried: readonly Tried[], notTried: readonly NotTried[]): string {
  const before = tried.length === 0 ? `Nothing is recorded as tried before ${tool.name}` : `${tried.length} lower ${tried.length === 1 ? 'step was' : 'steps were'} tried before ${tool.name}`
  return notTried.length === 0 ? `${before}.` : `${before}; not tried: ${notTried.map(({ name }) => name).join(', ')}.`
}

/** A next step as an officer reads it: where the law names another tool, that tool’s name. */
export function sayNext(next: string): string {
  return LADDER.find(({ id }) => id === next)?.name ?? next
}
