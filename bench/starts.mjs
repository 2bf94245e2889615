// How long somebody waits: bare clone to first page, installed tree with data to first page, and Ctrl-C. `node bench/starts.mjs`
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.join(fileURLToPath(import.meta.url), '..', '..')
const port = process.env.PORT ?? '3398'
const say = (line) => process.stdout.write(`${line}\n`)
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`
const firstPage = async () => {
  for (;;) {
    const answer = await fetch(`http://localhost:${port}/`).catch(() => undefined)
    if (answer?.ok && (await answer.text()).includes('</html>')) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** As a terminal does: Ctrl-C goes to everything started from it. */
const startAndStop = async (folder) => {
  const began = performance.now()
  const child = spawn('npm', ['start'], { cwd: folder, env: { ...process.env, PORT: port, AMITY_DATA: path.join(folder, 'data') }, stdio: 'ignore', detached: true })
  await Promise.race([firstPage(), once(child, 'exit').then(([code]) => { throw new Error(`npm start ended with ${code}`) })])
  const up = seconds(began)
  // The worker gets to its feet, as it would have by the time anybody presses Ctrl-C.
  await new Promise((resolve) => setTimeout(resolve, 3000))
  const pressed = performance.now()
  process.kill(-child.pid, 'SIGINT')
  await once(child, 'exit')
  return { up, down: seconds(pressed) }
}

const folder = mkdtempSync(path.join(tmpdir(), 'amity-starts-'))
spawnSync('chmod', ['711', folder])
try {
  say(`${cpus().length} cores, load ${loadavg().map((one) => one.toFixed(1)).join(' ')} before`)
  const began = performance.now()
  const tree = path.join(folder, 'a clone')
  if (spawnSync('git', ['clone', '-q', root, tree], { stdio: 'inherit' }).status !== 0) throw new Error('The clone failed')
  const cloned = seconds(began)
  const bare = await startAndStop(tree)
  say(`bare clone to first page: ${bare.up} (and ${cloned} for git clone); Ctrl-C ${bare.down}`)
  for (const time of [1, 2, 3]) {
    const again = await startAndStop(tree)
    say(`installed tree with data to first page, time ${time}: ${again.up}; Ctrl-C ${again.down}`)
  }
  say(`load ${loadavg().map((one) => one.toFixed(1)).join(' ')} after`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
