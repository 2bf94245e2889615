// How each question of the report looks.
import { ChoiceField, ChoicesField, DateField, TextArea, TextField, YesNoField, type FormState } from '#ui/forms.tsx'
import { WarningText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import type { PageName } from './report-pages.ts'
import { BECAUSE, HARMED, MEANS, OFTEN, words } from './words.ts'

const w = words.en
export type Choices = { readonly categories: readonly { readonly code: string; readonly residentName: string; readonly residentHint: string | null }[] }

const TITLES: Readonly<Record<PageName, string>> = {
  category: w.category, danger: w.danger, story: w.story, when: w.when, where: w.where, effect: w.effect, who: w.who, because: w.because, vulnerable: w.vulnerable, contact: w.contact, needs: w.needs,
}
export const titleOf = (page: PageName): string => TITLES[page]

const Heading = ({ page }: { readonly page: PageName }): Html => <h1 class="govuk-heading-l">{TITLES[page]}</h1>
const plain = (list: readonly string[]) => list.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))

type Draw = (state: FormState, choices: Choices) => Html
const QUESTIONS: Readonly<Record<PageName, Draw>> = {
  category: (state, { categories }) => (
    <ChoiceField name="category" label={w.category} hint={w.categoryHint} asHeading state={state}
      choices={categories.map(({ code, residentName, residentHint }) => ({ value: code, text: residentName, ...(residentHint === null ? {} : { hint: residentHint }) }))} />
  ),
  danger: state => (
    <>
      <WarningText text={w.dangerCall} iconFallbackText="Warning" />
      <YesNoField name="danger" label={w.danger} hint={w.dangerHint} asHeading state={state} />
    </>
  ),
  story: state => <TextArea name="story" label={w.story} hint={w.storyHint} asHeading rows={8} maxLength={20_000} state={state} />,
  when: state => (
    <>
      <Heading page="when" />
      <DateField name="when" label={w.when} hint={w.whenHint} state={state} />
      <ChoiceField name="often" label={w.often} state={state} choices={plain(OFTEN)} />
    </>
  ),
  where: state => (
    <>
      <Heading page="where" />
      <TextField name="place" label={w.place} hint={w.placeHint} state={state} />
      <TextField name="postcode" label={w.postcode} width={10} autocomplete="postal-code" state={state} />
    </>
  ),
  effect: state => (
    <>
      <Heading page="effect" />
      <ChoiceField name="harmed" label={w.harmed} state={state} choices={plain(HARMED)} />
      <TextArea name="effect" label={w.effect} hint={w.effectHint} rows={5} state={state} />
    </>
  ),
  who: state => <TextArea name="who" label={w.who} hint={w.whoHint} asHeading rows={5} state={state} />,
  because: state => <ChoicesField name="because" label={w.because} hint={w.becauseHint} asHeading state={state} choices={plain(BECAUSE)} />,
  vulnerable: state => (
    <>
      <Heading page="vulnerable" />
      <YesNoField name="children" label={w.vulnerable} state={state} />
      <TextArea name="vulnerability" label={w.vulnerability} rows={4} state={state} />
    </>
  ),
  contact: state => (
    <>
      <Heading page="contact" />
      <ChoiceField name="named" label={w.anonymous} state={state} choices={[{ value: 'yes', text: w.named }, { value: 'no', text: w.nameless, hint: w.namelessHint }]} />
      <TextField name="name" label={w.name} autocomplete="name" state={state} />
      <TextField name="phone" label={w.phone} type="tel" autocomplete="tel" state={state} width={20} />
      <TextField name="email" label={w.email} type="email" autocomplete="email" state={state} />
      <ChoicesField name="means" label={w.means} state={state} choices={plain(MEANS)} />
      <TextField name="times" label={w.times} state={state} />
      <ChoicesField name="message" label={w.message} state={state} choices={[{ value: 'yes', text: w.yes }]} />
      <TextField name="mustNotKnow" label={w.mustNotKnow} state={state} />
    </>
  ),
  needs: state => (
    <>
      <Heading page="needs" />
      <TextField name="language" label={w.language} state={state} />
      <TextField name="format" label={w.format} hint={w.formatHint} state={state} />
      <YesNoField name="share" label={w.share} state={state} />
    </>
  ),
}

export const questionOf = (page: PageName, state: FormState, choices: Choices): Html => QUESTIONS[page](state, choices)
