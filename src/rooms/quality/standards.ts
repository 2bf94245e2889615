// What good casework is, as dated versions: a review is always read against the standards it was made under.
import { day, type Day } from '#kernel/time.ts'

export const ANSWERS = ['met', 'partly', 'not met', 'not applicable'] as const
export type QualityAnswer = (typeof ANSWERS)[number]
export type QualityForm = { readonly version: string; readonly from: Day; readonly source: string; readonly standards: readonly { readonly code: string; readonly asks: string }[] }

export const QUALITY_FORMS: readonly QualityForm[] = [{
  version: '2026-1', from: day('2000-01-01'), source: 'Drawn from what the Ombudsman finds missing most often (domain research, sections 4 and 15). A proposal to confirm.',
  standards: [
    { code: 'contact', asks: 'Was the person harmed contacted in time, and kept informed as promised?' },
    { code: 'risk', asks: 'Was the risk asked with them, and asked again in time?' },
    { code: 'plan', asks: 'Was a plan agreed with them and kept to?' },
    { code: 'safe', asks: 'Was the safe-contact rule kept each time?' },
    { code: 'proportionate', asks: 'Were the steps taken prompt and proportionate, with reasons written down?' },
    { code: 'vulnerable', asks: 'Were vulnerability and the needs of children seen and acted on?' },
    { code: 'record', asks: 'Could somebody else take over from the record alone?' },
    { code: 'closing', asks: 'If it closed: were they asked first, and told how to come back?' },
  ],
}]

export const qualityFormOn = (on: Day, forms: readonly QualityForm[] = QUALITY_FORMS): QualityForm => {
  const form = forms.filter(({ from }) => from <= on).toSorted((a, b) => b.from.localeCompare(a.from))[0]
  if (form === undefined) throw new Error(`No standards were in force on ${on}`)
  return form
}
export const qualityForm = (version: string): QualityForm | undefined => QUALITY_FORMS.find(form => form.version === version)

/** Partly counts half; what did not apply was not asked. Halves are told in doubled units so that they stay whole numbers. */
export const scoreOf = (answers: readonly QualityAnswer[]): { readonly met: number; readonly asked: number } => {
  const asked = answers.filter(answer => answer !== 'not applicable')
  return { met: asked.reduce((sum, answer) => sum + (answer === 'met' ? 2 : answer === 'partly' ? 1 : 0), 0), asked: asked.length * 2 }
}
