// Risk assessments of each demonstration case, from the first to the one its figures stand for.
import type { SystemWork } from '#db/work.ts'
import { addDays, londonDay } from '#kernel/time.ts'
import { BUILT_IN, scoreRisk } from '#rooms/risk/index.ts'
import type { Chance } from './chance.ts'

const DAY = 24 * 3_600_000
const EVERY = { high: 7, medium: 28, standard: 56 } as const
const WORDS = ['I jump every time the door goes.', 'It is better since you came round.', 'I do not let the children play out any more.', 'I just want it to stop.', 'I feel safe, only tired.', '', '']

type Answers = Record<string, number>

/** Answers whose score falls in the band: the more they lean one way, the likelier. */
const answersFor = (band: 'high' | 'medium' | 'standard', luck: Chance): Answers => {
  const matrix = BUILT_IN
  const lean = { high: 0.75, medium: 0.45, standard: 0.15 }[band]
  for (let tries = 0; tries < 500; tries += 1) {
    const answers = Object.fromEntries(matrix.questions.map(({ code, answers: offered }) => [code, Math.min(offered.length - 1, Math.floor(Math.max(0, lean + (luck.next() - 0.5)) * offered.length))]))
    if (scoreRisk(matrix, answers, []).band === band) return answers
  }
  throw new Error(`No answers score ${band}`)
}

export const makeRisk = async (work: SystemWork, luck: Chance): Promise<void> => {
  const matrix = BUILT_IN
  const cases = await work.db.selectFrom('cases').select(['id', 'leadOfficerId', 'openedAt', 'closedAt', 'riskBand', 'riskReviewDueOn']).where('riskBand', 'is not', null).orderBy('reference').execute()
  for (const { id, leadOfficerId, openedAt, closedAt, riskBand, riskReviewDueOn } of cases) {
    if (riskBand === null) continue
    const last = (closedAt ?? work.now).getTime()
    const times: number[] = []
    for (let at = openedAt.getTime() + luck.whole(1, 3) * DAY; at < last && times.length < 6; at += EVERY[riskBand] * DAY) times.push(at)
    if (times.length === 0) times.push(last)
    for (const [place, at] of times.entries()) {
      const isLast = place === times.length - 1
      const band = isLast ? riskBand : luck.pick(['high', 'medium', riskBand] as const)
      const answers = answersFor(band, luck)
      const { score, because } = scoreRisk(matrix, answers, [])
      const assessedAt = new Date(at)
      const asked = luck.happens(0.9)
      await work.db.insertInto('riskAssessments').values({
        partnershipId: work.partnership.id, id: work.newId(), caseId: id, matrixVersion: matrix.version, answers: JSON.stringify(answers), score, band, reason: asked ? '' : 'They did not answer; judged on what was reported', how: asked ? luck.pick(['in person', 'by phone']) : 'not asked',
        withThePerson: asked, personAgreed: asked ? luck.happens(0.9) : null, theirWords: asked ? luck.pick(WORDS) : '', assessedAt, assessedBy: leadOfficerId, reviewDueOn: isLast && riskReviewDueOn !== null ? riskReviewDueOn : addDays(londonDay(assessedAt), EVERY[band]), because,
      }).execute()
      if (isLast) await work.db.updateTable('cases').set({ riskScore: score, riskAssessedAt: assessedAt }).where('id', '=', id).execute()
    }
  }
}
