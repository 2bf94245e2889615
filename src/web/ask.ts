// What a use case is told of the request: already read, already bounded, with nothing of HTTP left in it.
import type { Frame } from '#ui/frame.ts'
import type { CookieName } from './answers.ts'
import type { FileStore } from './file-store.ts'

/** Typed answers as they came: one text, or several where a name repeats. NUL characters are already gone. */
export type Answers = Readonly<Record<string, string | readonly string[]>>

/** A file that came with a form, resting in a temporary place until a use case keeps it. */
export type Upload = {
  readonly field: string
  readonly fileName: string
  readonly size: number
  readonly sha256: string
  readonly path: string
  /** True when it was longer than the limit; what is on disk is then only its beginning. */
  readonly tooLarge: boolean
}

export type Ask = {
  readonly method: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Answers
  readonly answers: Answers
  readonly uploads: readonly Upload[]
  readonly files: FileStore
  /** What every page must be told to be drawn; a use case adds its title. */
  readonly frame: Omit<Frame, 'title'>
  /** Goes into every form as the hidden field _csrf. */
  readonly csrf: string
  readonly address: string
  /** The origin this page was asked at, as the browser knows it ("https://asb.example.gov.uk"). */
  readonly origin: string
  readonly device: string
  readonly baseUrl: string
  readonly secret: string
  /** Where to send confidential links and messages from a development or demonstration page. */
  readonly header: (name: string) => string | undefined
  /** A cookie of ours as the browser sent it: anything may stand in it. */
  readonly cookie: (name: CookieName) => string | undefined
}

/** The one text under a name, or '' when there is none; the first when it repeats. */
export const textOf = (answers: Answers, name: string): string => {
  const value = Object.hasOwn(answers, name) ? answers[name] : undefined
  return typeof value === 'string' ? value : value?.[0] ?? ''
}

/** All texts under a name. */
export const textsOf = (answers: Answers, name: string): readonly string[] => {
  const value = Object.hasOwn(answers, name) ? answers[name] : undefined
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}
