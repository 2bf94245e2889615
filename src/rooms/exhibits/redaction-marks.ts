// Marks as they are typed: boxes over a picture, spans of a recording, words of a transcript. Pure: texts to numbers, and what is wrong.

/** In hundredths of the picture as it is shown: from the left, from the top, how wide, how high. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
/** In seconds from the beginning. */
export type Span = { readonly from: number; readonly to: number }
/** Places in a transcript, counted in UTF-16 units; `to` is not part of it. */
export type Passage = { readonly from: number; readonly to: number }

const MOST = 100
const linesOf = (typed: string): readonly string[] => typed.split(/\r?\n/).map(line => line.trim()).filter(line => line !== '')
const tooMany = (lines: readonly string[]): string | undefined => lines.length > MOST ? `At most ${MOST} at a time` : undefined

/** "10, 20, 30, 15" on each line. A box that reaches out of the picture is cut at its edge by whoever draws it. */
export const readBoxes = (typed: string): readonly Box[] | string => {
  const lines = linesOf(typed)
  const boxes = lines.map(line => {
    const [left, top, width, height, more] = line.split(/[,;\s]+/).map(part => /^\d{1,3}(?:\.\d{1,3})?%?$/.test(part) ? Number.parseFloat(part) : Number.NaN)
    return left === undefined || top === undefined || width === undefined || height === undefined || more !== undefined ? undefined : { left, top, width, height }
  })
  const at = boxes.findIndex(box => box === undefined || [box.left, box.top, box.width, box.height].some(number => Number.isNaN(number) || number > 100) || box.width === 0 || box.height === 0)
  if (at >= 0) return `Line ${at + 1}, “${(lines[at] ?? '').slice(0, 40)}”, must be four numbers from 0 to 100, like 10, 20, 30, 15`
  return lines.length === 0 ? 'Draw or enter at least one box' : tooMany(lines) ?? boxes.filter(box => box !== undefined)
}

/** "1:02:03.5", "1:23" or "83" as seconds. */
export const readClock = (typed: string): number | undefined => {
  const [, hours = '0', minutes = '0', seconds] = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:\.\d{1,3})?)$/.exec(typed) ?? []
  if (seconds === undefined || (typed.includes(':') && Number(seconds) >= 60)) return undefined
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return whole < 360_000 ? whole : undefined
}
export const sayClock = (seconds: number): string => {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds % 60)]
  return `${hours > 0 ? `${hours}:` : ''}${hours > 0 ? String(minutes).padStart(2, '0') : minutes}:${String(rest).padStart(2, '0')}`
}

/** "0:12 to 0:15" on each line. */
export const readSpans = (typed: string): readonly Span[] | string => {
  const lines = linesOf(typed)
  const spans = lines.map(line => {
    const [from, to, more] = line.split(/to|[-–—]/).map(part => readClock(part.trim()))
    return from === undefined || to === undefined || more !== undefined || to <= from ? undefined : { from, to }
  })
  const at = spans.indexOf(undefined)
  if (at >= 0) return `Line ${at + 1}, “${(lines[at] ?? '').slice(0, 40)}”, must say from when to when, like 0:12 to 0:15`
  return lines.length === 0 ? 'Enter at least one span' : tooMany(lines) ?? spans.filter(span => span !== undefined)
}

/** Letters that are written in one way only, without moving any place: what is searched for is found whichever case it stands in. */
const folded = (text: string): string => Array.from({ length: text.length }, (_, at) => { const [letter = ''] = [text[at]]; const small = letter.toLowerCase(); return small.length === 1 ? small : letter }).join('')

/** Every place where one of these passages stands; or which one stands nowhere. */
export const findPassages = (transcript: string, typed: string): readonly Passage[] | string => {
  const [lines, within] = [linesOf(typed), folded(transcript)]
  if (lines.length === 0) return 'Enter the words to take out'
  const found = lines.map(line => {
    const places: Passage[] = []
    const sought = folded(line)
    for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + sought.length)) places.push({ from: at, to: at + sought.length })
    return places
  })
  const nowhere = found.findIndex(places => places.length === 0)
  return nowhere >= 0 ? `“${(lines[nowhere] ?? '').slice(0, 60)}” does not stand in the transcript` : tooMany(lines) ?? found.flat()
}

/** The text without these places. Where they touch or overlap they are one. */
export const takeOut = (transcript: string, passages: readonly Passage[]): string => {
  let [text, at] = ['', 0]
  const merged = passages.toSorted((a, b) => a.from - b.from).reduce<Passage[]>((all, passage) => {
    const last = all.at(-1)
    return last !== undefined && passage.from <= last.to ? [...all.slice(0, -1), { from: last.from, to: Math.max(last.to, passage.to) }] : [...all, passage]
  }, [])
  for (const { from, to } of merged) {
    text += `${transcript.slice(at, from)}[redacted]`
    at = to
  }
  return text + transcript.slice(at)
}
