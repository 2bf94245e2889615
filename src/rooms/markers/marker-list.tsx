// Markers as other pages show them: what to do first, history in grey, each leading to its own page.
import { Badge } from '#ui/casework.tsx'
import { Details } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import type { Day } from '#kernel/time.ts'
import { isInForce, sayStanding, sayWhatToDo, standingOf } from './marker-rules.ts'
import { subjectOf, type Shown } from './marker-store.ts'

const MarkerLink = ({ one }: { readonly one: Shown }): Html => <a class="govuk-link amity-not-on-paper" href={`/markers/${one.id}`}>The marker<span class="govuk-visually-hidden"> on {subjectOf(one)}: {one.kind}</span></a>

/** For whoever is about to act: those in force as warnings, the historical folded away. Nothing when there are none. */
export const MarkerList = ({ markers, today }: { readonly markers: readonly Shown[]; readonly today: Day }): Html | null => {
  const [now, before] = [markers.filter(one => isInForce(one, today)), markers.filter(one => standingOf(one, today) === 'historical')]
  if (now.length === 0 && before.length === 0) return null
  return (
    <>
      {now.map(one => (
        <div class="govuk-inset-text" data-marker="">
          <strong>Staff safety: {subjectOf(one)}. {sayWhatToDo(one)}</strong> {one.says} <Badge text={one.kind} tone="red" />{standingOf(one, today) === 'not yet authorised' ? <> <Badge text="not yet authorised" tone="yellow" /></> : null} {one.elsewhere ? `${one.agency ?? 'Another agency'} wrote it.` : <MarkerLink one={one} />}
        </div>
      ))}
      {before.length === 0 ? null : (
        <Details summaryText={before.length === 1 ? 'A marker that is now history' : `${before.length} markers that are now history`}>
          <ul class="govuk-list">{before.map(one => <li><span class="govuk-hint"><Badge text="historical" /> {subjectOf(one)}: {one.kind}. {one.says} {sayStanding(one, today)}. {one.elsewhere ? '' : <MarkerLink one={one} />}</span></li>)}</ul>
        </Details>
      )}
    </>
  )
}
