// Where files rest, as a back-up reads them and a restore fills it: a folder, an S3-compatible store, or whatever comes after.
import { CannotOpen } from './cannot-open.ts'

export type OpenedFile = { readonly size: number; readonly body: AsyncIterable<Buffer> }

export type FileSource = {
  /** The names of all that is kept, in no order: never of what is on its way in. @throws when they cannot be read: what cannot be read is not empty */
  names(stop?: AbortSignal): AsyncIterable<string>
  /** Undefined when there is none of that name. @throws when it is there and cannot be read */
  open(name: string, stop?: AbortSignal): Promise<OpenedFile | undefined>
}

/** `since`: when it came to lie there under this name, or when its bytes or its rights last changed. */
export type RestingFile = { readonly size: number; readonly since: Date }

export type FilePlace = FileSource & {
  /** Undefined when there is none of that name. */
  look(name: string, stop?: AbortSignal): Promise<RestingFile | undefined>
  /** For good. Not there is as good as removed. @throws when it is no name of ours */
  remove(name: string): Promise<void>
  /** Makes ready to be filled. What a restore that was killed left there goes first. @throws {CannotOpen} when anything is kept there */
  begin(): Promise<void>
  put(name: string, body: AsyncIterable<Buffer>): Promise<void>
  /** All have come, and stand where they will be asked for; still marked, because the database has not said its last word. */
  stand(): Promise<void>
  /** It has: the mark goes. As good when there is none. */
  finish(): Promise<void>
  /** Nothing is left of what was put there. */
  undo(): Promise<void>
}

/** Lies where files rest between their coming and the database's last word: the mark of a restore that was killed there. */
export const unfinished = 'restore.unfinished'

/** A name that stays inside its place, whatever an archive says. */
export const safeName = /^(?!.*(^|\/)\.{1,2}(\/|$))[\w.-]+(\/[\w.-]+)*$/

/** Uploads on their way in belong to no record yet; a name that no store of ours gives out could not be put back. */
export const isKeptName = (name: string): boolean =>
  safeName.test(name) && !/^(incoming\/|half-)/.test(name) && !name.endsWith('.part') && name !== unfinished

/** @throws when what was asked to be removed is none of the files that are kept */
export const removable = (name: string): string => {
  if (!isKeptName(name)) throw new Error('Not a name that files are kept under')
  return name
}

const isStop = (problem: unknown): boolean => problem instanceof Error && problem.name === 'AbortError'

/** In one sentence, without a name or a path. A stop stays what it is. */
export const inWordsOfFiles = (what: 'read' | 'put back' | 'removed', problem: unknown): unknown => {
  if (problem instanceof CannotOpen || isStop(problem) || !(problem instanceof Error)) return problem
  const why = 'code' in problem ? String(problem.code) : problem.message
  return new CannotOpen(`A file could not be ${what} where files rest (${why}). Is the disk, share or store there, and AMITY_FILES right?`, { cause: problem })
}
