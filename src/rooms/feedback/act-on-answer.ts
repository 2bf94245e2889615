// A low answer opens an improvement with an owner and a day. What somebody said without their name stays without their case.
import { addWorkingDays } from '#kernel/working-days.ts'
import { londonMoment, sayDate } from '#kernel/time.ts'
import { readsNews } from '#jobs/readers.ts'
import { note } from '#rooms/diary/index.ts'
import { managersOf, readSetting, SURVEY } from '#rooms/partnership/index.ts'
import { z } from 'zod'
import { surveyAnswered } from './events.ts'
import { insertImprovement, leastBusy } from './improvement-store.ts'
import { SCALE } from './survey-questions.ts'
import { unhappyAbout } from './survey-rules.ts'
import { answerWith } from './survey-store.ts'

/** As keepAnswer wrote them. */
const questionsShape = z.array(z.object({ code: z.string(), asks: z.string() }))
const answersShape = z.record(z.string(), z.enum(SCALE))

export const openImprovement = readsNews(surveyAnswered, 'feedback: a low answer opens an improvement', async (work, { answerId }) => {
  const answer = await answerWith(work, answerId)
  if (answer === undefined) return
  const given = answersShape.parse(answer.answers)
  const unhappy = unhappyAbout(questionsShape.parse(answer.questions), given)
  const [worst] = unhappy
  if (worst === undefined) return
  const { actWithin } = await readSetting(work, SURVEY)
  const dueOn = addWorkingDays(work.today, actWithin)
  const ownerId = await leastBusy(work, await managersOf(work, answer.agencyId, 'approve a closure')) ?? null
  const title = `Somebody was unhappy: ${worst.asks.replace(/^How satisfied were you with /, '').replace(/\?$/, '')}`.slice(0, 200)
  const why = [...unhappy.map(({ code, asks }) => `${asks} ${given[code] ?? ''}.`), ...(answer.comment === '' ? [] : [`“${answer.comment}”`])].join('\n')
  const id = await insertImprovement(work, { caseId: answer.caseId, surveyAnswerId: answer.id, agencyId: answer.agencyId, title, why, theme: worst.code, ownerId, dueOn })
  if (id === undefined) return
  await note(work, {
    kind: 'improvement', title, dueAt: londonMoment(dueOn, '23:59') ?? work.now, because: `${actWithin} working days after a low answer, by ${sayDate(dueOn)}`,
    caseId: answer.caseId, officerId: ownerId, agencyId: answer.agencyId, aboutKind: 'improvement', aboutId: id,
  })
})
