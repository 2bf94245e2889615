// Facts about other processes: does one live, when did it start, what is it called, wait until it is gone.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** The state letter, name and start (clock ticks since boot) out of Linux's /proc/PID/stat; undefined elsewhere. */
const linuxStat = (pid: number): { readonly name: string; readonly state: string; readonly start: string } | undefined => {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name stands in brackets and may itself hold brackets and spaces: count fields from the last one.
    const close = line.lastIndexOf(')')
    const fields = line.slice(close + 2).split(' ')
    return { name: line.slice(line.indexOf('(') + 1, close), state: fields[0] ?? '', start: fields[19] ?? '' }
  } catch {
    return undefined
  }
}

const ps = (pid: number, column: string): string | undefined => {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

const answers = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** True while the process does anything: one that has ended but was never collected by its parent (a zombie) does not. */
export const isAlive = (pid: number): boolean =>
  answers(pid) && (process.platform !== 'linux' || !['Z', 'X'].includes(linuxStat(pid)?.state ?? ''))

/** When a living process started, in a form only good for comparing; undefined when it does not live. */
export const processStart = (pid: number): string | undefined => {
  if (!isAlive(pid)) return undefined
  return process.platform === 'linux' ? linuxStat(pid)?.start : ps(pid, 'lstart')
}

export const processName = (pid: number): string | undefined =>
  process.platform === 'linux' ? linuxStat(pid)?.name : ps(pid, 'comm')

/** Waits until the process is gone. @returns false when it still lives after `milliseconds` */
export const waitUntilGone = async (pid: number, milliseconds: number): Promise<boolean> => {
  const deadline = performance.now() + milliseconds
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false
    await pause(20)
  }
  return true
}
