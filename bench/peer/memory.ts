// What a process and its children hold in memory: RSS of the server itself, and each database's share counted once (PSS).
import { readdirSync, readFileSync } from 'node:fs'

const read = (path: string): string => { try { return readFileSync(path, 'utf8') } catch { return '' } }
const kilobytes = (text: string, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0)

export const rssMegabytes = (pid: string): number => Math.round(kilobytes(read(`/proc/${pid}/status`), 'VmRSS') / 1024)
/** The postmaster with this number and every backend of it. */
export const pssMegabytes = (postmaster: string): number => {
  const its = readdirSync('/proc').filter(pid => /^\d+$/.test(pid) && (pid === postmaster || read(`/proc/${pid}/stat`).replace(/^.*\) /s, '').split(' ')[1] === postmaster))
  return Math.round(its.reduce((sum, pid) => sum + kilobytes(read(`/proc/${pid}/smaps_rollup`), 'Pss'), 0) / 1024)
}
