// Makes a bare machine ready: Node 24 and the locked packages, fetched through npm when they are missing.
// Only Node's own modules here, and syntax that Node 20 reads: nothing else exists yet.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { withProgress } from './progress.mjs'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const wantedMajor = 24
const runtimeFolder = path.join(root, '.runtime')
const stampFile = path.join(root, 'node_modules', '.amity-stamp.json')
const hiddenLock = path.join(root, 'node_modules', '.package-lock.json')

/** Prints one sentence and ends the process: a newcomer must not have to read a stack. */
const giveUp = (sentence) => {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/** The platform's name as the `node-…` packages on npm spell it. */
const runtimePackage = () => `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

const runtimeBinary = () =>
  path.join(runtimeFolder, 'node_modules', runtimePackage(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** npm's own script, so that it can be run by the Node of our choice. */
export const npmScript = () => {
  const candidates = [process.env.AMITY_NPM_CLI, process.env.npm_execpath]
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    candidates.push(path.join(folder, 'npm'), path.join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'))
  }
  const nodeFolder = path.dirname(process.execPath)
  candidates.push(path.join(nodeFolder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'))
  for (const candidate of candidates) {
    if (candidate === undefined || !existsSync(candidate)) continue
    const real = realpathSync(candidate)
    if (path.basename(real) === 'npm-cli.js') return real
  }
  return giveUp('npm was not found. Install Node 20 or newer together with npm, then run this command again.')
}

/** Environment for a nested npm: what the outer `npm start` left behind would point it at the wrong folder. */
const npmEnvironment = () => {
  const left = ['npm_config_local_prefix', 'npm_package_json', 'npm_config_omit', 'npm_config_include', 'INIT_CWD']
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !left.includes(name) && name !== 'NODE_ENV'))
}

const runNpm = (args, folder, words) =>
  withProgress(
    words,
    () =>
      new Promise((resolve) => {
        const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
        const child = spawn(process.execPath, [npmScript(), ...args, ...flags], {
          cwd: folder,
          env: npmEnvironment(),
          stdio: ['ignore', 'pipe', 'pipe'],
        })
        let heard = ''
        child.stdout.on('data', (chunk) => (heard += chunk))
        child.stderr.on('data', (chunk) => (heard += chunk))
        child.on('error', (error) => giveUp(`npm could not be run: ${error.message}`))
        child.on('close', (code) => {
          if (code === 0) return resolve()
          process.stderr.write(`${heard.trim().split('\n').slice(-15).join('\n')}\n`)
          return giveUp(whyNpmFailed(heard))
        })
      }),
  )

const whyNpmFailed = (heard) => {
  if (/ENOSPC|no space left/i.test(heard)) return 'The disk is full. Free about 1 GB, then run this command again.'
  if (/EACCES|EPERM|EROFS/.test(heard)) {
    return `The folder ${root} (or npm's cache) may not be written by this user. Change its owner, or run as its owner.`
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(heard)) {
    return 'The npm registry cannot be reached. Check the network or the proxy settings, then run this command again.'
  }
  return 'npm could not install the packages; its last words are above.'
}

/** Fetches Node 24 as an npm package when the host's Node is older; returns the binary's path. */
const fetchRuntime = async () => {
  const binary = runtimeBinary()
  if (existsSync(binary)) return binary
  mkdirSync(runtimeFolder, { recursive: true })
  writeFileSync(path.join(runtimeFolder, 'package.json'), '{ "private": true }\n')
  await runNpm(['install', '--no-package-lock', '--no-save', `${runtimePackage()}@${wantedMajor}`], runtimeFolder,
    `This machine has Node ${process.versions.node}; fetching Node ${wantedMajor}`)
  if (!existsSync(binary)) giveUp(`There is no Node ${wantedMajor} package for ${process.platform} ${process.arch}. Install Node ${wantedMajor} by hand.`)
  return binary
}

/** Runs the same command line again under Node 24 and ends with its exit code. Never returns. */
const continueWith = (binary) =>
  new Promise(() => {
    const child = spawn(binary, [...process.execArgv, ...process.argv.slice(1)], {
      stdio: 'inherit',
      env: { ...process.env, AMITY_NPM_CLI: npmScript() },
    })
    // A terminal's Ctrl-C reaches the child by itself; the application counts signals close together as one.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    // npm, when it is ended, ends only the shell between us: whoever lost its parent stops too.
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1_000).unref()
    child.on('error', (error) => giveUp(`${binary} could not be run: ${error.message}. Delete the folder .runtime and try again.`))
    child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
  })

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

const wantedHash = () =>
  createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch} node ${process.versions.node.split('.')[0]}`)
    .digest('hex')

/** True when somebody's own `npm install` already brought what the lock file says: then nothing is thrown away. */
const alreadyInstalled = (withDev) => {
  const locked = readJson(path.join(root, 'package-lock.json'))?.packages
  const present = readJson(hiddenLock)?.packages
  if (locked === undefined || present === undefined) return false
  return Object.entries(locked).every(([place, entry]) => {
    if (place === '' || present[place]?.version === entry.version) return true
    if (entry.dev === true || entry.devOptional === true) return !withDev || entry.optional === true
    return entry.optional === true && !existsSync(path.join(root, place))
  })
}

const installPackages = async (withDev) => {
  const hash = wantedHash()
  const stamp = readJson(stampFile)
  if (stamp?.hash === hash && (stamp.dev === true || !withDev)) return
  const dev = withDev || stamp?.dev === true || existsSync(path.join(root, 'node_modules', 'vitest'))
  if (!alreadyInstalled(dev)) {
    await runNpm(['ci', ...(dev ? ['--include=dev'] : ['--omit=dev'])], root, 'Installing what is missing')
  }
  writeFileSync(stampFile, `${JSON.stringify({ hash, dev })}\n`)
}

/**
 * Makes sure this process runs on Node 24 with the locked packages installed; re-runs the command line if it does not.
 * @param {{ dev: boolean }} wanted `dev`: the packages for tests and checks too
 */
export const ready = async ({ dev }) => {
  if (Number(process.versions.node.split('.')[0]) < wantedMajor) await continueWith(await fetchRuntime())
  await installPackages(dev)
}
