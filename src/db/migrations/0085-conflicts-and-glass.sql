-- Conflicts with an address as people write it; the lead that moves when its officer is in conflict; who is told of broken glass,
-- who reviews it, and what may not be done through it.

-- The building an address speaks of: its postcode and house number ("AL86AE 12"); without a number, its first words. Flats are left
-- out, so that a whole building matches. Null without a postcode: a street alone is not somebody's home.
create function amity.building_key(p_address text, p_postcode text) returns text language plpgsql immutable parallel safe as $$
declare a text := lower(coalesce(p_address, '')); code text := upper(regexp_replace(coalesce(p_postcode, ''), '[^A-Za-z0-9]', '', 'g')); house text;
begin
  if code = '' then code := upper(regexp_replace(coalesce(substring(a from '\m[a-z]{1,2}\d[a-z0-9]?\s*\d[a-z]{2}\M'), ''), '\s', '', 'g')); end if;
  a := regexp_replace(a, '\m[a-z]{1,2}\d[a-z0-9]?\s*\d[a-z]{2}\M', ' ', 'g');
  a := regexp_replace(a, '\m(flat|apartment|apt|unit|room|floor)\M\.?\s*\w+', ' ', 'g');
  house := coalesce(substring(a from '\m\d+[a-z]?\M'), nullif(regexp_replace(split_part(ltrim(a, ' ,'), ',', 1), '[^a-z0-9]', '', 'g'), ''));
  if code = '' or house is null then return null; end if;
  return code || ' ' || house;
end $$;
create index people_building on people (partnership_id, amity.building_key(address, postcode)) where address is not null;
create index incidents_building on incidents (partnership_id, amity.building_key(place_described, postcode)) where place_described is not null;
create index reports_building on reports (partnership_id, amity.building_key(place_described, postcode)) where place_described is not null;
create index places_building on places (partnership_id, amity.building_key(address, postcode));

alter table conflicts drop constraint conflicts_subject_kind_check;
alter table conflicts add constraint conflicts_subject_kind_check check (subject_kind in ('case', 'person', 'place', 'address')),
  -- What whoever declared it wrote, to know it again by. Their own list shows this and nothing of the record.
  add column said text not null default '', add column address_key text,
  add check ((subject_kind = 'address') = (address_key is not null));
-- One that a manager declared must not show by being in the way of the officer's own.
drop index conflicts_once;
create unique index conflicts_once on conflicts (partnership_id, officer_id, subject_kind, subject_id, (declared_by = officer_id)) where ended_at is null;
create index conflicts_address on conflicts (partnership_id, address_key) where ended_at is null and address_key is not null;
create index conflicts_officer on conflicts (partnership_id, officer_id, declared_at desc);

-- The buildings a case is about: its place, where its people live, where things happened. Confidential addresses are left out on
-- purpose: else declaring conflicts would be a way to guess at them.
create function amity.case_keys(p_partnership int, p_case uuid, p_place uuid) returns text[]
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(array_agg(distinct k) filter (where k is not null), '{}') from (
    select amity.building_key(address, postcode) from places where partnership_id = p_partnership and id = p_place
    union all select amity.building_key(p.address, p.postcode) from case_parties cp join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id where cp.partnership_id = p_partnership and cp.case_id = p_case
    union all select amity.building_key(l.address, l.postcode) from case_parties cp join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id
      join places l on l.partnership_id = p.partnership_id and l.id = p.place_id where cp.partnership_id = p_partnership and cp.case_id = p_case
    union all select amity.building_key(place_described, postcode) from incidents where partnership_id = p_partnership and case_id = p_case
    union all select amity.building_key(l.address, l.postcode) from incidents i join places l on l.partnership_id = i.partnership_id and l.id = i.place_id where i.partnership_id = p_partnership and i.case_id = p_case
    union all select amity.building_key(place_described, postcode) from reports where partnership_id = p_partnership and case_id = p_case
    union all select amity.building_key(reporter_address, null) from reports where partnership_id = p_partnership and case_id = p_case) x(k)
$$;
alter function amity.case_keys owner to amity_gate;
revoke all on function amity.case_keys from public;

create or replace function amity.case_conflicts(p_partnership int, p_case uuid, p_place uuid) returns int[]
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(array_agg(distinct o.principal order by o.principal), '{}')
  from conflicts k join officers o on o.partnership_id = k.partnership_id and o.id = k.officer_id
  where k.partnership_id = p_partnership and k.ended_at is null and (k.subject_id in (
    select p_case union all select p_place where p_place is not null
    union all select person_id from case_parties where partnership_id = p_partnership and case_id = p_case and person_id is not null
    union all select p.place_id from case_parties cp join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id
      where cp.partnership_id = p_partnership and cp.case_id = p_case and p.place_id is not null
    union all select place_id from incidents where partnership_id = p_partnership and case_id = p_case and place_id is not null)
    or (k.address_key is not null and k.address_key = any ((select amity.case_keys(p_partnership, p_case, p_place))::text[])))
$$;

create or replace function amity.person_visibility(p_partnership int, p_person uuid) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update people p set visible_to = (
    select array_agg(distinct v order by v) from (
      select 1 as v
      union all select a.principal from agencies a where a.partnership_id = p_partnership and a.id = p.owner_agency_id
        and not exists (select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
          where cp.partnership_id = p_partnership and cp.person_id = p_person and c.circle_id is not null)
      union all select unnest(cp.visible_to) from case_parties cp where cp.partnership_id = p_partnership and cp.person_id = p_person and cp.left_at is null
      union all select unnest(cp.visible_to) from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
        where cp.partnership_id = p_partnership and cp.person_id = p_person and c.circle_id is not null) seen),
    hidden_from = (select coalesce(array_agg(distinct h order by h), '{}') from (
      select o.principal as h from conflicts k join officers o on o.partnership_id = k.partnership_id and o.id = k.officer_id
        where k.partnership_id = p_partnership and k.ended_at is null and (k.subject_id in (p_person, p.place_id) or k.address_key = amity.building_key(p.address, p.postcode)
          or k.address_key = (select amity.building_key(l.address, l.postcode) from places l where l.partnership_id = p_partnership and l.id = p.place_id))
      -- And from whoever must not see a case they are in, unless they are also in one that is open to that officer like any other.
      union all select x.h from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id and c.hidden_from <> '{}' cross join lateral unnest(c.hidden_from) x(h)
        where cp.partnership_id = p_partnership and cp.person_id = p_person and (cp.left_at is null or c.circle_id is not null)
          and not exists (select from case_parties o join cases d on d.partnership_id = o.partnership_id and d.id = o.case_id where o.partnership_id = p_partnership and o.person_id = p_person and o.left_at is null
            and d.circle_id is null and not x.h = any (d.hidden_from))) hid)
  where p.partnership_id = p_partnership and p.id = p_person;
end $$;

-- What brings an address brings a conflict with it.
drop trigger brings_conflict on incidents;
create trigger brings_conflict after insert on incidents for each row when (new.place_id is not null or new.place_described is not null) execute function amity.party_brings_conflict();
create trigger brings_conflict after update of case_id on reports for each row when (new.case_id is not null and new.case_id is distinct from old.case_id) execute function amity.party_brings_conflict();
create trigger brings_conflict_new after insert on reports for each row when (new.case_id is not null) execute function amity.party_brings_conflict();
drop trigger moves on people;
create trigger moves after update of place_id, address, postcode on people for each row
  when (new.place_id is distinct from old.place_id or new.address is distinct from old.address or new.postcode is distinct from old.postcode) execute function amity.person_moves();
create trigger moves_in after insert on people for each row when (new.address is not null) execute function amity.person_moves();

create or replace function amity.report_conflicts() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if new.case_id is null and exists (select from conflicts where partnership_id = new.partnership_id and ended_at is null) then
    select new.hidden_from || coalesce(array_agg(distinct o.principal), '{}') into new.hidden_from
      from conflicts k join officers o on o.partnership_id = k.partnership_id and o.id = k.officer_id
        left join people p on k.subject_kind = 'person' and p.partnership_id = k.partnership_id and p.id = k.subject_id
      where k.partnership_id = new.partnership_id and k.ended_at is null and (k.subject_id in (new.place_id, new.person_id)
        or k.address_key in (amity.building_key(new.place_described, new.postcode), amity.building_key(new.reporter_address, null))
        -- Nobody has said yet who it is from, but it is their telephone or their e-mail.
        or amity.last_digits(p.phone) = amity.last_digits(new.reporter_phone) or lower(p.email) = lower(new.reporter_email));
  end if;
  return new;
end $$;

-- Who reads a conflict: whoever declared it, and the service. Managers read them through amity.conflict_register, one agency's and
-- only those about records they may see: a conflict says that the record is there.
create or replace function amity.conflict_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare theirs int; declarer int; seen int[]; hidden int[]; free boolean := amity.actor() in ('system', 'owner') or current_setting('amity.staff_matter', true) = 'on';
begin
  select principal into theirs from officers where partnership_id = new.partnership_id and id = new.officer_id;
  if theirs is null then raise exception 'no such officer' using errcode = 'foreign_key_violation'; end if;
  select principal into declarer from officers where partnership_id = new.partnership_id and id = new.declared_by;
  if new.subject_kind = 'case' then
    select visible_to, hidden_from into seen, hidden from cases where partnership_id = new.partnership_id and id = new.subject_id;
  elsif new.subject_kind = 'person' then
    select visible_to, hidden_from into seen, hidden from people where partnership_id = new.partnership_id and id = new.subject_id;
  elsif new.subject_kind = 'place' then
    select array[1], '{}' into seen, hidden from places where partnership_id = new.partnership_id and id = new.subject_id;
  else
    seen := array[1]; hidden := '{}';
  end if;
  if tg_op = 'INSERT' and (seen is null or not (free or new.subject_kind in ('place', 'address') or (seen && amity.principals() and not hidden && amity.principals()))) then
    raise exception 'no such record' using errcode = 'foreign_key_violation';
  end if;
  -- Who it is about, or a manager who may see restricted cases, declares it; only such a manager, and never the officer, ends it.
  if amity.actor() = 'officer' and not free and ((tg_op = 'INSERT' and (new.declared_by is distinct from amity.officer() or not (new.officer_id = amity.officer() or amity.has_act('see restricted'))))
      or (tg_op = 'UPDATE' and (new.officer_id = amity.officer() or not amity.has_act('see restricted')
        or to_jsonb(new) - array['ended_at', 'ended_by', 'ended_because', 'visible_to', 'hidden_from'] <> to_jsonb(old) - array['ended_at', 'ended_by', 'ended_because', 'visible_to', 'hidden_from']))) then
    raise exception 'A conflict is declared by the officer or a manager, and ended by a manager' using errcode = 'insufficient_privilege';
  end if;
  new.visible_to := array[1] || coalesce(array[declarer], '{}');
  -- What others declared about somebody would tell them that the record exists.
  new.hidden_from := case when new.declared_by = new.officer_id then '{}' else array[theirs] end;
  return new;
end $$;

create or replace function amity.conflict_takes_effect() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record;
begin
  for c in
    select id from cases where partnership_id = new.partnership_id and (id = new.subject_id or place_id = new.subject_id)
    union select cp.case_id from case_parties cp where cp.partnership_id = new.partnership_id and cp.person_id = new.subject_id
    union select i.case_id from incidents i where i.partnership_id = new.partnership_id and i.place_id = new.subject_id
    union select cp.case_id from people p join case_parties cp on cp.partnership_id = p.partnership_id and cp.person_id = p.id where p.partnership_id = new.partnership_id and p.place_id = new.subject_id
    union select k.id from places l join cases k on k.partnership_id = l.partnership_id and k.place_id = l.id where l.partnership_id = new.partnership_id and amity.building_key(l.address, l.postcode) = new.address_key
    union select i.case_id from places l join incidents i on i.partnership_id = l.partnership_id and i.place_id = l.id where l.partnership_id = new.partnership_id and amity.building_key(l.address, l.postcode) = new.address_key
    union select cp.case_id from places l join people p on p.partnership_id = l.partnership_id and p.place_id = l.id join case_parties cp on cp.partnership_id = p.partnership_id and cp.person_id = p.id
      where l.partnership_id = new.partnership_id and amity.building_key(l.address, l.postcode) = new.address_key
    union select cp.case_id from people p join case_parties cp on cp.partnership_id = p.partnership_id and cp.person_id = p.id
      where p.partnership_id = new.partnership_id and p.address is not null and amity.building_key(p.address, p.postcode) = new.address_key
    union select i.case_id from incidents i where i.partnership_id = new.partnership_id and i.place_described is not null and amity.building_key(i.place_described, i.postcode) = new.address_key
    union select r.case_id from reports r where r.partnership_id = new.partnership_id and r.case_id is not null and r.place_described is not null and amity.building_key(r.place_described, r.postcode) = new.address_key
  loop
    perform amity.refresh_case(new.partnership_id, c.id);
  end loop;
  for c in select id from people where partnership_id = new.partnership_id and (id = new.subject_id or place_id = new.subject_id)
    union select id from people where partnership_id = new.partnership_id and address is not null and amity.building_key(address, postcode) = new.address_key
    union select p.id from places l join people p on p.partnership_id = l.partnership_id and p.place_id = l.id where l.partnership_id = new.partnership_id and amity.building_key(l.address, l.postcode) = new.address_key
  loop
    perform amity.person_visibility(new.partnership_id, c.id);
  end loop;
  update reports r set place_id = r.place_id where r.partnership_id = new.partnership_id and r.case_id is null and (r.place_id = new.subject_id or r.person_id = new.subject_id
    or (new.address_key is not null and (r.place_described is not null and amity.building_key(r.place_described, r.postcode) = new.address_key or amity.building_key(r.reporter_address, null) = new.address_key))
    or (new.subject_kind = 'person' and exists (select from people p where p.partnership_id = r.partnership_id and p.id = new.subject_id
      and (amity.last_digits(p.phone) = amity.last_digits(r.reporter_phone) or lower(p.email) = lower(r.reporter_email)))));
  return null;
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- A lead officer who must not see the case does not stop it: a manager is told the same moment, and every clock runs on.
create function amity.manager_for(p_partnership int, p_case uuid, p_act text, p_not uuid[]) returns uuid
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select o.id from cases c join posts x on x.partnership_id = c.partnership_id and x.agency_id = c.lead_agency_id and (x.ended_on is null or x.ended_on >= amity.now()::date)
    join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id and p_act = any (r.acts)
    join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id and o.left_at is null
  where c.partnership_id = p_partnership and c.id = p_case and not o.id = any (p_not) and not o.principal = any (c.hidden_from)
    and (c.circle_id is null or exists (select from circle_members m where m.partnership_id = c.partnership_id and m.circle_id = c.circle_id and m.officer_id = o.id and m.ended_at is null))
  order by ('see restricted' = any (r.acts)) desc, ('approve a closure' = any (r.acts)) desc, ('run the partnership' = any (r.acts)), o.away_until >= amity.now()::date nulls first,
    (select count(*) from diary_items d where d.partnership_id = o.partnership_id and d.officer_id = o.id and d.done_at is null and d.cancelled_at is null), o.name limit 1
$$;
alter function amity.manager_for owner to amity_gate;
revoke all on function amity.manager_for from public;

create function amity.lead_in_conflict() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare theirs int; who text := amity.actor();
begin
  select principal into theirs from officers where partnership_id = new.partnership_id and id = new.lead_officer_id;
  -- Whoever just declared it may not write on this case any more: the service does.
  perform set_config('amity.actor', 'system', true);
  if theirs = any (new.hidden_from) and new.status in ('open', 'on hold') then
    if not exists (select from diary_items where partnership_id = new.partnership_id and case_id = new.id and about_kind = 'lead in conflict' and done_at is null and cancelled_at is null) then
      insert into diary_items (partnership_id, kind, title, due_at, because, case_id, about_kind, about_id, officer_id, agency_id, made_at)
        values (new.partnership_id, 'task', 'Name another lead officer: whoever leads has a conflict of interest', amity.now() + interval '4 hours', 'A conflict of interest takes effect at once. No clock stops meanwhile',
          new.id, 'lead in conflict', new.id, amity.manager_for(new.partnership_id, new.id, 'change who leads', array[new.lead_officer_id]), new.lead_agency_id, amity.now());
    end if;
  else
    update diary_items set done_at = amity.now(), done_by = amity.officer(), outcome = 'another officer leads, or the conflict has ended'
      where partnership_id = new.partnership_id and case_id = new.id and about_kind = 'lead in conflict' and done_at is null and cancelled_at is null;
  end if;
  perform set_config('amity.actor', coalesce(who, ''), true);
  return null;
end $$;
alter function amity.lead_in_conflict owner to amity_gate;
-- After "spread_visibility" by its name, so that the item is seen as the case is now.
create trigger the_lead_in_conflict after update on cases for each row
  when (new.hidden_from is distinct from old.hidden_from or new.lead_officer_id is distinct from old.lead_officer_id) execute function amity.lead_in_conflict();
create trigger the_lead_in_conflict_new after insert on cases for each row when (new.hidden_from <> '{}') execute function amity.lead_in_conflict();

-- Who may see a restricted case, told only to those who may; an officer in conflict with it is in the circle and yet does not.
create or replace function amity.circle_of_case(p_case uuid) returns table (officer_id uuid, name text, agency text, because text, added_at timestamptz)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select o.id, o.name, (select min(a.short_name) from posts x join agencies a on a.partnership_id = x.partnership_id and a.id = x.agency_id
      where x.partnership_id = o.partnership_id and x.officer_id = o.id and x.ended_on is null), m.because, m.added_at
  from cases c join circle_members m on m.partnership_id = c.partnership_id and m.circle_id = c.circle_id and m.ended_at is null
    join officers o on o.partnership_id = m.partnership_id and o.id = m.officer_id
  where c.partnership_id = amity.partnership() and c.id = p_case and amity.actor() = 'officer' and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()
    and not o.principal = any (c.hidden_from)
  order by o.name
$$;

-- A staff matter is hidden from the officer it is about, whatever they may otherwise see. Whoever raises the flag says who it is.
create function amity.matter_concerns(p_case uuid, p_officer uuid, p_because text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() <> 'officer' or not exists (select from cases c where c.partnership_id = amity.partnership() and c.id = p_case and c.lead_agency_id = amity.agency() and 'staff matter' = any (c.flags)
      and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()) or not exists (select from officers where partnership_id = amity.partnership() and id = p_officer) then return false; end if;
  if exists (select from conflicts where partnership_id = amity.partnership() and officer_id = p_officer and subject_kind = 'case' and subject_id = p_case and ended_at is null and declared_by <> officer_id) then return true; end if;
  perform set_config('amity.staff_matter', 'on', true);
  insert into conflicts (partnership_id, officer_id, subject_kind, subject_id, relation, because, said, declared_at, declared_by)
    values (amity.partnership(), p_officer, 'case', p_case, 'self', p_because, '', amity.now(), case when p_officer = amity.officer() then (select coalesce(amity.manager_for(amity.partnership(), p_case, 'see restricted', array[p_officer]), p_officer)) else amity.officer() end);
  perform set_config('amity.staff_matter', '', true);
  return true;
end $$;
alter function amity.matter_concerns owner to amity_gate;
revoke all on function amity.matter_concerns from public;
grant execute on function amity.matter_concerns to amity_web;

-- The register of an agency's officers, for a manager who may see restricted cases: never their own, never about a record they may
-- not see themselves, and never somebody of another agency.
create function amity.conflict_register() returns table (id uuid, officer_id uuid, officer text, subject_kind text, record text, relation text, because text, declared_at timestamptz, declared_by text, by_themselves boolean, ended_at timestamptz, ended_by text, ended_because text)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select k.id, o.id, o.name, k.subject_kind,
    case k.subject_kind when 'case' then c.reference when 'person' then trim(p.given_name || ' ' || p.family_name) when 'place' then concat_ws(', ', l.address, l.postcode) else k.said end,
    k.relation, k.because, k.declared_at, d.name, k.declared_by = k.officer_id, k.ended_at, e.name, k.ended_because
  from conflicts k join officers o on o.partnership_id = k.partnership_id and o.id = k.officer_id
    left join officers d on d.partnership_id = k.partnership_id and d.id = k.declared_by
    left join officers e on e.partnership_id = k.partnership_id and e.id = k.ended_by
    left join cases c on k.subject_kind = 'case' and c.partnership_id = k.partnership_id and c.id = k.subject_id and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()
    left join people p on k.subject_kind = 'person' and p.partnership_id = k.partnership_id and p.id = k.subject_id and p.visible_to && amity.principals() and not p.hidden_from && amity.principals()
    left join places l on k.subject_kind = 'place' and l.partnership_id = k.partnership_id and l.id = k.subject_id
  where k.partnership_id = amity.partnership() and amity.has_act('see restricted') and k.officer_id <> amity.officer()
    and exists (select from posts x where x.partnership_id = k.partnership_id and x.officer_id = k.officer_id and x.agency_id = amity.agency() and (x.ended_on is null or x.ended_on >= amity.now()::date))
    and (c.id is not null or p.id is not null or l.id is not null or k.subject_kind = 'address')
  order by k.ended_at is not null, o.name, k.declared_at desc limit 500
$$;
alter function amity.conflict_register owner to amity_gate;
revoke all on function amity.conflict_register from public;
grant execute on function amity.conflict_register to amity_web;

create function amity.end_conflict(p_conflict uuid, p_because text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if coalesce(p_because, '') = '' or not exists (select from amity.conflict_register() r where r.id = p_conflict and r.ended_at is null) then return false; end if;
  update conflicts set ended_at = amity.now(), ended_by = amity.officer(), ended_because = p_because where partnership_id = amity.partnership() and id = p_conflict and ended_at is null;
  return found;
end $$;
alter function amity.end_conflict owner to amity_gate;
revoke all on function amity.end_conflict from public;
grant execute on function amity.end_conflict to amity_web;

-- Each year an officer says that what they declared is still all there is.
create table conflict_confirmations (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  officer_id uuid not null, confirmed_at timestamptz not null,
  primary key (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id)
);
create index conflict_confirmations_officer on conflict_confirmations (partnership_id, officer_id, confirmed_at desc);
select amity.protect('conflict_confirmations');
create policy own on conflict_confirmations for select to amity_web using (partnership_id = amity.partnership() and (amity.actor() = 'system' or officer_id = amity.officer()));
create policy own_write on conflict_confirmations for insert to amity_web with check (partnership_id = amity.partnership() and officer_id = amity.officer() and amity.actor() = 'officer');
grant select, insert on conflict_confirmations to amity_web;
-- Officers of my agency who have not confirmed since a day, for the register.
create function amity.conflicts_unconfirmed(p_since timestamptz) returns table (name text)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select distinct o.name from officers o join posts x on x.partnership_id = o.partnership_id and x.officer_id = o.id and x.agency_id = amity.agency() and (x.ended_on is null or x.ended_on >= amity.now()::date)
    join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id and 'see cases' = any (r.acts)
  where o.partnership_id = amity.partnership() and amity.has_act('see restricted') and o.left_at is null
    and not exists (select from conflict_confirmations k where k.partnership_id = o.partnership_id and k.officer_id = o.id and k.confirmed_at > p_since) order by 1 limit 200
$$;
alter function amity.conflicts_unconfirmed owner to amity_gate;
revoke all on function amity.conflicts_unconfirmed from public;
grant execute on function amity.conflicts_unconfirmed to amity_web;
