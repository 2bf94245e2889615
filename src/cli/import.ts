// `amity import …`: brings in records from files, as the administrator at the console.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CannotOpen } from '#db/cannot-open.ts'
import type { Command, CommandContext } from './commands.ts'
import { importStreetFiles } from './import-street-files.ts'
import { takeFlag, takeOption, whichPartnership } from './which-partnership.ts'

const USAGE = 'police FILE… | reports|cases FILE.csv --map MAP.json'

const readMapFile = (name: string): unknown => {
  try {
    return JSON.parse(readFileSync(name, 'utf8'))
  } catch (problem) {
    throw new CannotOpen(existsSync(name) ? `${name} is not JSON: ${problem instanceof Error ? problem.message : 'it cannot be read'}` : `There is no file ${name}.`, { cause: problem })
  }
}

type Asked = { readonly kind: string; readonly file: string; readonly map: string; readonly named: string | undefined; readonly officerEmail: string | undefined; readonly allOrNothing: boolean; readonly rests: boolean }

const importRecords = async (context: CommandContext, { kind, file, map, named, officerEmail, allOrNothing, rests }: Asked): Promise<number> => {
  // Only now: a back-up must not need every room to load.
  const { CannotRead, importFile, mendFileOf, readMap } = await import('#rooms/imports/index.ts')
  const given = readMapFile(map)
  const read = readMap(typeof given === 'object' && given !== null ? { ...given, kind } : given)
  if (!read.ok) throw new CannotOpen(read.reason)
  return context.withDatabase(async database => {
    const partnership = await whichPartnership(database, named)
    const running = { database, partnership, clock: () => new Date(), signal: context.signal, rests, progress: (line: string) => context.progress(`Importing… ${line}`) }
    const done = await importFile(running, { path: path.resolve(file), map: read.map, allOrNothing, officerEmail }).catch((problem: unknown) => {
      throw problem instanceof CannotRead ? new CannotOpen(`${file} was not imported. ${problem.message}`, { cause: problem }) : problem
    })
    const { rowsDone, added, alreadyThere, refused, id } = done.import
    if (done.encoding === 'windows-1252') context.say('The file is not UTF-8 and was read as Windows-1252. If names look wrong, save it as “CSV UTF-8”.')
    if (done.did === 'already there') context.say('This file was imported before, with this map. Nothing was added.')
    context.say(done.did === 'refused' ? (done.import.problem ?? 'It was refused.') : `${rowsDone} rows: ${added} added, ${alreadyThere} already there, ${refused} refused.`)
    if (refused > 0 || done.did === 'refused') {
      const mend = `${path.resolve(file)}.refused.csv`
      writeFileSync(mend, await mendFileOf(running, id))
      context.say(`What was refused, and why, stands in ${mend}.`)
    }
    return done.did === 'refused' ? 1 : 0
  })
}

export const importCommand: Command = {
  name: 'import',
  usage: USAGE,
  summary: 'bring in police.uk street files, reports or cases; the same file twice adds nothing',
  givesWay: true,
  run: async (context, args) => {
    const { value: named, rest: unnamed } = takeOption(args, 'partnership')
    const { value: map, rest: mapless } = takeOption(unnamed, 'map')
    const { value: officerEmail, rest: ownerless } = takeOption(mapless, 'officer')
    const { given: atFullSpeed, rest: slow } = takeFlag(ownerless, 'at-full-speed')
    const { given: allOrNothing, rest: [what, ...files] } = takeFlag(slow, 'all-or-nothing')
    if (what === 'police') return importStreetFiles(context, named, files)
    const [file] = files
    if ((what !== 'reports' && what !== 'cases') || file === undefined || files.length !== 1 || map === undefined) throw new CannotOpen(`Say what to import: npm run amity -- import ${USAGE} [--partnership NAME] [--officer EMAIL] [--all-or-nothing] [--at-full-speed]`)
    return importRecords(context, { kind: what, file, map, named, officerEmail, allOrNothing, rests: !atFullSpeed })
  },
}
