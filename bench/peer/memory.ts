// What a process and its children hold in memory: RSS of the server itself, and each database's share counted once (PSS).
import { readdirSync, readFileSync } from 'node:fs'

const read = (path: string): string => { try { return readFileSync(path, 'utf8') } catch { return '' } }
const kilobytes = (text: string, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0)

const withChildren = (parent: string): readonly string[] => readdirSync('/proc').filter(pid => /^\d+$/.test(pid) && (pid === parent || read(`/proc/${pid}/stat`).replace(/^.*\) /s, '').split(' ')[1] === parent))

/** The service, and what it started: with an older Node the starter runs it under our own, as a child. */
export const rssMegabytes = (pid: string): number => Math.round(withChildren(pid).reduce((sum, one) => sum + kilobytes(read(`/proc/${one}/status`), 'VmRSS'), 0) / 1024)
/** The postmaster with this number and every backend of it. */
export const pssMegabytes = (postmaster: string): number => Math.round(withChildren(postmaster).reduce((sum, one) => sum + kilobytes(read(`/proc/${one}/smaps_rollup`), 'Pss'), 0) / 1024)
