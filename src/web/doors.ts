// A door: one URL, who may come in, what is recorded, and which use case answers. None can be declared without all four.
import type { Act } from '#db/acts.ts'
import type { How, KeyWork, OfficerWork, PersonWork, PublicWork } from '#db/work.ts'
import type { Answer } from './answers.ts'
import type { Ask } from './ask.ts'
import type { Form } from './form.ts'

export type Method = 'GET' | 'POST'

/** An act an officer's role must hold; or, said aloud, one of the four other ways in. */
export type May = Act | SignedIn | Anyone | Person | KeyHolder
type SignedIn = { readonly way: 'signed in'; readonly to: string }
type Anyone = { readonly way: 'anyone'; readonly to: string }
type Person = { readonly way: 'person'; readonly to: string }
type KeyHolder = { readonly way: 'key'; readonly to: string }

/** Any officer with a session, whatever their role: signedIn('to see their own day'). */
export const signedIn = (to: string): SignedIn => ({ way: 'signed in', to })
/** Anyone at all, signed in or not: anyone('to report anti-social behaviour'). */
export const anyone = (to: string): Anyone => ({ way: 'anyone', to })
/** A person on their own page, after link and code. */
export const theirOwn = (to: string): Person => ({ way: 'person', to })
/** Another system, with or without an API key; the use case says what the keyless may do. */
export const anySystem = (to: string): KeyHolder => ({ way: 'key', to })

/** What the audit trail will say, or aloud why it says nothing. */
export type Records = string | { readonly nothing: string }
export const nothing = (because: string): Records => ({ nothing: because })

/** Which Work a way in gives. */
export type WorkThrough<M extends May> =
  M extends Act | SignedIn ? OfficerWork : M extends Anyone ? PublicWork : M extends Person ? PersonWork : M extends KeyHolder ? KeyWork : never

export type Run = (work: never, ask: Ask) => Promise<Answer>

export type StepUp = boolean | ((params: Readonly<Record<string, string>>) => boolean)

/** How a door for other systems says what went wrong before its use case ran (too many, too large), instead of a page. */
export type SayProblem = (status: number, says: string) => { readonly mediaType: string; readonly body: string }

export type Door = {
  readonly method: Method
  readonly path: string
  readonly may: May
  readonly records: Records
  /** In which way it comes near the record it is about. */
  readonly how: How
  /** Requests a minute from one address; the default is generous. */
  readonly perMinute: number
  /** Files this door accepts: the largest, in bytes. 0: no files. */
  readonly largestFile: number
  readonly sayProblem: SayProblem | undefined
  /** Whether the officer must have proven within ten minutes who they are; it may depend on which record (:params). */
  readonly stepUp: StepUp
  /** Open to an officer whose agency asks for a second factor that they have not proven yet: only what leads to proving it. */
  readonly beforeSecondFactor: boolean
  /** When more is asked than can be answered, this one is given up last: somebody reports, or the person harmed writes. */
  readonly shedLast: boolean
  readonly run: Run
}

/** `as`: a page or file that is for paper, or leaves as a file. */
type Terms<M extends May> = {
  readonly may: M; readonly records: Records; readonly as?: 'print' | 'file' | 'export'; readonly perMinute?: number; readonly largestFile?: number
  readonly sayProblem?: SayProblem; readonly stepUp?: StepUp; readonly beforeSecondFactor?: true; readonly shedLast?: true
}

const door = (method: Method, path: string, terms: Terms<May>, how: How, run: Run): Door =>
  ({
    method, path, may: terms.may, records: terms.records, how: terms.as ?? how, perMinute: terms.perMinute ?? 600, largestFile: terms.largestFile ?? 0, sayProblem: terms.sayProblem,
    stepUp: terms.stepUp ?? false, beforeSecondFactor: terms.beforeSecondFactor ?? false,
    shedLast: terms.shedLast ?? (typeof terms.may === 'object' && terms.may.way === 'person'), run,
  })

/** A page or file to look at: door.get('/cases', { may: 'see cases', records: 'case list read', show }). */
export const get = <M extends May>(path: string, terms: Terms<M> & { readonly show: (work: WorkThrough<M>, ask: Ask) => Promise<Answer> }): Door =>
  door('GET', path, terms, 'read', terms.show)

/** Something to do that has no page of its own (a button). */
export const post = <M extends May>(path: string, terms: Terms<M> & { readonly act: (work: WorkThrough<M>, ask: Ask) => Promise<Answer> }): Door =>
  door('POST', path, terms, 'write', terms.act)

/** A form: the page with it and the answer to it, under one URL. */
export const formAt = <M extends May>(path: string, terms: Terms<M> & { readonly form: Form<WorkThrough<M>> }): readonly Door[] => [
  door('GET', path, { ...terms, records: openedRecord(terms.records) }, 'form', terms.form.open),
  door('POST', path, terms, 'write', terms.form.send),
]

const openedRecord = (records: Records): Records => typeof records === 'string' ? `${records} (form opened)` : records

/** In words, for the list of doors. */
export const sayMay = (may: May): string => typeof may === 'string' ? may : `${may.way} (${may.to})`
export const sayRecords = (records: Records): string => typeof records === 'string' ? records : `nothing: ${records.nothing}`
