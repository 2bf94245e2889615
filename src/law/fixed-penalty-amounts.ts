// How much a fixed penalty may be: least, usual, most and the floor of the early amount, in pence, by offence and date.
import { day } from '#kernel/day.ts'
import { sayPounds } from '#kernel/money.ts'
import { onceBegun } from './change-row.ts'
import type { Row, Rule } from './rule.ts'
import { inForce } from './row.ts'

/** In whole pence. `fixed`: the amount is `most` and no other. No `earlyFloor`: no lower amount may be offered, or none is set. */
export type Amounts = { readonly least?: number; readonly usual?: number; readonly most: number; readonly earlyFloor?: number; readonly fixed?: true }

/** The day the upper limits for litter, graffiti, fly-tipping and the duty of care were raised. */
const RAISED = day('2023-07-31')
const DAY_BEFORE_RAISED = day('2023-07-30')

const band = (least: number, usual: number, most: number, floor: number): Amounts => ({ least: least * 100, usual: usual * 100, most: most * 100, earlyFloor: floor * 100 })
const fixed = (amount: number, floor?: number): Amounts => ({ most: amount * 100, fixed: true, ...(floor === undefined ? {} : { earlyFloor: floor * 100 }) })
const upTo = (most: number): Amounts => ({ most: most * 100 })

/** Before the rise: the old most is known from the source, when its bands began is not. */
const earlier = (amounts: Amounts, source: string): Row<Amounts> => ({ ...inForce(amounts, source, 'unsure'), to: DAY_BEFORE_RAISED })

/** A council may take its most lower; nothing above the law's is read. */
function readMost(value: unknown, ours: Amounts): Amounts | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value) || value > ours.most || value < (ours.usual ?? ours.least ?? 1) || ours.fixed === true) return undefined
  return { ...ours, most: value }
}

const rule = (id: string, says: string, ...rows: readonly Row<Amounts>[]): Rule<Amounts> => ({ id: `amount.${id}`, says, rows, read: readMost })
const orderRows = (source: string): readonly Row<Amounts>[] => [
  inForce(upTo(100), source, 'seen'), onceBegun('fpnMax500', upTo(500), 'Crime and Policing Act 2026 (£500 fixed penalties; wording not seen)', 'unsure'),
]

export const cpnPenaltyAmount = rule('cpn', 'Fixed penalty for breaking a community protection notice', ...orderRows('ASBCPA 2014 s52'))
export const pspoPenaltyAmount = rule('pspo', 'Fixed penalty for breaking a public spaces protection order', ...orderRows('ASBCPA 2014 s68'))

/** The highest amount some say holds for free literature is £500; until confirmed, the lower £150. */
const freeLiterature: Rule<Amounts> = {
  ...rule('freeLiterature', 'Fixed penalty for giving out free literature', inForce(band(65, 100, 150, 50), 'EPA 1990 Sch 3A', 'unsure')),
  read: (value, ours) => readMost(value, { ...ours, most: 500_00 }),
}

export const environmentAmounts = {
  litter: rule('litter', 'Fixed penalty for litter', earlier(band(65, 100, 150, 50), 'EPA 1990 s88'), inForce(band(65, 100, 500, 50), 'EPA 1990 ss87-88', 'known', RAISED)),
  litterKeeper: rule('litterKeeper', 'Civil penalty on the keeper for litter from a vehicle', earlier(band(65, 100, 150, 50), 'EPA 1990 s88A'), inForce(band(65, 100, 500, 50), 'EPA 1990 s88A', 'known', RAISED)),
  flyTipping: rule('flyTipping', 'Fixed penalty for fly-tipping', earlier(band(150, 200, 400, 120), 'EPA 1990 s33ZA'), inForce(band(150, 200, 1000, 120), 'EPA 1990 s33ZA', 'known', RAISED)),
  dutyOfCare: rule('dutyOfCare', 'Fixed penalty for the household waste duty of care', earlier(band(150, 200, 400, 120), 'EPA 1990 s34ZA'), inForce(band(150, 200, 600, 120), 'EPA 1990 s34ZA', 'known', RAISED)),
  graffiti: rule('graffiti', 'Fixed penalty for graffiti or fly-posting', earlier(band(65, 100, 150, 50), 'Anti-social Behaviour Act 2003 s43'), inForce(band(65, 100, 500, 50), 'Anti-social Behaviour Act 2003 s43', 'known', RAISED)),
  freeLiterature,
  nuisanceParking: rule('nuisanceParking', 'Fixed penalty for selling or repairing vehicles on the road', inForce(fixed(100, 60), 'Clean Neighbourhoods and Environment Act 2005 s6', 'seen')),
  abandonedVehicle: rule('abandonedVehicle', 'Fixed penalty for abandoning a vehicle', inForce(fixed(200, 120), 'Refuse Disposal (Amenity) Act 1978 s2A', 'seen')),
  wasteDocuments: rule('wasteDocuments', 'Fixed penalty for waste carrier or transfer documents', inForce(fixed(300, 180), 'Control of Pollution (Amendment) Act 1989 s5B; EPA 1990 s34A', 'seen')),
  commercialBins: rule('commercialBins', 'Fixed penalty for a business’s waste bins', inForce(band(75, 100, 110, 60), 'EPA 1990 s47ZA', 'unsure')),
  householdBins: rule('householdBins', 'Civil penalty for household bins', inForce(band(60, 60, 80, 40), 'EPA 1990 s46A', 'unsure')),
  noiseDwelling: rule('noiseDwelling', 'Fixed penalty for night noise from a home', inForce(band(75, 100, 110, 60), 'Noise Act 1996 s8', 'known')),
  noiseLicensed: rule('noiseLicensed', 'Fixed penalty for night noise from licensed premises', inForce(fixed(500), 'Noise Act 1996 s8A', 'seen')),
} as const satisfies Readonly<Record<string, Rule<Amounts>>>

export const amountRules: readonly Rule<Amounts>[] = [cpnPenaltyAmount, pspoPenaltyAmount, ...Object.values(environmentAmounts)]

/** Why an amount, in pence, is not one the law allows; nothing when it is. */
export function amountFault({ least, most, fixed: only }: Amounts, pence: number): string | undefined {
  if (!Number.isInteger(pence) || pence < 1) return 'Give the amount in whole pence, more than nothing.'
  if (only === true && pence !== most) return `The amount is fixed by law: ${sayPounds(most)}.`
  if (pence > most) return `The most the law allows is ${sayPounds(most)}.`
  if (least !== undefined && pence < least) return `The least the law allows is ${sayPounds(least)}.`
  return undefined
}

/** Why an amount for paying early is not allowed beside the full one, both in pence; nothing when it is. */
export function earlyAmountFault({ earlyFloor, fixed: only }: Amounts, full: number, early: number): string | undefined {
  if (!Number.isInteger(early) || early < 1) return 'Give the amount in whole pence, more than nothing.'
  if (only === true && earlyFloor === undefined) return 'The law allows no lower amount for paying early.'
  if (early >= full) return 'The amount for paying early must be less than the full amount.'
  if (earlyFloor !== undefined && early < earlyFloor) return `The least for paying early is ${sayPounds(earlyFloor)}.`
  return undefined
}
