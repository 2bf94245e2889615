// When to warn before something runs out: days for orders, hours for closures. Our proposal; no law sets it.
import type { Rule } from '#law/rule.ts'
import { inForce } from '#law/row.ts'

/** How long before the end to warn, longest first. */
export type Alerts = { readonly unit: 'days' | 'hours'; readonly before: readonly number[] }

export const orderAlerts: Rule<Alerts> = {
  id: 'alerts.orders', says: 'When to warn that an order is about to end', rows: [inForce<Alerts>({ unit: 'days', before: [90, 30, 7] }, 'Our proposal', 'proposal')], read: readAlerts,
}
export const closureAlerts: Rule<Alerts> = {
  id: 'alerts.closures', says: 'When to warn that a closure notice is about to end', rows: [inForce<Alerts>({ unit: 'hours', before: [24, 4, 1] }, 'Our proposal', 'proposal')], read: readAlerts,
}

/** Whole numbers above 0, longest first; the unit stays ours. */
export function readAlerts(value: unknown, ours: Alerts): Alerts | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const before: number[] = []
  for (const one of value) {
    if (typeof one !== 'number' || !Number.isInteger(one) || one < 1) return undefined
    before.push(one)
  }
  return { unit: ours.unit, before: [...new Set(before)].toSorted((a, b) => b - a) }
}
