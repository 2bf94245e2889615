// Kinds of behaviour that the law or good practice turns on, and which of them a case's flags and category already say. Pure.
export const BEHAVIOUR = ['violence', 'threat of violence', 'risk of harm', 'harassment', 'hate', 'domestic abuse', 'power imbalance', 'noise', 'drugs', 'housing related', 'in a public place'] as const
export type Behaviour = (typeof BEHAVIOUR)[number]

const OF_CATEGORY: Readonly<Record<string, readonly Behaviour[]>> = {
  noise: ['noise'], violence: ['violence'], hate: ['hate'], 'domestic-abuse': ['domestic abuse'], harassment: ['harassment'], drugs: ['drugs'], 'public-space': ['in a public place'], alcohol: ['in a public place'],
}

/** What the case already says: a start to be confirmed or changed, never the last word. */
export const behaviourOf = ({ flags, categoryCode }: { readonly flags: readonly string[]; readonly categoryCode: string }): readonly Behaviour[] =>
  [...new Set([...OF_CATEGORY[categoryCode] ?? [], ...BEHAVIOUR.filter(kind => flags.includes(kind))])]

/** Landlords of one person in a case: more than one asks which home a tool is about. */
export const whichHome = (all: readonly { readonly partyId: string | null; readonly subjectId: string; readonly landlord: string; readonly name: string }[], one: { readonly partyId: string | null }): string | undefined => {
  const theirs = one.partyId === null ? [] : all.filter(({ partyId }) => partyId === one.partyId)
  const landlords = new Set(theirs.map(({ landlord }) => landlord).filter(landlord => landlord !== 'unknown' && landlord !== 'none'))
  return theirs.length < 2 || landlords.size < 2 ? undefined : `This person stands here with more than one home and landlord (${theirs.map(({ name, landlord }) => `${name}: ${landlord}`).join('; ')}). Choose the one the tool is about.`
}
