// Pounds in words for people, from whole pence.

const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', minimumFractionDigits: 0 })
const poundsAndPence = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' })

/** "£1,000" or "£12.50", GOV.UK style: pence only when there are some. Takes whole pence. */
export function sayPounds(pence: number): string {
  if (!Number.isInteger(pence)) throw new Error(`Money is kept in whole pence, not ${pence}.`)
  return (pence % 100 === 0 ? pounds : poundsAndPence).format(pence / 100)
}
