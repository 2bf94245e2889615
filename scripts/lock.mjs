// Writes package-lock.json so that `npm ci` passes on every platform: `npm run lock`, after each change of packages.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { npmScript, ready, root } from './bootstrap.mjs'

const file = path.join(root, 'package-lock.json')
const systems = ['darwin', 'linux', 'win32', 'windows', 'android', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix', 'openharmony']
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el']

/** `binding-linux-arm64-musl` -> the os and cpu that npm must match before it installs the package. */
const platformOf = (name) => {
  const words = name.replace('@', '').split(/[/-]/)
  const os = systems.find((system) => words.includes(system))
  const cpu = processors.find((processor) => words.includes(processor))
  const anArm = words.some((word) => word.startsWith('arm')) ? 'arm' : undefined
  if (os === undefined) throw new Error(`${name}: which system is this for? Teach scripts/lock.mjs its name.`)
  const npmOs = os === 'windows' ? 'win32' : os
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined
  return {
    os: [npmOs],
    ...(cpu ?? anArm ? { cpu: [cpu ?? anArm] } : {}),
    ...(libc === undefined ? {} : { libc: [libc] }),
  }
}

/** Where npm looks for a package that `place` asks for: its own node_modules, then each one further out. */
const isLocked = (packages, place, name) => {
  if (packages[`${place === '' ? '' : `${place}/`}node_modules/${name}`] !== undefined) return true
  if (place === '') return false
  const outer = place.lastIndexOf('/node_modules/')
  return isLocked(packages, outer === -1 ? '' : place.slice(0, outer), name)
}

/**
 * Some registries do not tell npm about other platforms' optional packages; npm then leaves them out of the lock and
 * `npm ci` refuses it ("Missing: … from lock file"). An entry with version, os, cpu and `optional` is all it needs.
 */
const addMissing = (lock) => {
  const added = []
  for (const [place, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isLocked(lock.packages, place, name)) continue
      lock.packages[`node_modules/${name}`] = {
        version: version.replace(/^[\^~=]/, ''),
        ...(entry.dev === true ? { dev: true } : {}),
        optional: true,
        ...platformOf(name),
      }
      added.push(name)
    }
  }
  return added
}

const dropHosts = (lock) => {
  for (const entry of Object.values(lock.packages)) delete entry.resolved
}

await ready({ dev: true })
const npm = spawnSync(process.execPath, [npmScript(), 'install', '--package-lock-only', '--ignore-scripts', '--omit-lockfile-registry-resolved'], {
  cwd: root,
  stdio: 'inherit',
})
if (npm.status !== 0) process.exit(npm.status ?? 1)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const added = addMissing(lock)
dropHosts(lock)
lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`)
process.stdout.write(added.length === 0 ? 'The lock file was whole.\n' : `Added ${added.length} packages of other platforms to the lock file.\n`)
