// Rules whose value is a setting of the partnership: changed and confirmed there, once, and what was confirmed there counts here.
import type { Work } from '#db/work.ts'
import { londonDay } from '#kernel/time.ts'
import type { Confirmation } from '#law/rule.ts'
import { CLOSING_ATTEMPTS, lastChanges, RISK_REVIEW_DAYS, SERVICE_STANDARDS, slugOf, type Setting } from '#rooms/partnership/index.ts'

export type DecidedBy = { readonly setting: Setting<unknown>; readonly path: string }
const bySeverity = (rule: string, setting: Setting<unknown>, path: string): readonly (readonly [string, DecidedBy])[] =>
  ['high', 'medium', 'standard'].map(severity => [`${rule}.${severity}`, { setting, path: path === '' ? severity : `${path}.${severity}` }])

export const DECIDED_BY: ReadonlyMap<string, DecidedBy> = new Map([
  ...bySeverity('casework.firstContact', SERVICE_STANDARDS, 'firstContact'), ...bySeverity('casework.riskAssessment', SERVICE_STANDARDS, 'riskAssessment'), ...bySeverity('casework.update', SERVICE_STANDARDS, 'update'),
  ['casework.managerReview', { setting: SERVICE_STANDARDS, path: 'managerReview' }], ...bySeverity('casework.riskReview', RISK_REVIEW_DAYS, ''), ['casework.lastLetter', { setting: CLOSING_ATTEMPTS, path: 'workingDays' }],
])

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
export const numberAt = (value: unknown, path: string): number | undefined => {
  const found = path.split('.').reduce<unknown>((inner, key) => isRecord(inner) ? inner[key] : undefined, value)
  return typeof found === 'number' ? found : undefined
}

/** What administrators confirmed or changed as settings, as the law's own confirmations. A proposal nobody confirmed confirms nothing. */
export const confirmedBySettings = async (work: Work): Promise<readonly Confirmation[]> => {
  const last = (await lastChanges(work)).filter(({ agencyId, kind }) => agencyId === null && kind !== 'back to the default')
  return [...DECIDED_BY].flatMap(([rule, { setting, path }]) => {
    const change = last.find(({ key }) => key === setting.key)
    const value = change === undefined ? undefined : numberAt(change.became, path)
    return change === undefined || value === undefined ? [] : [{ rule, from: londonDay(change.at), value, source: `the setting “${setting.title}”${change.source === null ? '' : `, ${change.source}`}` }]
  })
}

export const settingPath = ({ setting }: DecidedBy): string => `/settings/${slugOf(setting)}`
