// The tools of this half of law/: early help and warnings, and what a landlord may do with a tenancy.
import type { Tool } from '../tool.ts'
import { absoluteGroundAssociation, absoluteGroundCouncil } from './absolute-ground.ts'
import { adviceLetter, diversion, familySupport, supportReferral, targetHardening } from './advice-and-support.ts'
import { behaviourContract, goodNeighbourAgreement, mediation, parentingContract, restorativeJustice } from './agreements.ts'
import { demotion, suspendedPossessionOrder, undertaking, warrant } from './courts-and-eviction.ts'
import { demotedEnding } from './demoted-ending.ts'
import { nspAssuredGround14, nspAssuredOther, nspSecureGround2, nspSecureOther, preActionLetter } from './possession-notices.ts'
import { introductoryEnding, introductoryExtension, starterEnding, starterExtension } from './probation.ts'
import { tenancyWarning, warningLetter } from './warnings.ts'

export const earlyHelpTools: readonly Tool[] = [
  adviceLetter, supportReferral, targetHardening, mediation, restorativeJustice, goodNeighbourAgreement, diversion, familySupport, warningLetter, behaviourContract, parentingContract,
]

export const tenancyTools: readonly Tool[] = [
  tenancyWarning, undertaking, introductoryExtension, starterExtension, preActionLetter, nspSecureGround2, nspSecureOther, nspAssuredGround14, nspAssuredOther,
  demotion, introductoryEnding, starterEnding, demotedEnding, suspendedPossessionOrder, absoluteGroundCouncil, absoluteGroundAssociation, warrant,
]
