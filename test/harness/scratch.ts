// A folder for what a test writes to disk, inside the run's own, which goes when the run ends.
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

export const scratchFolder = (name: string): string => mkdtempSync(join(inject('database').scratch, `${name}-`))
