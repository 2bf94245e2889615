// The statements the bench times: what the pages send, and the same for an owner whom no policy touches, who writes the same limits himself.
import type { Seeded } from './wall-seed.ts'

export type WallQuery = { readonly name: string; readonly on: string; readonly off: string }

/** As src/rooms/cases/list-store.ts makes it. */
const list = (partnership: number, mine: string, where: string, by: string, way: 'asc' | 'desc', found?: string) => `
  with listed as (
    select distinct x.case_id, x.sorted_by, x.next_due_at from unnest(${mine}) mine(principal) cross join lateral (
      select a.case_id, ${by} as sorted_by, a.next_due_at from ${found === undefined ? 'case_access a' : `${found} f cross join lateral (select * from case_access z where z.partnership_id = ${partnership} and z.principal = mine.principal and z.case_id = f.case_id limit 1) a`} where a.principal = mine.principal and a.partnership_id = ${partnership} and ${where} order by ${by} ${way}, a.case_id ${way} limit 21) x
    order by x.sorted_by ${way}, x.case_id ${way} limit 21)
  select c.id, c.reference, c.title, c.status, c.flags, c.opened_at, o.name, l.sorted_by from listed l join cases c on c.partnership_id = ${partnership} and c.id = l.case_id
    left join officers o on o.partnership_id = c.partnership_id and o.id = c.lead_officer_id order by l.sorted_by ${way}, l.case_id ${way}`

export const wallQueries = ({ partnershipId: p, officer, reference, caseId, ward, word, rareWord, misspelt, middle }: Seeded): readonly WallQuery[] => {
  const literal = `'{${officer.principals.join(',')}}'::int[]`
  const both = (name: string, of: (mine: string) => string): WallQuery => ({
    // The owner is stopped by nothing: he says himself which principals he means.
    name, on: of('amity.principals()'), off: of(literal),
  })
  const open = `a.status in ('open', 'on hold')`
  return [
    both('list, newest first', mine => list(p, mine, open, 'a.opened_at', 'desc')),
    both('list, a page from the middle', mine => list(p, mine, `${open} and (a.opened_at, a.case_id) < ('${middle.at}', '${middle.id}')`, 'a.opened_at', 'desc')),
    both('list, due soonest first', mine => list(p, mine, open, 'a.next_due_at', 'asc')),
    both('list, longest without contact', mine => list(p, mine, open, 'a.last_contact_at', 'asc')),
    both('list, one ward', mine => list(p, mine, `${open} and a.ward_code = '${ward}'`, 'a.opened_at', 'desc')),
    both('list, my own cases', mine => list(p, mine, `${open} and a.lead_officer_id = '${officer.id}'`, 'a.opened_at', 'desc')),
    both('list, overdue', mine => list(p, mine, `${open} and a.next_due_at < '2026-06-01'`, 'a.next_due_at', 'asc')),
    both('point, a case by its reference', () => `select * from cases where partnership_id = ${p} and reference = '${reference}'`),
    both('point, the chronology of a case', () => `select * from entries where partnership_id = ${p} and case_id = '${caseId}' order by happened_at desc, id desc limit 30`),
    both('badge, open cases by ward', () => 'select * from amity.open_by_ward()'),
    both('badge, the team', () => `select * from amity.team_counts('2026-06-01', '2026-04-01')`),
    both('search, a rare word', mine => list(p, mine, 'true', 'a.opened_at', 'desc', `amity.find_cases(array['${rareWord}'], 2000)`)),
    both('search, a common word', mine => list(p, mine, 'true', 'a.opened_at', 'desc', `amity.find_cases(array['${word}'], 2000)`)),
    both('search, a misspelt name', mine => list(p, mine, 'true', 'a.opened_at', 'desc', `amity.find_cases(array['${misspelt}'], 2000)`)),
  ].map(query => ({ ...query, off: query.off.replaceAll(/amity\.(find_cases|open_by_ward|team_counts)\(/g, 'bench_$1(') }))
}
