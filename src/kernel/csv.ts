// Writes CSV that a spreadsheet opens as text: nothing in it is ever run as a formula.
/** What a spreadsheet would take for the beginning of a formula, in wide letters too and behind what it does not show. A minus before a plain number is a number. */
const FORMULA = /^(?:[\t\r\0]|[\s\p{Cc}]*[=+\-@|%＝＋－＠])/u
const NUMBER = /^-?\d+(\.\d+)?$/

/** One cell. A text that looks like a formula gets an apostrophe in front, which spreadsheets hide. */
export const csvCell = (value: string | number | null | undefined): string => {
  const text = value === null || value === undefined ? '' : String(value)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One row, with the line end the format asks for. */
export const csvLine = (cells: readonly (string | number | null | undefined)[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** Tells a spreadsheet that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'
