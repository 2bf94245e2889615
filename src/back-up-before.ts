// The back-up before an upgrade: taken when steps wait, before any is taken, and the newest two are kept.
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { PoolConfig } from 'pg'
import { CannotOpen } from '#db/cannot-open.ts'
import { folderFiles } from '#db/folder-files.ts'
import type { MigrateOptions } from '#db/migrate.ts'
import type { Settings } from './settings.ts'

const KEPT = 2
const OURS = /^before-upgrade-\d{8}T\d{6}Z\.amity(\.age)?$/

const letOldGo = async (folder: string): Promise<void> => {
  const old = (await readdir(folder)).filter(name => OURS.test(name)).toSorted().toReversed().slice(KEPT)
  for (const name of old) await rm(path.join(folder, name), { force: true })
}

type Where = Pick<Settings, 'backUps' | 'backUpBeforeUpgrade' | 'dataFolder' | 'files'>

/** Undefined where the settings say no. @throws {CannotOpen} when it cannot be made: then nothing is changed */
export const backUpBefore = ({ backUps, backUpBeforeUpgrade, dataFolder, files }: Where, owner: PoolConfig, say: (line: string) => void, now: () => Date): MigrateOptions['beforeUpgrade'] => {
  if (!backUpBeforeUpgrade) return undefined
  return async () => {
    const { backUp } = await import('#db/backup.ts')
    const folder = backUps?.folder ?? path.join(dataFolder, 'before-upgrade')
    const recipient = backUps?.recipient
    const file = path.join(folder, `before-upgrade-${now().toISOString().replaceAll(/[-:]|\.\d+/g, '')}.amity${recipient === undefined ? '' : '.age'}`)
    say('Backing up first…')
    let missing = 0
    try {
      // A folder that was set is somebody's disk or share: making it could mean filling this one.
      if (backUps === undefined) await mkdir(folder, { recursive: true, mode: 0o700 })
      else if (!existsSync(folder)) throw new CannotOpen(`there is no folder ${folder}`)
      const made = await backUp({ owner, files: 'folder' in files ? folderFiles(files.folder) : undefined, to: file, recipients: recipient === undefined ? [] : [recipient], progress: () => undefined })
      missing = made.missing
      await letOldGo(folder)
    } catch (problem) {
      const why = problem instanceof Error ? problem.message : String(problem)
      throw new CannotOpen(`The back-up before the upgrade could not be made: ${why}. Nothing was changed. Mend this, or set AMITY_BACKUP_BEFORE_UPGRADE=no.`, { cause: problem })
    }
    say(`Backed up into ${file}${'folder' in files ? '' : ', without the files: they rest in their store, and an upgrade does not touch them'}.`)
    if (missing > 0) say(`${missing} ${missing === 1 ? 'file' : 'files'} that records name ${missing === 1 ? 'is' : 'are'} not in it: not where files rest. Is the disk or share there, and AMITY_FILES right?`)
  }
}
