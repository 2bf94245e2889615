// What each change to the law is, in a sentence, for the page where its first day is recorded.
import type { Change } from '#law/rule.ts'

export const CHANGE_WORDS: Readonly<Record<Change, { readonly name: string; readonly says: string; readonly act: string }>> = {
  respectOrder: { name: 'Respect orders', says: 'A civil order for adults whose breach is a crime. It takes the place of adult injunctions for harassment, alarm or distress.', act: 'Crime and Policing Act 2026' },
  youthInjunction: { name: 'Youth injunctions', says: 'The civil injunction is kept for people aged 10 to 17.', act: 'Crime and Policing Act 2026' },
  housingInjunction: { name: 'Housing injunctions', says: 'The civil injunction for adults is kept for nuisance that is related to housing.', act: 'Crime and Policing Act 2026' },
  fpnMax500: { name: 'Fixed penalties up to £500', says: 'The most a fixed penalty for breaking a community protection notice or a public spaces protection order may be rises from £100 to £500.', act: 'Crime and Policing Act 2026' },
  dispersal72: { name: 'Dispersal for 72 hours', says: 'Police may send people away for up to 72 hours instead of 48.', act: 'Crime and Policing Act 2026' },
  closure72: { name: 'Closure hearing within 72 hours', says: 'The court may hear a closure application within 72 hours of the notice instead of 48.', act: 'Crime and Policing Act 2026' },
  rpClosure: { name: 'Closure by housing providers', says: 'Housing providers may close premises they own or manage.', act: 'Crime and Policing Act 2026' },
  lpbReview: { name: 'Review by the local policing body', says: 'Somebody who is not content with an ASB case review may ask the local policing body to look at it.', act: 'Crime and Policing Act 2026' },
  asbDataReturn: { name: 'Returns of ASB data', says: 'Agencies must give data on anti-social behaviour to the Secretary of State.', act: 'Crime and Policing Act 2026' },
  seizeWithoutWarning: { name: 'Vehicles seized without a warning', says: 'The police may seize a vehicle used to cause alarm, distress or annoyance without warning first.', act: 'Crime and Policing Act 2026' },
  rentersRightsSocial: { name: 'Renters’ Rights Act for social landlords', says: 'The end of assured shorthold tenancies, and with them of starter tenancies, reaches housing associations.', act: 'Renters’ Rights Act 2025' },
}
