// Long work that was ordered: whoever does it says how far it is, hears when it was stopped, and is missed when it dies.

/** Whoever does it says so at least this often (milliseconds); one that was silent for longer has died, and another takes it up. */
export const SILENT = 60_000
/** What was begun so often and left lying each time is given up. */
export const MOST_TRIES = 3
/** Milliseconds between two looks. */
const LOOKS = 1000

/** How often to look, in milliseconds; and a signal that the process itself is to end. */
export type Looking = { readonly looks?: number; readonly stopping?: AbortSignal | undefined }

/**
 * Says again and again how far it is, and asks with it whether it is still ours; the signal goes off when it is not, or when the
 * process is to end.
 * @param say answers false when it was stopped, or taken up by another
 */
export const underway = <Progress>(first: Progress, say: (progress: Progress) => Promise<boolean>, { looks = LOOKS, stopping }: Looking = {}) => {
  const stopped = new AbortController()
  let [progress, over]: [Progress, boolean] = [first, false]
  const look = async (): Promise<void> => { if (!over && !await say(progress)) stopped.abort() }
  let last = Promise.resolve()
  // A look that fails (the database is away) is no reason to stop; the end looks once more.
  const timer = setInterval(() => { last = last.then(look).catch(() => undefined) }, looks)
  const signal = stopping === undefined ? stopped.signal : AbortSignal.any([stopped.signal, stopping])
  return { signal, at: (now: Progress): void => { progress = now }, look, end: async (): Promise<void> => { over = true; clearInterval(timer); await last } }
}
