// How the state of a letter is said, the same on every page.
import type { Tone } from '#ui/casework.tsx'
import { sayMoment } from '#kernel/time.ts'
import type { Letter } from './letter-store.ts'

const SAYS: Readonly<Record<Letter['state'], string>> = { draft: 'Draft', waiting: 'Waits to be printed', printed: 'Printed', sent: 'Handed to email', withdrawn: 'Withdrawn' }
export const LETTER_TONE: Readonly<Record<Letter['state'], Tone>> = { draft: 'grey', waiting: 'yellow', printed: 'green', sent: 'green', withdrawn: 'grey' }
export const sayLetter = ({ state, printedAt, channel }: Pick<Letter, 'state' | 'printedAt' | 'channel'>): string =>
  state === 'printed' && printedAt !== null ? channel === 'by hand' ? `To be handed over, made ${sayMoment(printedAt)}` : `Printed ${sayMoment(printedAt)}` : SAYS[state]
export const sayTemplate = ({ templateName, templateVersion }: Pick<Letter, 'templateName' | 'templateVersion'>): string => `${templateName}, ${templateVersion === 0 ? 'as it comes with the service' : `version ${templateVersion}`}`
