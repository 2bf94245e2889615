// The clocks of powers other teams use in the same case: abatement, waste on land, untidy land, licences.
import type { DeadlineRule } from '#law/deadline.ts'
import type { Length } from '#law/length.ts'
import { inForce } from '#law/row.ts'

export const abatementAppeal: DeadlineRule = {
  id: 'abatement.appeal', says: 'Appeal against an abatement notice', runsFrom: 'the day of service', due: 'An appeal must reach the magistrates’ court', bound: 'by',
  rows: [inForce<Length>({ n: 21, unit: 'days', counting: 'beginning with' }, 'EPA 1990 s80(3)', 'known')],
  ifMissed: 'The notice can no longer be appealed.', extendable: false,
}

/** Noise only. The day the council was satisfied is counted as the first, so never a day too long. */
export const abatementDeferral: DeadlineRule = {
  id: 'abatement.deferral', says: 'How long an abatement notice about noise can be put off to try other steps', runsFrom: 'the day the council was satisfied of the nuisance', due: 'The notice must be served if the other steps did not work', bound: 'by',
  rows: [inForce<Length>({ n: 7, unit: 'days', counting: 'beginning with' }, 'EPA 1990 s80(2A)-(2D)', 'known')],
  ifMissed: 'The council has a duty to serve the notice and is late with it: serve it now.', extendable: false,
}

export const wasteOnLandAppeal: DeadlineRule = {
  id: 'wasteOnLand.appeal', says: 'Appeal against a notice to clear waste from land', runsFrom: 'the day of service', due: 'An appeal must reach the magistrates’ court', bound: 'by',
  rows: [inForce<Length>({ n: 21, unit: 'days', counting: 'beginning with' }, 'EPA 1990 s59(2)', 'known')],
  ifMissed: 'The notice can no longer be appealed.', extendable: false,
}

export const untidyLandEffect: DeadlineRule = {
  id: 'untidyLand.effect', says: 'When an untidy land notice can take effect', runsFrom: 'the day of service', due: 'The notice can take effect', bound: 'not before the day after',
  rows: [inForce<Length>({ n: 28, unit: 'days', counting: 'after' }, 'TCPA 1990 s215(2)', 'known')],
  ifMissed: 'A notice that takes effect sooner is not valid: serve a new one.', extendable: true,
}

/** Before the notice takes effect. Counted to the day before, whatever hour it takes effect. */
export const untidyLandAppeal: DeadlineRule = {
  id: 'untidyLand.appeal', says: 'Appeal against an untidy land notice', runsFrom: 'the day before the notice takes effect', due: 'An appeal must reach the magistrates’ court', bound: 'by',
  rows: [inForce<Length>({ n: 0, unit: 'days', counting: 'after' }, 'TCPA 1990 s217', 'known')],
  ifMissed: 'The notice can no longer be appealed.', extendable: false,
}

export const licenceRepresentations: DeadlineRule = {
  id: 'licence.representations', says: 'Having a say in the review of a premises licence', runsFrom: 'the day of the application for a review', due: 'What we or residents want to say must reach the licensing authority', bound: 'by',
  rows: [inForce<Length>({ n: 28, unit: 'days', counting: 'after' }, 'Licensing Act 2003 s51', 'known')],
  ifMissed: 'What is said later need not be heard.', extendable: false,
}

/** Keeper of a vehicle from which litter was thrown: the civil penalty doubles. */
export const litterKeeperDoubles: DeadlineRule = {
  id: 'litterKeeper.doubles', says: 'When the penalty for litter from a vehicle doubles', runsFrom: 'the date of the penalty notice', due: 'The penalty can be paid before it doubles', bound: 'by',
  rows: [inForce<Length>({ n: 28, unit: 'days', counting: 'after' }, 'EPA 1990 s88A', 'known')],
  ifMissed: 'The penalty has doubled and is owed as a debt.', extendable: true,
}

/** From the notice of intent; the household may answer in this time. */
export const householdBinsFinal: DeadlineRule = {
  id: 'householdBins.final', says: 'When a final notice about household bins can follow the notice of intent', runsFrom: 'the date of the notice of intent', due: 'The final notice may be served', bound: 'not before the day after',
  rows: [inForce<Length>({ n: 28, unit: 'days', counting: 'after' }, 'EPA 1990 ss46A, 46C', 'known')],
  ifMissed: 'A final notice served sooner leaves the household too little time to answer and cannot stand.', extendable: true,
}

export const neighbouringDeadlines: readonly DeadlineRule[] = [
  abatementAppeal, abatementDeferral, wasteOnLandAppeal, untidyLandEffect, untidyLandAppeal, licenceRepresentations, litterKeeperDoubles, householdBinsFinal,
]
