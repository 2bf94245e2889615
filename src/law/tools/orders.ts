// Every order, notice and neighbouring power, in the order of the ladder and then of the Act.
import { closureDeadlines } from '#law/deadlines/closure.ts'
import { communityProtectionDeadlines } from '#law/deadlines/community-protection.ts'
import { criminalBehaviourDeadlines } from '#law/deadlines/criminal-behaviour.ts'
import { dispersalDeadlines } from '#law/deadlines/dispersal.ts'
import { fixedPenaltyDeadlines } from '#law/deadlines/fixed-penalties.ts'
import { injunctionDeadlines } from '#law/deadlines/injunction.ts'
import { neighbouringDeadlines } from '#law/deadlines/neighbouring.ts'
import { publicSpacesDeadlines } from '#law/deadlines/public-spaces.ts'
import type { DeadlineRule } from '#law/deadline.ts'
import type { Tool } from '#law/tool.ts'
import { antiSocialBehaviourOrder } from './anti-social-behaviour-order.ts'
import { closureNotice, closureNoticeLong } from './closure-notice.ts'
import { closureExtension, closureOrder } from './closure-order.ts'
import { communityProtectionNotice } from './community-protection-notice.ts'
import { communityProtectionWarning } from './community-protection-warning.ts'
import { communityRemedy } from './community-remedy.ts'
import { criminalBehaviourOrder } from './criminal-behaviour-order.ts'
import { dispersal } from './dispersal.ts'
import { flyTippingPenalty, householdBins, litterPenalty, untidyLandNotice, vehiclePenalty } from './environment.ts'
import { fixedPenaltyCpn, fixedPenaltyPspo } from './fixed-penalty.ts'
import { injunction, injunctionHousing } from './injunction.ts'
import { injunctionExclusion, injunctionInterim, injunctionPowerOfArrest } from './injunction-terms.ts'
import { injunctionYouth } from './injunction-youth.ts'
import { licenceReview, vehicleSeizure, vehicleSeizureAtOnce } from './licensing-and-vehicles.ts'
import { abatementNotice, noiseAct } from './nuisance.ts'
import { publicSpacesDischarge, publicSpacesExpedited, publicSpacesExtension, publicSpacesOrder, publicSpacesVariation } from './public-spaces-order.ts'
import { housingInjunction, respectOrder, youthInjunction } from './respect-order.ts'

export const orderTools: readonly Tool[] = [
  communityRemedy, communityProtectionWarning, communityProtectionNotice, fixedPenaltyCpn,
  publicSpacesOrder, publicSpacesExtension, publicSpacesVariation, publicSpacesDischarge, publicSpacesExpedited, fixedPenaltyPspo, dispersal,
  injunction, injunctionHousing, injunctionYouth, injunctionInterim, injunctionPowerOfArrest, injunctionExclusion, respectOrder, youthInjunction, housingInjunction,
  criminalBehaviourOrder, closureNotice, closureNoticeLong, closureOrder, closureExtension, antiSocialBehaviourOrder,
  abatementNotice, noiseAct, litterPenalty, flyTippingPenalty, vehiclePenalty, householdBins, untidyLandNotice, licenceReview, vehicleSeizure, vehicleSeizureAtOnce,
]

export const orderDeadlines: readonly DeadlineRule[] = [
  ...closureDeadlines, ...communityProtectionDeadlines, ...fixedPenaltyDeadlines, ...publicSpacesDeadlines, ...injunctionDeadlines, ...criminalBehaviourDeadlines, ...dispersalDeadlines, ...neighbouringDeadlines,
]

/** What the events in the facts of a case must be called for these tools' windows. */
export const ORDER_EVENTS = ['last day of the PSPO', 'last day of the closure order'] as const
