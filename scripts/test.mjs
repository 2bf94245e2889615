// `npm test`: everything that can fail, on a bare machine: types, lint, then every test on a real database and browser.
// Words after `npm test --` are handed to vitest (a path, -t name); the count at the end is then of those alone.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ready, root } from './bootstrap.mjs'

const say = (line) => process.stdout.write(`${line}\n`)

/** Runs a package's own program with this Node, its words on ours. @returns its exit code */
const runTool = (file, args) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', file), ...args], { cwd: root, stdio: 'inherit' })
    const forward = (signal) => child.kill(signal)
    process.on('SIGTERM', forward).on('SIGINT', forward)
    child.on('error', () => resolve(1))
    child.on('close', (code) => {
      process.off('SIGTERM', forward).off('SIGINT', forward)
      resolve(code ?? 1)
    })
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
    const code = await runTool('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...words])
    return countOf(readReport(file), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A step that is one test of its own: the build, the types, the lint. */
const step = async (words, isFine) => {
  const began = Date.now()
  const fine = await isFine().catch((error) => {
    if (error?.errors === undefined) say(error?.stack ?? String(error))
    return false
  })
  say(`${fine ? 'ok  ' : 'FAIL'} ${words} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
  return fine
}

await ready({ dev: true })
const { build } = await import('./build.mjs')
const steps = [
  await step('build', async () => { await build({ always: false }); return true }),
  await step('types', async () => (await runTool('typescript/bin/tsc', ['-p', '.'])) === 0),
  await step('lint', async () => (await runTool('oxlint/bin/oxlint', ['--quiet'])) === 0),
]
const tests = await runTests(process.argv.slice(2))
if (tests.why !== undefined) say(tests.why)
if (tests.skipped > 0) say(`${tests.skipped} skipped.`)
const passed = steps.filter(Boolean).length + tests.passed
const failed = steps.filter((fine) => !fine).length + tests.failed
process.exitCode = failed === 0 ? 0 : 1
say(`${passed} passed, ${failed} failed`)
