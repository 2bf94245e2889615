// Says that a long step is still going on: a growing count of seconds, from the third second on, so nobody wonders.
const quietFor = 2_000
const hintEvery = 10_000

/**
 * Runs `step` and shows `words… 12 s` while it lasts longer than two seconds: one moving line on a terminal,
 * a line every ten seconds in a log.
 * @template T
 * @param {string} words what is being done, such as "Installing what is missing"
 * @param {() => Promise<T>} step
 * @returns {Promise<T>}
 */
export const withProgress = async (words, step) => {
  const started = Date.now()
  const moving = process.stdout.isTTY === true
  let lastSaid = 0
  const show = () => {
    const elapsed = Date.now() - started
    if (elapsed < quietFor) return
    if (!moving && lastSaid !== 0 && elapsed - lastSaid < hintEvery) return
    lastSaid = elapsed
    const line = `${words}… ${Math.round(elapsed / 1000)} s`
    process.stdout.write(moving ? `\r${line}` : `${line}\n`)
  }
  const timer = setInterval(show, 500)
  try {
    return await step()
  } finally {
    clearInterval(timer)
    if (lastSaid !== 0) {
      const line = `${words}: done in ${Math.round((Date.now() - started) / 1000)} s`
      process.stdout.write(moving ? `\r${line}\n` : `${line}\n`)
    }
  }
}
