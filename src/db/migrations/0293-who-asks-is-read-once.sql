-- Who asks is read once for a statement and no longer for each row it looks at: of a manager in a thousand circles it is a text of a thousand numbers,
-- and the measures of one ward took two thirds of a second among a million cases to read it 8,000 times.
-- The views over the kept counts belong to the gate, and say themselves whose counts they show. (The policy of case_access was tried so too and left as
-- it was: lists took 14 to 20 ms with it where they take 14 to 15.)
create or replace view closed_case_counts with (security_barrier = true) as
  select partnership_id, month, ward_code, category_code, verdict, sum(n)::int as n from (
    select k.partnership_id, k.month, k.ward_code, k.category_code, k.verdict, k.n from closed_counts k
      where k.partnership_id = amity.partnership() and k.visible_to && (select amity.principals()) and not k.hidden_from && (select amity.principals())
    union all
    select l.partnership_id, l.month, w, y, l.verdict, l.n from count_changes l cross join lateral unnest(array[l.ward_code, '*']) w cross join lateral unnest(array[l.category_code, '*']) y
      where l.month is not null and l.partnership_id = amity.partnership() and l.visible_to && (select amity.principals()) and not l.hidden_from && (select amity.principals())) both_of
  group by partnership_id, month, ward_code, category_code, verdict having sum(n) <> 0;
create or replace view open_case_counts with (security_barrier = true) as
  select partnership_id, lead_agency_id, lead_officer_id, ward_code, sum(n)::int as n, sum(high)::int as high, sum(spoke)::int as spoke, sum(closing)::int as closing from (
    select k.partnership_id, k.lead_agency_id, k.lead_officer_id, k.ward_code, k.n, k.high, k.spoke, k.closing from open_counts k
      where k.partnership_id = amity.partnership() and k.visible_to && (select amity.principals()) and not k.hidden_from && (select amity.principals())
    union all
    select l.partnership_id, l.lead_agency_id, l.lead_officer_id, l.ward_code, l.n, l.high, l.spoke, l.closing from count_changes l
      where l.month is null and l.partnership_id = amity.partnership() and l.visible_to && (select amity.principals()) and not l.hidden_from && (select amity.principals())) both_of
  group by partnership_id, lead_agency_id, lead_officer_id, ward_code having sum(n) <> 0;

-- The same for what else a report may be about; and cases of its ward and kind are taken from the top of one's own list, not from all of the ward.
create or replace function amity.cases_like_report(p_report uuid) returns table (id uuid, reference text, title text, status text, opened_at timestamptz, closed_at timestamptz, because text[], same_person boolean)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  with r as (
    select *, amity.last_digits(reporter_phone) as digits from reports where partnership_id = amity.partnership() and id = p_report
      and amity.actor() = 'officer' and visible_to && (select amity.principals()) and not hidden_from && (select amity.principals())
  ), likes (case_id, because, weight) as (
    select cp.case_id, 'Same telephone number', 1 from r join people p on p.partnership_id = r.partnership_id and amity.last_digits(p.phone) = r.digits
      join case_parties cp on cp.partnership_id = p.partnership_id and cp.person_id = p.id and cp.left_at is null and cp.role <> 'alleged perpetrator'
    union all
    select cp.case_id, 'Same email address', 1 from r join people p on p.partnership_id = r.partnership_id and lower(p.email) = lower(r.reporter_email)
      join case_parties cp on cp.partnership_id = p.partnership_id and cp.person_id = p.id and cp.left_at is null and cp.role <> 'alleged perpetrator'
    union all
    select o.case_id, 'Same telephone number', 1 from r join reports o on o.partnership_id = r.partnership_id and amity.last_digits(o.reporter_phone) = r.digits and o.case_id is not null
    union all
    select o.case_id, 'Same email address', 1 from r join reports o on o.partnership_id = r.partnership_id and lower(o.reporter_email) = lower(r.reporter_email) and o.case_id is not null
    union all
    select o.case_id, 'Same postcode', 2 from r join reports o on o.partnership_id = r.partnership_id and o.postcode = r.postcode and o.case_id is not null
    union all
    select c.id, 'Same postcode', 2 from r join places p on p.partnership_id = r.partnership_id and p.postcode = r.postcode join cases c on c.partnership_id = p.partnership_id and c.place_id = p.id
    union all
    select c.id, 'Same place', 2 from r join cases c on c.partnership_id = r.partnership_id and c.place_id = r.place_id
    union all
    select c.id, 'Within 300 metres', 3 from r join places p on p.partnership_id = r.partnership_id
        and p.latitude between r.latitude - 0.0027 and r.latitude + 0.0027 and p.longitude between r.longitude - 0.0045 and r.longitude + 0.0045
      join cases c on c.partnership_id = p.partnership_id and c.place_id = p.id
      where 111195 * sqrt(power(p.latitude - r.latitude, 2) + power((p.longitude - r.longitude) * cos(radians(r.latitude)), 2)) <= 300
    union all
    select o.case_id, 'Within 300 metres', 3 from r join reports o on o.partnership_id = r.partnership_id and o.case_id is not null
        and o.latitude between r.latitude - 0.0027 and r.latitude + 0.0027 and o.longitude between r.longitude - 0.0045 and r.longitude + 0.0045
      where 111195 * sqrt(power(o.latitude - r.latitude, 2) + power((o.longitude - r.longitude) * cos(radians(r.latitude)), 2)) <= 300
    union all
    select a.case_id, 'Same ward and kind of problem', 4 from r cross join lateral (
      select x.case_id from unnest((select amity.principals())) mine(principal) cross join lateral (
        select a.case_id, a.opened_at from case_access a where a.partnership_id = r.partnership_id and a.principal = mine.principal and a.status in ('open', 'on hold') and a.ward_code = r.ward_code and a.category_code = r.category_code
          and not a.hidden_from && (select amity.principals()) order by a.opened_at desc, a.case_id desc limit 5) x order by x.opened_at desc, x.case_id desc limit 5) a
  )
  select c.id, c.reference, c.title, c.status, c.opened_at, c.closed_at, array_agg(distinct l.because), min(l.weight) = 1
  from likes l join cases f on f.partnership_id = amity.partnership() and f.id = l.case_id
    -- What belonged to a merged case points to the case it goes on in.
    join cases c on c.partnership_id = f.partnership_id and c.id = coalesce(f.merged_into_id, f.id)
  where c.status in ('open', 'on hold', 'closed') and c.visible_to && (select amity.principals()) and not c.hidden_from && (select amity.principals())
  group by c.id, c.reference, c.title, c.status, c.opened_at, c.closed_at
  -- A closed case is only of interest when it is the same person's.
  having c.status <> 'closed' or min(l.weight) = 1
  order by min(l.weight), count(distinct l.because) desc, c.opened_at desc limit 7
$$;
