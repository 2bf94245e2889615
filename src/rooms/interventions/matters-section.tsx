// Lawful tools on the case file: each matter, how it stands at this instant, and its next clock.
import { isOpen, isShared, type CaseSection } from '#rooms/cases/index.ts'
import { LADDER } from '#law/ladder.ts'
import { Badge } from '#ui/casework.tsx'
import { DataTable } from '#ui/tables.tsx'
import { clocksOf, type MatterClock } from './clock-store.ts'
import { ClockOf } from './matter-parts.tsx'
import { standsAt } from './matter-rules.ts'
import { mattersOf } from './matter-store.ts'
import { NOW_TONE, sayNow } from './see-matter.tsx'

/** The clock that matters next: the soonest that must be met, else what is waited for. */
export const nextClock = (clocks: readonly MatterClock[], matterId: string): MatterClock | undefined => {
  const running = clocks.filter(one => one.matterId === matterId && one.endedAt === null)
  return running.find(({ bound }) => bound !== 'not before') ?? running[0]
}

export const mattersSection: CaseSection = {
  id: 'tools', title: 'Lawful tools', place: 'main', holds: ['matters', 'matterClocks'],
  show: async (work, theCase, _ask, held) => {
    // No part of a case that is shared carries them.
    if (isShared(theCase)) return undefined
    const [matters, clocks] = [held('matters') ? await mattersOf(work, theCase.id) : [], held('matterClocks') ? await clocksOf(work, theCase.id) : []]
    const path = `/cases/${theCase.reference}`
    const mayWork = isOpen(theCase) && work.may('work on cases') && theCase.leadAgencyId === work.actor.agencyId
    return (
      <>
        {matters.length === 0 ? <p class="govuk-body">None in use.</p> : (
          <DataTable id="matters" caption="In use and used" captionSize="hidden" rows={matters} narrow="stack" rowHref={one => `${path}/matters/${one.id}`} columns={[
            { heading: 'Tool', rowHeader: true, cell: one => `${LADDER.find(({ id }) => id === one.tool)?.name ?? one.tool}, ${one.about}` },
            { heading: 'Now', cell: one => { const now = standsAt(one, work.now); return <><Badge text={sayNow(now)} tone={NOW_TONE[now]} />{one.endedAs === null ? '' : ` ${one.endedAs}`}{one.overridden ? <> <Badge text="by an override" tone="red" /></> : null}</> } },
            { heading: 'Next clock', cell: one => { const clock = nextClock(clocks, one.id); return clock === undefined ? '' : <><ClockOf clock={clock} now={work.now} today={work.today} /> {clock.sentence}</> } },
          ]} />
        )}
        {mayWork || matters.length > 0 ? <p class="govuk-body amity-not-on-paper"><a class="govuk-link" href={`${path}/tools`}>What could we do?</a></p> : null}
      </>
    )
  },
}
