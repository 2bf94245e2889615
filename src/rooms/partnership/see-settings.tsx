// Every setting in plain groups: what it says now, for whom, on whose word, and whether anybody here has confirmed it.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { Badge } from '#ui/casework.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { everySetting, settingGroups } from './every-setting.ts'
import { agencies } from './partnership-store.ts'
import { isUnconfirmed, lastChanges, storedSettings, type SettingChange } from './setting-store.ts'
import { sayValue, slugOf } from './setting-values.ts'
import type { Setting } from './settings.ts'

type Shown = {
  readonly last: readonly SettingChange[]
  readonly stored: Awaited<ReturnType<typeof storedSettings>>
  readonly agencies: ReadonlyMap<string, string>
  /** Whether this officer's agency runs the partnership, and so what stands for all. */
  readonly runs: boolean
  readonly agencyName: string
}

const valueNow = (setting: Setting<unknown>, stored: Shown['stored'], agencyId: string | null): unknown =>
  stored.find(one => one.key === setting.key && one.agencyId === agencyId)?.value ?? setting.fallback

const values = (setting: Setting<unknown>, value: unknown): Html =>
  <ul class="govuk-list">{sayValue(setting, value).map(line => <li>{line}</li>)}</ul>

const OneSetting = ({ setting, shown }: { readonly setting: Setting<unknown>; readonly shown: Shown }): Html => {
  const change = shown.last.find(one => one.key === setting.key && one.agencyId === null)
  const own = setting.perAgency === true ? shown.stored.filter(one => one.key === setting.key && one.agencyId !== null) : []
  return (
    <section aria-labelledby={slugOf(setting)}>
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1" id={slugOf(setting)}>{setting.title} {isUnconfirmed(setting, shown.last) ? <Badge text="not confirmed" tone="yellow" /> : null}</h3>
      <p class="govuk-body">{setting.says}</p>
      {values(setting, valueNow(setting, shown.stored, null))}
      {own.map(one => <><p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">{shown.agencies.get(one.agencyId ?? '') ?? 'An agency that has left'} has its own</p>{values(setting, one.value)}</>)}
      <p class="govuk-hint">{change === undefined || change.kind === 'back to the default' ? setting.source : `${change.kind === 'confirmed' ? 'Confirmed' : 'Changed'} by ${change.by}, ${sayMoment(change.at)}: ${change.why}${change.source === null ? '' : `. Source: ${change.source}`}`}</p>
      <p class="govuk-body">
        {shown.runs ? <a class="govuk-link" href={`/settings/${slugOf(setting)}`}>Change or confirm<span class="govuk-visually-hidden"> {setting.title}</span></a> : null}
        {shown.runs && setting.perAgency === true ? ' · ' : null}
        {setting.perAgency === true ? <a class="govuk-link" href={`/settings/${slugOf(setting)}/agency`}>{shown.agencyName}’s own<span class="govuk-visually-hidden">: {setting.title}</span></a> : null}
      </p>
    </section>
  )
}

export const seeSettings = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [last, stored, all] = [await lastChanges(work), await storedSettings(work), await agencies(work)]
  const shown: Shown = { last, stored, agencies: new Map(all.map(one => [one.id, one.name])), runs: work.partnership.triageAgencyId === work.actor.agencyId, agencyName: work.actor.agencyName }
  const waiting = everySetting.filter(setting => isUnconfirmed(setting, last))
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Settings' }} narrow>
      <h1 class="govuk-heading-l">Settings</h1>
      <p class="govuk-body"><a class="govuk-link" href="/content">Agencies, categories and signposts</a></p>
      <p class="govuk-body"><a class="govuk-link" href="/risk-matrix">Risk matrix</a></p>
      {shown.runs ? null : <InsetText text="What stands for the whole partnership is changed by the agency that runs it. You may set what is your own agency’s." />}
      {waiting.length === 0 ? null : <h2 class="govuk-heading-m" id="not-confirmed">{`${waiting.length} not confirmed`}</h2>}
      {waiting.length === 0 ? null : <p class="govuk-body">These are proposals. They are in use. Confirm each against your own published standards and procedures, or change it.</p>}
      {waiting.map(setting => <OneSetting setting={setting} shown={shown} />)}
      {settingGroups.map(({ heading, settings }) => ({ heading, settings: settings.filter(setting => !waiting.includes(setting)) })).filter(({ settings }) => settings.length > 0)
        .map(({ heading, settings }) => <><h2 class="govuk-heading-m">{heading}</h2>{settings.map(setting => <OneSetting setting={setting} shown={shown} />)}</>)}
    </OfficerPage>,
  )
}
