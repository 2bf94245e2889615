// Every wording that comes with the service.
import { AGREEMENTS } from './agreements.ts'
import { ORDERS } from './orders.ts'
import { PLAIN_LETTERS } from './plain-letters.ts'
import { POSSESSION } from './possession.ts'
import { PROBATION } from './probation.ts'
import { WARNINGS } from './warnings.ts'
import type { Wording } from './wording.ts'

export const WORDINGS: readonly Wording[] = [...PLAIN_LETTERS, ...WARNINGS, ...AGREEMENTS, ...ORDERS, ...PROBATION, ...POSSESSION]
