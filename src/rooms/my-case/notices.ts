// What a page says after something was sent: chosen from a fixed list, so that an address can put no words in our mouth.
import { readDay, sayDay } from '#kernel/time.ts'
import { words } from './words.ts'

const w = words.en
const NOTICES: Readonly<Record<string, string>> = { message: w.sentMessage, again: w.againSent, wrong: w.wrongSent, review: w.reviewSent, diary: w.diarySaved }

/** "Your message has been sent. We will answer by Tuesday 9 June 2026." Undefined when nothing was. */
export const noticeOf = (sent: string, by: string): string | undefined => {
  const says = Object.hasOwn(NOTICES, sent) ? NOTICES[sent] : undefined
  const day = readDay(by)
  if (says === undefined || (says.includes('{day}') && day === undefined)) return undefined
  return day === undefined ? says : says.replace('{day}', sayDay(day))
}
