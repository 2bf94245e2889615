// A restore in a process of its own, so that a test can kill it: prints each step it takes.
import { z } from 'zod'
import { folderFiles } from '#db/folder-files.ts'
import { restore } from '#db/restore.ts'

const asked = z.object({ owner: z.record(z.string(), z.union([z.string(), z.number()])), from: z.string(), files: z.string() })
const { owner, from, files } = asked.parse(JSON.parse(process.argv[2] ?? ''))
await restore({ owner, from, files: folderFiles(files), progress: line => { process.stdout.write(`${line}\n`) } })
process.stdout.write('restored\n')
