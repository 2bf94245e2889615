// Which Amity this is, as its package says.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const packageShape = z.object({ version: z.string() })
export const VERSION: string = packageShape.parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'))).version
