// Builds part.ts as the service itself is built, once a process.
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const root = path.resolve(import.meta.dirname, '../..')
let built: Promise<string> | undefined

const make = async (): Promise<string> => {
  const file = path.join(root, 'dist', `faults-part-${process.pid}.js`)
  await promisify(execFile)(process.execPath, [path.join(root, 'scripts', 'faults-part.mjs'), file], { cwd: root })
  process.once('exit', () => { rmSync(file, { force: true }) })
  return file
}

/** @returns the file to run with node */
export const builtPart = (): Promise<string> => built ??= make()
