// What a conflict of interest is, in words: pure.
export const RELATIONS = ['self', 'family', 'neighbour', 'friend', 'other'] as const
export type Relation = (typeof RELATIONS)[number]

const WORDS: Readonly<Record<Relation, string>> = { self: 'It is about them, or their own home', family: 'Family', neighbour: 'Neighbour', friend: 'Friend', other: 'Something else' }
export const sayRelation = (relation: string): string => RELATIONS.some(one => one === relation) ? WORDS[RELATIONS.find(one => one === relation) ?? 'other'] : relation

/** For whoever declares their own. */
export const OWN_CHOICES = [
  { value: 'self', text: 'It is about me, or it is my home' }, { value: 'family', text: 'My family, or where they live' }, { value: 'neighbour', text: 'My neighbours, or next to my home' },
  { value: 'friend', text: 'Friends or people I know well' }, { value: 'other', text: 'Something else' },
] as const satisfies readonly { readonly value: Relation; readonly text: string }[]
