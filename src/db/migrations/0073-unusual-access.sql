-- Unusual access: worked out each day from the trail, and looked into by somebody else than the officer.

-- Where an officer lives, said by themselves so that looking at their own street shows. Read by them and by the check, by nobody else;
-- the trail keeps that it changed and not what it says.
create table officer_homes (
  partnership_id int not null, officer_id uuid not null, postcode text not null, street text not null default '', changed_at timestamptz not null,
  primary key (partnership_id, officer_id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id)
);
select amity.protect('officer_homes', false);
create policy own on officer_homes to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'officer' and officer_id = amity.officer()) with check (partnership_id = amity.partnership() and amity.actor() = 'officer' and officer_id = amity.officer());
grant select, insert, update, delete on officer_homes to amity_web;

-- How many records of an agency an officer was shown in a day: what is usual for them.
create table access_days (
  partnership_id int not null, officer_id uuid not null, keeper_agency_id uuid not null, day date not null, records int not null,
  primary key (partnership_id, officer_id, keeper_agency_id, day)
);
select amity.protect('access_days', false);
create policy service on access_days to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select, insert, update on access_days to amity_web;

create table unusual_access (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  rule text not null check (rule in ('volume', 'hours', 'no reason', 'near home', 'refusals')), day date not null,
  officer_id uuid not null, officer_agency_id uuid not null,
  -- Whose records they are; the officer's own agency where the rule is about no record.
  keeper_agency_id uuid not null, case_id uuid,
  says text not null, raised_at timestamptz not null,
  outcome text check (outcome in ('explained', 'not explained')), answer text, answered_at timestamptz, answered_by uuid,
  primary key (partnership_id, id),
  unique nulls not distinct (partnership_id, officer_id, rule, day, keeper_agency_id, case_id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id),
  check ((outcome is null) = (answered_at is null)), check (answered_by <> officer_id)
);
create index unusual_access_newest on unusual_access (partnership_id, day desc, id desc);
select amity.protect('unusual_access');
create policy service on unusual_access to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select, insert on unusual_access to amity_web;

-- Never the officer, never their peers: whoever may see the audit trail (their own agency's records or officers), and whoever looks
-- into unusual access for the agency that keeps the record. A case one may not see is not there.
create function amity.sees_unusual(u unusual_access) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select u.partnership_id = amity.partnership() and amity.actor() = 'officer' and u.officer_id <> amity.officer() and (amity.holds('see the whole trail')
    or ((u.case_id is null or amity.sees('case', u.case_id)) and ((amity.holds('see the audit trail') and amity.agency() in (u.keeper_agency_id, u.officer_agency_id)) or (amity.holds('look into unusual access') and amity.agency() = u.keeper_agency_id))))
$$;
alter function amity.sees_unusual owner to amity_gate;
revoke all on function amity.sees_unusual from public;

create function amity.unusual(p_id uuid, p_answered boolean, p_before date, p_before_id uuid, p_most int)
returns table (id uuid, rule text, day date, officer text, agency text, keeper text, case_id uuid, reference text, says text, outcome text, answer text, answered_at timestamptz, answered_by text)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select u.id, u.rule, u.day, o.name, a.short_name, k.short_name, u.case_id, c.reference, u.says, u.outcome, u.answer, u.answered_at, b.name
  from unusual_access u join officers o on o.partnership_id = u.partnership_id and o.id = u.officer_id
    join agencies a on a.partnership_id = u.partnership_id and a.id = u.officer_agency_id join agencies k on k.partnership_id = u.partnership_id and k.id = u.keeper_agency_id
    left join cases c on c.partnership_id = u.partnership_id and c.id = u.case_id left join officers b on b.partnership_id = u.partnership_id and b.id = u.answered_by
  where u.partnership_id = amity.partnership() and (p_id is null or u.id = p_id) and (p_answered is null or (u.outcome is not null) = p_answered)
    and (p_before is null or (u.day, u.id) < (p_before, p_before_id)) and amity.sees_unusual(u)
  order by u.day desc, u.id desc limit least(p_most, 101)
$$;
alter function amity.unusual owner to amity_gate;
revoke all on function amity.unusual from public;
grant execute on function amity.unusual to amity_web;

-- False when it is not theirs to answer, or answered already.
create function amity.answer_unusual(p_id uuid, p_outcome text, p_answer text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  update unusual_access u set outcome = p_outcome, answer = p_answer, answered_at = amity.now(), answered_by = amity.officer()
    where u.partnership_id = amity.partnership() and u.id = p_id and u.outcome is null and amity.sees_unusual(u);
  return found;
end $$;
alter function amity.answer_unusual owner to amity_gate;
revoke all on function amity.answer_unusual from public;
grant execute on function amity.answer_unusual to amity_web;

-- What the rules are applied to, for the service alone. Restricted cases are in none of the counts: a number would tell of them.
create function amity.day_volume(p_from timestamptz, p_until timestamptz) returns table (officer_id uuid, agency_id uuid, keeper_agency_id uuid, records int)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select l.officer_id, (array_agg(l.agency_id order by l.at desc))[1], coalesce(c.lead_agency_id, r.agency_id) as keeper, count(distinct l.record_id)::int
  from audit_links l left join cases c on l.kind = 'case' and c.partnership_id = l.partnership_id and c.id = l.record_id left join reports r on l.kind = 'report' and r.partnership_id = l.partnership_id and r.id = l.record_id
    left join cases rc on rc.partnership_id = r.partnership_id and rc.id = r.case_id
  where amity.actor() = 'system' and l.partnership_id = amity.partnership() and l.at >= p_from and l.at < p_until and l.officer_id is not null and l.agency_id is not null
    and l.how in ('read', 'list', 'search', 'export', 'print', 'file') and coalesce(c.lead_agency_id, r.agency_id) is not null and c.circle_id is null and rc.circle_id is null
  group by l.officer_id, coalesce(c.lead_agency_id, r.agency_id)
$$;
alter function amity.day_volume owner to amity_gate;
revoke all on function amity.day_volume from public;
grant execute on function amity.day_volume to amity_web;

create function amity.day_hours(p_from timestamptz, p_until timestamptz) returns table (officer_id uuid, agency_id uuid, at timestamptz, looks int)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select l.officer_id, l.agency_id, date_bin('15 minutes', l.at, timestamptz '2000-01-01 00:00+00'), count(distinct l.event_id)::int
  from audit_links l left join cases c on l.kind = 'case' and c.partnership_id = l.partnership_id and c.id = l.record_id left join reports r on l.kind = 'report' and r.partnership_id = l.partnership_id and r.id = l.record_id
    left join cases rc on rc.partnership_id = r.partnership_id and rc.id = r.case_id
  where amity.actor() = 'system' and l.partnership_id = amity.partnership() and l.at >= p_from and l.at < p_until and l.officer_id is not null and l.agency_id is not null and l.kind in ('case', 'report')
    and l.how in ('read', 'list', 'search', 'export', 'print', 'file') and c.circle_id is null and rc.circle_id is null
  group by 1, 2, 3
$$;
alter function amity.day_hours owner to amity_gate;
revoke all on function amity.day_hours from public;
grant execute on function amity.day_hours to amity_web;

-- Metres between two postcodes, near enough for a street; null when either is unknown.
create function amity.metres_between(p_partnership int, p_one text, p_other text) returns double precision
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select 6371000 * sqrt(power(radians(b.latitude - a.latitude), 2) + power(radians(b.longitude - a.longitude) * cos(radians(a.latitude)), 2))
  from postcodes a, postcodes b where a.partnership_id = p_partnership and a.postcode = p_one and b.partnership_id = p_partnership and b.postcode = p_other
$$;
alter function amity.metres_between owner to amity_gate;
revoke all on function amity.metres_between from public;

-- Each case an officer opened, and every reason they may have had: they led or opened it, had it in the diary, wrote on it before that day,
-- were let into its circle, work for an agency that has it, or share a team with whoever leads it.
create function amity.day_case_looks(p_from timestamptz, p_until timestamptz, p_metres int)
returns table (officer_id uuid, agency_id uuid, case_id uuid, keeper_agency_id uuid, looks int, had_it boolean, was_named boolean, same_agency boolean, same_team boolean, near_home boolean)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  with looked as (
    select l.partnership_id, l.officer_id, l.agency_id, l.record_id as case_id, count(*)::int as looks from audit_links l
    where amity.actor() = 'system' and l.partnership_id = amity.partnership() and l.at >= p_from and l.at < p_until and l.officer_id is not null and l.agency_id is not null and l.kind = 'case' and l.how in ('read', 'form', 'print', 'file')
    group by 1, 2, 3, 4
  )
  select k.officer_id, k.agency_id, c.id, c.lead_agency_id, k.looks,
    c.lead_officer_id = k.officer_id or c.opened_by = k.officer_id
      or exists (select from diary_items d where d.partnership_id = c.partnership_id and d.case_id = c.id and (d.officer_id = k.officer_id or d.done_by = k.officer_id))
      or exists (select from entries e where e.partnership_id = c.partnership_id and e.case_id = c.id and e.entered_by = k.officer_id and e.entered_at < p_from),
    exists (select from circle_members m where m.partnership_id = c.partnership_id and m.circle_id = c.circle_id and m.officer_id = k.officer_id and m.ended_at is null),
    k.agency_id = c.lead_agency_id or k.agency_id = c.offered_to_agency_id,
    exists (select from posts a join posts b on b.partnership_id = a.partnership_id and b.team_id = a.team_id where a.partnership_id = c.partnership_id and a.officer_id = k.officer_id and b.officer_id = c.lead_officer_id and a.ended_on is null and b.ended_on is null)
      or not exists (select from posts b where b.partnership_id = c.partnership_id and b.officer_id = c.lead_officer_id and b.team_id is not null and b.ended_on is null),
    exists (select from officer_homes h
      cross join lateral (select pl.postcode, pl.address from places pl where pl.partnership_id = c.partnership_id and pl.id = c.place_id
        union all select p.postcode, p.address from case_parties cp join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id where cp.partnership_id = c.partnership_id and cp.case_id = c.id and cp.left_at is null) home
      where h.partnership_id = c.partnership_id and h.officer_id = k.officer_id and (home.postcode = h.postcode or amity.metres_between(c.partnership_id, h.postcode, home.postcode) <= p_metres
        or (h.street <> '' and home.address ilike '%' || replace(replace(replace(h.street, '\', '\\'), '%', '\%'), '_', '\_') || '%' and split_part(home.postcode, ' ', 1) = split_part(h.postcode, ' ', 1))))
  from looked k join cases c on c.partnership_id = k.partnership_id and c.id = k.case_id
$$;
alter function amity.day_case_looks owner to amity_gate;
revoke all on function amity.day_case_looks from public;
grant execute on function amity.day_case_looks to amity_web;

create function amity.day_refusals(p_from timestamptz, p_until timestamptz) returns table (officer_id uuid, agency_id uuid, refusals int)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select e.officer_id, e.agency_id, count(distinct e.subject_id)::int from audit_events e
  where amity.actor() = 'system' and e.partnership_id = amity.partnership() and e.purpose is not null and e.at >= p_from and e.at < p_until and e.officer_id is not null and e.agency_id is not null and e.changes ->> '@how' = 'refused'
  group by 1, 2
$$;
alter function amity.day_refusals owner to amity_gate;
revoke all on function amity.day_refusals from public;
grant execute on function amity.day_refusals to amity_web;

-- Whoever protects data, and managers, in partnerships that exist already. 'see the whole trail' is given to nobody.
set local role amity_gate;
insert into roles (partnership_id, name, acts) select id, 'Data protection officer', '{see the audit trail,look into unusual access}' from partnerships on conflict do nothing;
update roles set acts = acts || 'look into unusual access'::text where name in ('Team manager', 'Administrator') and not 'look into unusual access' = any (acts);
reset role;
