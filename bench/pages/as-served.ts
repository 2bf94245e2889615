// What flags the service is started with, and how it stands before other processes.
import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import settings from '../../package.json' with { type: 'json' }

/** Node's flags as package.json starts the service: what its memory is measured with is what it runs with. */
export const AS_SERVED: readonly string[] = settings.scripts.serve.split(' ').filter(word => word.startsWith('--'))

/** As its unit says: before the many processes of PostgreSQL beside it. Left as it is where this account may not. */
export const beBeforeOthers = (): void => {
  const said = /^Nice=(-?\d+)$/m.exec(readFileSync(join(process.cwd(), 'deploy', 'amity-web@.service'), 'utf8'))?.[1]
  try { setPriority(Number(said ?? 0)) } catch { process.stdout.write('Not allowed to stand before other processes\n') }
}
