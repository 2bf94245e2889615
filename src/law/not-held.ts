// Powers that people in this work name and this product does not hold: too little is known to us to record even what became of one.
export type NotHeld = { readonly name: string; readonly known: string; readonly missing: string }

const ASK = 'which Act it stands under and which of the two applies when, what must be shown, and how long it lasts'

export const NOT_HELD: readonly NotHeld[] = [
  { name: 'Stalking protection order (SPO)', known: 'It is the police’s or the council’s to use; stalking needs the police.', missing: ASK },
  { name: 'Domestic abuse protection order (DAPO)', known: 'It is the police’s or the council’s to use.', missing: ASK },
  { name: 'Knife crime prevention order (KCPO)', known: 'It is the police’s or the council’s to use.', missing: ASK },
  { name: 'Notice about rats (PDPA 1949 s4)', known: 'It is reached for after an untidy land notice and before an abatement notice.', missing: 'who serves it, what it must say, and by when it is obeyed or appealed' },
  { name: 'Notice under the Building Act, s79', known: 'It is reached for where land or a building is untidy.', missing: 'who serves it, what it must say, and by when it is obeyed or appealed' },
]
