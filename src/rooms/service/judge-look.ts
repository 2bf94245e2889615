// Judges what a look found against the partnership's own limits, and says it in a sentence: pure, no clock of its own.
import { sayDay, sayMoment, londonDay } from '#kernel/time.ts'
import type { ServiceAlarms } from '#rooms/partnership/index.ts'
import type { Carrying, Found } from './found.ts'

/** `wrong` raises an alarm; `to do` is somebody's work, and no alarm; `not known` says so and no more. */
export type State = 'well' | 'wrong' | 'to do' | 'not known' | 'not used'
export type Line = { readonly what: string; readonly title: string; readonly state: State; readonly says: string; readonly href?: string }
export type Trouble = { readonly what: string; readonly since: Date }
type Given = { readonly found: Found; readonly lookedAt: Date; readonly terms: ServiceAlarms; readonly now: Date; readonly troubles: readonly Trouble[] }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const olderThan = (since: Date | null, limit: number, now: Date): since is Date => since !== null && now.getTime() - since.getTime() > limit
const line = (what: string, title: string, wrong: boolean, says: string, href?: string): Line => ({ what, title, state: wrong ? 'wrong' : 'well', says, ...(href === undefined ? {} : { href }) })
const ago = (since: Date, now: Date): string => {
  const minutes = Math.floor((now.getTime() - since.getTime()) / MINUTE)
  return minutes < 1 ? 'less than a minute ago' : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ago`
}

const CHORE = 'chore '
const workerLines = ({ found, lookedAt, terms, now, troubles }: Given): readonly Line[] => {
  const silent = olderThan(lookedAt, terms.workerMinutes * MINUTE, now)
  const chores = troubles.filter(({ what, since }) => what.startsWith(CHORE) && olderThan(since, terms.choreMinutes * MINUTE, now))
  return [
    line('worker', 'Worker', silent, silent ? `Nothing has been heard of it since ${sayMoment(lookedAt)}. Nothing is sent, scanned or sealed meanwhile: start it again` : `Looked ${ago(lookedAt, now)}`),
    line('news', 'News within the service', olderThan(found.newsSince, terms.newsMinutes * MINUTE, now) || found.newsFailed > 0,
      found.newsFailed > 0 ? `${found.newsFailed} could not be acted on after many tries: what should have followed has not. The log says which` : found.newsSince === null ? 'None waits' : `The oldest has waited since ${sayMoment(found.newsSince)}`),
    ...chores.map(({ what, since }) => line(what, `Chore ${what.slice(CHORE.length)}`, true, `It has failed since ${sayMoment(since)}. The log says why`)),
  ]
}

const carrierLine = (what: string, title: string, { carried, waitingSince, inVainSince }: Carrying, { terms, now }: Given): Line => {
  const limit = terms.mailMinutes * MINUTE
  if (!carried) return waitingSince === null ? { what, title, state: 'not used', says: 'Nothing is set that could send it' } : line(what, title, true, `Nothing is set that could send it, and messages have waited since ${sayMoment(waitingSince)}`, '/messages')
  if (olderThan(inVainSince, limit, now)) return line(what, title, true, `Nothing has gone since ${sayMoment(inVainSince)}, though it was tried`, '/messages')
  if (olderThan(waitingSince, limit, now)) return line(what, title, true, `Messages have waited since ${sayMoment(waitingSince)}`, '/messages')
  return line(what, title, false, inVainSince === null ? 'Goes' : 'Tried again and again for now', '/messages')
}

const evidenceLines = ({ found: { scanned, unscannedSince, unhomed, unhomedSince }, terms, now }: Given): readonly Line[] => [
  scanned ? line('scanner', 'Virus scanner', olderThan(unscannedSince, terms.scannerMinutes * MINUTE, now), unscannedSince === null ? 'No file waits' : `The oldest file has waited since ${sayMoment(unscannedSince)}`, '/evidence')
    : { what: 'scanner', title: 'Virus scanner', state: 'not used', says: 'None is set: files are marked as not scanned' },
  line('evidence', 'Evidence without a home', olderThan(unhomedSince, terms.evidenceHours * HOUR, now), unhomedSince === null ? 'None' : `${unhomed} ${unhomed === 1 ? 'file' : 'files'}, the oldest since ${sayMoment(unhomedSince)}`, '/evidence'),
]

type Backup = NonNullable<Given['found']['backup']>
const trialLine = ({ lastTrialAt, lastTrialPassed, trialTrouble, tried }: Backup, { terms, now }: Given): Line => {
  const [what, title] = ['trial restore', 'Trial restore']
  const last = lastTrialAt === null ? 'None has been made' : `The last, ${sayMoment(lastTrialAt)}, ${lastTrialPassed === false ? 'failed: that back-up cannot be relied on' : 'was whole'}`
  // Told to try none, it is not wrong that none was; one that failed before is no better for it.
  if (!tried && lastTrialPassed !== false) return { what, title, state: 'not used', says: `AMITY_BACKUP_TRIAL is never. ${last}. By hand: amity backup:try` }
  return line(what, title, lastTrialAt === null || lastTrialPassed === false || olderThan(lastTrialAt, terms.trialDays * DAY, now), trialTrouble ?? last)
}

const backupLines = (given: Given): readonly Line[] => {
  const { found: { backup }, terms, now } = given
  if (backup === null) return [{ what: 'backup', title: 'Back-up', state: 'not known', says: 'No back-up is recorded' }, { what: 'trial restore', title: 'Trial restore', state: 'not known', says: 'No trial restore is recorded' }]
  const { lastGoodAt, trouble } = backup
  return [
    line('backup', 'Back-up', trouble !== null || lastGoodAt === null || olderThan(lastGoodAt, terms.backupHours * HOUR, now), trouble ?? (lastGoodAt === null ? 'There is no good one' : `The last good one is of ${sayMoment(lastGoodAt)}`)),
    trialLine(backup, given),
  ]
}

const sealLine = ({ found: { unsealedSince, sealedAt }, terms, now }: Given): Line =>
  line('audit seal', 'Seal of the audit trail', olderThan(unsealedSince, terms.sealMinutes * MINUTE, now), `${sealedAt === null ? 'Nothing is sealed yet' : `Last sealed ${sayMoment(sealedAt)}`}${unsealedSince === null ? '' : `; the oldest line that waits is of ${sayMoment(unsealedSince)}`}`, '/audit/heads')

const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GB`
const diskLine = ({ found: { disk }, terms }: Given): Line => {
  if (disk === null || disk.of === 0) return { what: 'disk', title: 'Disk', state: 'not known', says: 'Its room cannot be read here' }
  const percent = Math.floor(disk.free / disk.of * 100)
  return line('disk', 'Disk', percent < terms.diskPercent, `${gigabytes(disk.free)} of ${gigabytes(disk.of)} free (${percent} per cent), where the worker keeps files`)
}

const certificateLine = ({ found: { certificate }, terms, now }: Given): Line => {
  const [what, title] = ['certificate', 'Certificate']
  if (certificate === null) return { what, title, state: 'not used', says: 'People do not come by https' }
  if ('problem' in certificate) return line(what, title, true, `It could not be read at the service’s own address (${certificate.problem})`)
  if (!certificate.trusted) return line(what, title, true, `Browsers will not trust it. It ends ${sayDay(londonDay(certificate.until))}`)
  return line(what, title, certificate.until.getTime() - now.getTime() < terms.certificateDays * DAY, `Good until ${sayDay(londonDay(certificate.until))}`)
}

const versionLines = ({ found: { version, postgres, folds, migrations: { waiting, newer } } }: Given): readonly Line[] => [
  { what: 'version', title: 'Version', state: 'well', says: `Amity ${version}, PostgreSQL ${postgres}` },
  line('letters', 'Letters with accents', !folds, folds ? 'Capital and small ones are told as the same' : 'This database takes É and é for two letters, so that a name may not be found, or not be kept out of a letter: it was made with the locale C. Back up, make a database with a UTF-8 locale, and restore into it'),
  line('migrations', 'Steps of the database', waiting + newer > 0, newer > 0 ? `${newer} newer than the worker knows: start it again with the new version` : waiting > 0 ? `${waiting} not taken yet: start the service again` : 'All are taken'),
]

/** Each thing looked at, in the order in which it is shown. */
export const judge = (given: Given): readonly Line[] => [
  ...workerLines(given), carrierLine('email', 'Email', given.found.email, given), carrierLine('text', 'Text messages', given.found.text, given),
  ...evidenceLines(given), ...backupLines(given), sealLine(given), diskLine(given), certificateLine(given), ...versionLines(given),
]
