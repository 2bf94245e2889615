// What of the law stands behind each part of a paper, and which parts no version of it may go without.
import { LADDER } from '#law/ladder.ts'
import type { Certainty } from '#law/rule.ts'
import type { Content } from '#law/tool.ts'
import { WORDINGS } from './all.ts'
import { NO_PAPER, type NoPaper } from './no-paper.ts'
import type { Wording } from './wording.ts'

/** Sure enough to hold a paper up; what is unsure or our own proposal, an agency settles for itself. */
const SURE: readonly Certainty[] = ['read', 'seen', 'known']
/** Sources that are nobody’s law: what only practice or the agency’s own agreement asks for is the agency’s to settle, too. */
export const NO_LAW: ReadonlySet<string> = new Set(['Good practice; no statute', 'Practice', 'The tenancy agreement'])
const isLaw = ({ certainty, source }: Content): boolean => SURE.includes(certainty) && !NO_LAW.has(source)

const contentsOf = ({ tools = [] }: Wording): ReadonlyMap<string, Content> => new Map(LADDER.filter(({ id }) => tools.includes(id)).flatMap(tool => tool.contents.map(one => [one.id, one] as const)))
const wordingOf = (key: string): Wording | undefined => WORDINGS.find(one => one.key === key)

export type Part = { readonly part: string; readonly asked: readonly Content[] }
/** The parts of the paper with this key, each with the sentences of the law it answers. Empty for a template of an agency's own. */
export const partsOf = (key: string): readonly Part[] => {
  const wording = wordingOf(key)
  if (wording === undefined) return []
  const contents = contentsOf(wording)
  return Object.entries(wording.says ?? {}).map(([part, ids]) => ({ part, asked: ids.flatMap(id => contents.get(id) ?? []) }))
}

/** Parts that every version of a paper must have, an agency's own too: what the law asks for is not an agency's to leave out. */
export const partsTheLawAsks = (key: string): readonly string[] => partsOf(key).filter(({ asked }) => asked.some(isLaw)).map(({ part }) => part)

export const toConfirm = (key: string): readonly string[] => wordingOf(key)?.confirm ?? []

/** Why a tool has no paper of ours, where it has none and should. */
export const noPaperFor = (tool: string): NoPaper | undefined => NO_PAPER.find(({ tools }) => tools.includes(tool))

/** The papers a tool is used with. */
export const papersFor = (tool: string): readonly Pick<Wording, 'key' | 'name'>[] => WORDINGS.filter(({ tools = [] }) => tools.includes(tool))
