-- A function in SQL that may not be put in its caller's place (it runs as another role) is planned anew at each call: for the warnings about an address
-- 3 ms of the 8 PostgreSQL works for a case file, and 10 of 11 for the cases a report may be about.
-- In PL/pgSQL each connection plans them once (0301 says the same of others). What they answer is as it was.

create or replace function amity.markers_at(p_keys text[]) returns setof markers
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return query select m.* from markers m where m.partnership_id = amity.partnership() and amity.actor() in ('officer', 'system') and m.address_key = any (p_keys) and not m.hidden_from && amity.principals()
      and (m.visible_to && amity.principals() or (exists (select from agencies a where a.partnership_id = m.partnership_id and a.id = m.agency_id and a.principal = any (m.visible_to)) and exists (
        select from case_grants g join cases c on c.partnership_id = g.partnership_id and c.id = g.case_id and c.circle_id is null and c.lead_agency_id = m.agency_id and not c.hidden_from && amity.principals()
          join case_parties cp on cp.partnership_id = c.partnership_id and cp.case_id = c.id and cp.left_at is null
          join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id and amity.building_key(p.address, p.postcode) = m.address_key
        where g.partnership_id = m.partnership_id and g.to_agency_id = amity.agency() and g.ended_at is null and g.ends_at > amity.now() and 'people' = any (g.parts))))
    order by m.ended_at is not null, m.review_on desc, m.id limit 100;
end $$;

create or replace function amity.cases_like_report(p_report uuid) returns table (id uuid, reference text, title text, status text, opened_at timestamptz, closed_at timestamptz, because text[], same_person boolean)
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
#variable_conflict use_column
begin
  return query with r as (
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
    order by min(l.weight), count(distinct l.because) desc, c.opened_at desc limit 7;
end $$;

create or replace function amity.cases_like_report_in_confidence(p_report uuid) returns table (id uuid, reference text, title text, status text, opened_at timestamptz, closed_at timestamptz, because text[], same_person boolean)
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
#variable_conflict use_column
begin
  return query select c.id, c.reference, c.title, c.status, c.opened_at, c.closed_at, array_agg(distinct case when amity.last_digits(k.phone) = amity.last_digits(coalesce(f.phone, r.reporter_phone)) then 'Same telephone number, kept confidential' else 'Same email address, kept confidential' end), true
    from reports r left join confidential_contacts f on f.partnership_id = r.partnership_id and f.report_id = r.id and f.ended_at is null and f.visible_to && amity.principals() and not f.hidden_from && amity.principals()
      join confidential_contacts k on k.partnership_id = r.partnership_id and k.report_id is null and k.ended_at is null and k.visible_to && amity.principals() and not k.hidden_from && amity.principals()
        and (amity.last_digits(k.phone) = amity.last_digits(coalesce(f.phone, r.reporter_phone)) or lower(k.email) = lower(coalesce(f.email, r.reporter_email)))
      join case_parties cp on cp.partnership_id = k.partnership_id and cp.person_id = k.person_id and cp.left_at is null and cp.role <> 'alleged perpetrator'
      join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id and c.status in ('open', 'on hold', 'closed')
    where r.partnership_id = amity.partnership() and r.id = p_report and amity.actor() = 'officer' and r.visible_to && amity.principals() and not r.hidden_from && amity.principals()
      and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()
    group by c.id, c.reference, c.title, c.status, c.opened_at, c.closed_at order by c.opened_at desc limit 7;
end $$;

create or replace function amity.may_change_person(p_person uuid) returns boolean
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return (select exists (select from people p where p.partnership_id = amity.partnership() and p.id = p_person and p.visible_to && amity.principals() and not p.hidden_from && amity.principals()
      and (p.owner_agency_id = amity.agency() or exists (select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
        where cp.partnership_id = p.partnership_id and cp.person_id = p.id and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()))));
end $$;
