// What may be said of a failure in a log: what kind it was and where in our code, never what it was about.

export type WhatFailed = { readonly type: string; readonly code?: string; readonly says?: string; readonly stack: string }

/** "at doWork (/srv/amity/dist/main.js:12:34)": a place in code. A message may hold lines that begin like one. */
const FRAME = /^\s+at (?:[\w$.<>[\] ]+ \()?(?:async )?(?:file:\/\/\/|node:|\/|[A-Z]:\\)[^()\n]*:\d+:\d+\)?$/

/** Written by the engine about our code. Every other message may quote a row, a body or somebody's words. */
const OF_THE_ENGINE = new Set(['TypeError', 'ReferenceError', 'RangeError'])
const QUOTED = /'[^']*'|"[^"]*"|`[^`]*`/g
const SHORT = /^[\w .,()…=-]{1,120}$/

const engineSays = (problem: Error): string | undefined => {
  // Node's own messages (they have a code) show what they were given.
  if ('code' in problem || !OF_THE_ENGINE.has(problem.name) || /["'`]/.test(problem.message.replaceAll(QUOTED, ''))) return undefined
  const says = problem.message.replaceAll(QUOTED, '…')
  return SHORT.test(says) && /^(Cannot |Invalid |Assignment |Maximum |[\w.]+ is not (?:a function|defined|iterable|a constructor))/.test(says) ? says : undefined
}

/** A log is read by many and kept long: a failure's own words stay out of it. */
export const whatFailed = (problem: unknown): WhatFailed => {
  if (!(problem instanceof Error)) return { type: typeof problem, stack: '' }
  const code = 'code' in problem && /^\w{1,40}$/.test(String(problem.code)) ? String(problem.code) : undefined
  const says = engineSays(problem)
  // The stack begins with the message, which may be many lines long.
  const [, frames = ''] = (problem.stack ?? '').split(problem.message === '' ? problem.name : problem.message)
  const stack = (frames === '' ? problem.stack ?? '' : frames).split('\n').filter(line => FRAME.test(line)).join('\n')
  return { type: /^\w{1,60}$/.test(problem.name) ? problem.name : 'Error', ...(code === undefined ? {} : { code }), ...(says === undefined ? {} : { says }), stack }
}
