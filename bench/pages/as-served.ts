// What flags the service is started with.
import { readFileSync } from 'node:fs'
import path from 'node:path'

const scripts = readFileSync(path.join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')
/** Node's flags as package.json starts the service: what its memory is measured with is what it runs with. */
export const AS_SERVED = /"serve": "([^"]*)"/.exec(scripts)?.[1]?.split(' ').filter(word => word.startsWith('--')) ?? []
