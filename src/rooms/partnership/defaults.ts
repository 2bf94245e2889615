// What a new partnership starts with: roles, categories, signposts and standards. Content, which each council edits.
// Categories follow the list landlords report by; times are proposals to confirm (domain research, sections 1.3, 4.2, 14).
import type { Act } from '#db/acts.ts'

export type Role = { readonly name: string; readonly acts: readonly Act[] }

const OFFICER: readonly Act[] = ['see the diary', 'see reports', 'triage reports', 'take a report', 'report something seen', 'see cases', 'open a case',
  'work on cases', 'change who leads', 'merge cases', 'close a case', 'share a case', 'print letters', 'see measures', 'own improvement actions']
const MANAGER: readonly Act[] = [...OFFICER, 'approve a closure', 'lower a forced risk', 'see restricted', 'break the glass', 'authorise markers', 'authorise sharing', 'see the team', 'review case quality', 'correct the record', 'authorise legal steps', 'see messages sent', 'write templates', 'approve templates', 'enter measures', 'ask for feedback', 'keep training', 'look into unusual access']

export const ROLES: readonly Role[] = [
  { name: 'Case officer', acts: OFFICER },
  { name: 'Team manager', acts: MANAGER },
  { name: 'Customer adviser', acts: ['see the diary', 'see reports', 'take a report', 'report something seen', 'ask for feedback'] },
  { name: 'Colleague', acts: ['report something seen'] },
  { name: 'Partner officer', acts: ['see the diary', 'see cases', 'work on cases', 'report something seen'] },
  { name: 'Data protection officer', acts: ['see the audit trail', 'look into unusual access', 'see broken glass'] },
  { name: 'Agency administrator', acts: ['see the diary', 'see the team', 'see measures', 'report something seen', 'run the agency', 'keep delegations', 'keep training', 'edit settings', 'write templates', 'approve templates'] },
  { name: 'Administrator', acts: [...MANAGER.filter(act => act !== 'see restricted' && act !== 'break the glass'), 'import records', 'run the agency', 'keep delegations', 'run the partnership', 'edit settings', 'confirm the law', 'see the audit trail', 'see broken glass'] },
]

type Category = {
  readonly code: string; readonly name: string; readonly residentName: string; readonly residentHint?: string
  readonly strand: 'personal' | 'nuisance' | 'environmental'; readonly severity: 'high' | 'medium' | 'standard'
  readonly sensitive?: boolean; readonly advice?: string; readonly signpostCode?: string
}

export const CATEGORIES: readonly Category[] = [
  { code: 'noise', name: 'Noise', residentName: 'Noise', residentHint: 'Loud music, shouting, banging or barking that keeps happening', strand: 'nuisance', severity: 'standard', advice: 'Everyday sounds of living, like footsteps or a baby crying, are usually not anti-social behaviour. Loud noise that keeps happening may be, and environmental health can also act on it.', signpostCode: 'noise' },
  { code: 'harassment', name: 'Verbal abuse, harassment or intimidation', residentName: 'Threats, abuse or being targeted', residentHint: 'Someone is threatening, insulting or frightening you', strand: 'personal', severity: 'medium' },
  { code: 'hate', name: 'Hate-related incident', residentName: 'Hate, because of who somebody is', residentHint: 'Race, faith, disability, sexuality or gender identity', strand: 'personal', severity: 'high', sensitive: true, signpostCode: 'hate' },
  { code: 'damage', name: 'Vandalism and damage to property', residentName: 'Damage or vandalism', strand: 'environmental', severity: 'medium' },
  { code: 'animals', name: 'Pets and animal nuisance', residentName: 'Dogs or other animals', residentHint: 'Barking, fouling, or an animal out of control', strand: 'nuisance', severity: 'standard' },
  { code: 'vehicles', name: 'Nuisance from vehicles', residentName: 'Cars, motorbikes or e-scooters', strand: 'nuisance', severity: 'standard' },
  { code: 'drugs', name: 'Drugs and substance misuse', residentName: 'Drugs', residentHint: 'People using or selling drugs, or taking over someone’s home', strand: 'nuisance', severity: 'high', signpostCode: 'crime' },
  { code: 'alcohol', name: 'Alcohol related', residentName: 'Drinking in the street', strand: 'nuisance', severity: 'medium' },
  { code: 'domestic-abuse', name: 'Domestic abuse', residentName: 'Abuse by a partner or family member', strand: 'personal', severity: 'high', sensitive: true, signpostCode: 'domestic-abuse' },
  { code: 'violence', name: 'Physical violence', residentName: 'Violence', strand: 'personal', severity: 'high', sensitive: true, signpostCode: 'crime' },
  { code: 'litter', name: 'Litter, rubbish or fly-tipping', residentName: 'Rubbish or fly-tipping', strand: 'environmental', severity: 'standard' },
  { code: 'gardens', name: 'Garden nuisance', residentName: 'An untidy or overgrown garden', strand: 'environmental', severity: 'standard' },
  { code: 'public-space', name: 'Misuse of communal areas or public space', residentName: 'Groups causing trouble in a shared or public place', strand: 'nuisance', severity: 'standard' },
  { code: 'sexual', name: 'Prostitution, sexual acts or kerb crawling', residentName: 'Sexual acts or kerb crawling', strand: 'nuisance', severity: 'medium', sensitive: true },
  { code: 'other-crime', name: 'Other criminal behaviour', residentName: 'Something else that may be a crime', strand: 'personal', severity: 'medium', signpostCode: 'crime' },
  { code: 'other', name: 'Other', residentName: 'Something else', strand: 'nuisance', severity: 'standard', advice: 'If something in your home needs mending, report it to your landlord as a repair. You can still send it to us if you are not sure.' },
]

export const SIGNPOSTS = [
  { code: 'crime', name: 'The police', phone: '101', url: 'https://www.police.uk', says: 'If a crime is happening now, call 999. To report one that is over, call 101.' },
  { code: 'noise', name: 'Environmental health', says: 'Environmental health can act on loud noise at any time of day, whoever owns the home.' },
  { code: 'hate', name: 'True Vision', url: 'https://www.report-it.org.uk', says: 'You can also report hate to the police through True Vision, without giving your name.' },
  { code: 'domestic-abuse', name: 'National Domestic Abuse Helpline', phone: '0808 2000 247', says: 'Free and open day and night. You can talk to someone without giving your name.' },
] as const

/** Settings a partnership starts with. Each room that reads one parses it and falls back to these same values. */
export const SETTINGS = [
  { key: 'service standards', value: { firstContact: { high: 1, medium: 3, standard: 5 }, riskAssessment: { high: 2, medium: 5, standard: 5 }, update: { high: 5, medium: 10, standard: 10 }, managerReview: 20, cutOff: '17:00', dayOfReceiptIs: 0 }, source: 'Proposed defaults: confirm against your own published standards.' },
  { key: 'risk review days', value: { high: 7, medium: 28, standard: 56 }, source: 'Proposed defaults: confirm before use.' },
  { key: 'draft days', value: 14, source: 'Proposed default.' },
] as const
