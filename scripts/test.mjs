// `npm test`: everything that can fail, on a bare machine: every test on a real database and browser, with types and lint beside them.
// Words after `npm test --` are handed to vitest (a path, -t name); the count at the end is then of those alone.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ready, root } from './bootstrap.mjs'

const say = (line) => process.stdout.write(`${line}\n`)

/** Runs a package's own program with this Node. Its words are ours, or kept until it ends. @returns its exit code, and what was kept */
const runTool = (file, args, { kept = false } = {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', file), ...args], { cwd: root, stdio: kept ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
    const heard = []
    if (kept) for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => heard.push(piece))
    const forward = (signal) => child.kill(signal)
    process.on('SIGTERM', forward).on('SIGINT', forward)
    const end = (code) => {
      process.off('SIGTERM', forward).off('SIGINT', forward)
      resolve({ code, words: Buffer.concat(heard).toString() })
    }
    child.on('error', () => end(1))
    child.on('close', (code) => end(code ?? 1))
  })

const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** A file that could not even be loaded holds no failed test, yet it has failed; so has a run with a stray error. */
const countOf = (report, code) => {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0, why: 'The tests could not be run.' }
  const broken = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'))
  const failed = report.numFailedTests + broken.length
  const skipped = report.numPendingTests + report.numTodoTests
  if (report.numTotalTests === 0) return { passed: 0, failed: Math.max(1, failed), skipped, why: 'No test ran.' }
  if (failed === 0 && code !== 0) return { passed: report.numPassedTests, failed: 1, skipped, why: 'An error outside any test: see above.' }
  return { passed: report.numPassedTests, failed, skipped, why: undefined }
}

const runTests = async (words) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'amity-report-'))
  const file = path.join(folder, 'report.json')
  try {
    const { code } = await runTool('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...words])
    return countOf(readReport(file), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A step that is one test of its own: the build, the types, the lint. @returns whether it is fine; what it said is told at `tell` */
const step = async (words, run) => {
  const began = Date.now()
  const { fine, said } = await run().catch((error) => ({ fine: false, said: error?.errors === undefined ? `${error?.stack ?? String(error)}\n` : '' }))
  const line = `${fine ? 'ok  ' : 'FAIL'} ${words} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`
  return { fine, tell: () => process.stdout.write(said + line) }
}
const tool = (file, args) => async () => {
  const { code, words } = await runTool(file, args, { kept: true })
  return { fine: code === 0, said: words }
}

await ready({ dev: true })
const { build } = await import('./build.mjs')
const built = await step('build', async () => { await build({ always: false }); return { fine: true, said: '' } })
built.tell()
// Beside the tests, which leave a core idle now and then; told when those are done, so that neither speaks into the other's words.
const beside = Promise.all([step('types', tool('typescript/bin/tsc', ['-p', '.'])), step('lint', tool('oxlint/bin/oxlint', ['--quiet']))])
const tests = await runTests(process.argv.slice(2))
const steps = [built, ...await beside]
for (const one of steps.slice(1)) one.tell()
if (tests.why !== undefined) say(tests.why)
if (tests.skipped > 0) say(`${tests.skipped} skipped.`)
const passed = steps.filter(({ fine }) => fine).length + tests.passed
const failed = steps.filter(({ fine }) => !fine).length + tests.failed
process.exitCode = failed === 0 ? 0 : 1
say(`${passed} passed, ${failed} failed`)
