// Whether the gate was passed: the latest signed assessment of this tool and subject called it proportionate. Pure.
import { londonDay, type Day } from '#kernel/time.ts'

export const VERDICTS = ['proportionate', 'not proportionate', 'more is needed'] as const
export type Verdict = (typeof VERDICTS)[number]
export type Assessed = { readonly tool: string; readonly subjectId: string; readonly signedAt: Date | null; readonly verdict: Verdict | null; readonly madeAt: Date }

const signedOf = (all: readonly Assessed[], tool: string, subjectId: string) => all.flatMap(({ signedAt, verdict, ...one }) =>
  one.tool === tool && one.subjectId === subjectId && signedAt !== null && verdict !== null ? [{ ...one, signedAt, verdict }] : []).toSorted((a, b) => b.signedAt.getTime() - a.signedAt.getTime())

/** The day it was passed; undefined when no assessment is signed, or the last word was another. */
export const gatePassedOn = (all: readonly Assessed[], tool: string, subjectId: string): Day | undefined => {
  const [latest] = signedOf(all, tool, subjectId)
  return latest?.verdict === 'proportionate' ? londonDay(latest.signedAt) : undefined
}

/** How it stands, in words. */
export const sayGate = (all: readonly Assessed[], tool: string, subjectId: string): string => {
  const [latest] = signedOf(all, tool, subjectId)
  const waits = all.some(one => one.tool === tool && one.subjectId === subjectId && one.signedAt === null && (latest === undefined || one.madeAt > latest.signedAt))
  const said = latest === undefined ? 'No assessment is signed.' : `Signed: ${latest.verdict}.`
  return waits ? `${said} One waits for somebody else’s signature.` : said
}
