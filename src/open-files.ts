// Opens the store of files that the settings name: a folder, or an S3-compatible store.
import path from 'node:path'
import { folderStore, type FileStore } from '#web/file-store.ts'
import type { Settings } from './settings.ts'

/** With an S3-compatible store only what is on its way in lies on this disk, under the data folder. */
export const openFiles = async ({ files, dataFolder }: Pick<Settings, 'files' | 'dataFolder'>): Promise<FileStore> => {
  if ('folder' in files) return folderStore(files.folder)
  // Loaded where it is asked for: a folder needs none of it.
  const { objectStore } = await import('#web/object-store.ts')
  return objectStore(files.objects, path.join(dataFolder, 'incoming'))
}
