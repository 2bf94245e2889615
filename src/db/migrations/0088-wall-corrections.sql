-- Corrections of the wall, each found by walking two worlds that differ only in a hidden record (test/walls/inference.test.ts).

-- Every principal an officer may act with, in whichever of their agencies.
create function amity.officer_principals(p_partnership int, p_officer uuid, p_on date) returns int[]
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select array_agg(p) from (
    select principal as p from officers where partnership_id = p_partnership and id = p_officer
    union select a.principal from posts x join agencies a on a.partnership_id = x.partnership_id and a.id = x.agency_id
      where x.partnership_id = p_partnership and x.officer_id = p_officer and (x.ended_on is null or x.ended_on >= p_on) and a.ended_on is null
    union select t.principal from posts x join teams t on t.partnership_id = x.partnership_id and t.id = x.team_id
      where x.partnership_id = p_partnership and x.officer_id = p_officer and (x.ended_on is null or x.ended_on >= p_on)
    union select c.principal from circle_members m join circles c on c.partnership_id = m.partnership_id and c.id = m.circle_id
      where m.partnership_id = p_partnership and m.officer_id = p_officer and m.ended_at is null and c.ended_on is null) mine
$$;
alter function amity.officer_principals owner to amity_gate;
revoke all on function amity.officer_principals from public;

-- Whose record a person is. The agency that wrote somebody down keeps seeing them when they come into a restricted case, if it knows
-- them from an ordinary case that it leads, or led, as well: that a person vanished would say what the case may not. Somebody it
-- knows only through restricted cases is seen by their circles alone. `p_denied`: an officer whose conflicts do not count as knowing.
create function amity.person_known_to_owner(p_partnership int, p_person uuid, p_denied int) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select p_denied is null and not exists (select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
      where cp.partnership_id = p_partnership and cp.person_id = p_person and c.circle_id is not null)
    or exists (select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
      join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id
      where cp.partnership_id = p_partnership and cp.person_id = p_person and c.circle_id is null and (p_denied is null or not p_denied = any (cp.hidden_from))
        and (c.lead_agency_id = p.owner_agency_id or exists (select from case_transfers t
          where t.partnership_id = c.partnership_id and t.case_id = c.id and t.from_agency_id = p.owner_agency_id and t.state = 'accepted')))
$$;
alter function amity.person_known_to_owner owner to amity_gate;
revoke all on function amity.person_known_to_owner from public;

-- Officers who would see this person only through cases they are in conflict with.
create function amity.person_conflicts(p_partnership int, p_person uuid) returns int[]
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(array_agg(distinct denied.principal), '{}') from (
    select distinct o.id, o.principal from case_parties cp join officers o on o.partnership_id = cp.partnership_id and o.principal = any (cp.hidden_from)
    where cp.partnership_id = p_partnership and cp.person_id = p_person) denied
  cross join lateral (select amity.officer_principals(p_partnership, denied.id, amity.now()::date) as mine) their
  where not exists (
      select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
      where cp.partnership_id = p_partnership and cp.person_id = p_person and (cp.left_at is null or c.circle_id is not null)
        and cp.visible_to && their.mine and not denied.principal = any (cp.hidden_from))
    and not exists (
      select from people p join agencies a on a.partnership_id = p.partnership_id and a.id = p.owner_agency_id
      where p.partnership_id = p_partnership and p.id = p_person and a.principal = any (their.mine) and amity.person_known_to_owner(p_partnership, p_person, denied.principal))
$$;
alter function amity.person_conflicts owner to amity_gate;
revoke all on function amity.person_conflicts from public;

create or replace function amity.person_visibility(p_partnership int, p_person uuid) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update people p set visible_to = (
    select array_agg(distinct v order by v) from (
      select 1 as v
      union all select a.principal from agencies a where a.partnership_id = p_partnership and a.id = p.owner_agency_id and amity.person_known_to_owner(p_partnership, p_person, null)
      union all select unnest(cp.visible_to) from case_parties cp where cp.partnership_id = p_partnership and cp.person_id = p_person and cp.left_at is null
      union all select unnest(cp.visible_to) from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
        where cp.partnership_id = p_partnership and cp.person_id = p_person and c.circle_id is not null) seen),
    hidden_from = (select coalesce(array_agg(distinct h order by h), '{}') from (
      select o.principal as h from conflicts k join officers o on o.partnership_id = k.partnership_id and o.id = k.officer_id
        where k.partnership_id = p_partnership and k.ended_at is null and (k.subject_id in (p_person, p.place_id) or k.address_key = amity.building_key(p.address, p.postcode)
          or k.address_key = (select amity.building_key(l.address, l.postcode) from places l where l.partnership_id = p_partnership and l.id = p.place_id))
      -- And from whoever would know them only through a case they must not see.
      union all select unnest(amity.person_conflicts(p_partnership, p_person))) hid)
  where p.partnership_id = p_partnership and p.id = p_person;
end $$;

-- What an officer in conflict would see otherwise changes with their posts and circles.
create function amity.conflicts_follow() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if exists (select from conflicts where partnership_id = new.partnership_id and officer_id = new.officer_id and ended_at is null) then
    perform amity.person_visibility(new.partnership_id, them.person_id) from (
      select distinct cp.person_id from officers o join case_parties cp on cp.partnership_id = o.partnership_id and o.principal = any (cp.hidden_from)
      where o.partnership_id = new.partnership_id and o.id = new.officer_id and cp.person_id is not null) them;
  end if;
  return null;
end $$;
alter function amity.conflicts_follow owner to amity_gate;
create trigger conflicts_follow after insert or update on posts for each row execute function amity.conflicts_follow();
create trigger conflicts_follow after insert or update on circle_members for each row execute function amity.conflicts_follow();

-- A circle is not there for an officer in conflict with its case, though they are still named in it for when the conflict ends.
alter table circles add column hidden_from int[] not null default '{}';
drop policy seen on circles;
create policy seen on circles for select to amity_web using (partnership_id = amity.partnership() and (amity.actor() = 'system' or principal = any (amity.principals())) and not hidden_from && amity.principals());
create function amity.circle_hides_as_case() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update circles set hidden_from = new.hidden_from where partnership_id = new.partnership_id and id = new.circle_id and kind = 'case' and hidden_from <> new.hidden_from;
  return null;
end $$;
alter function amity.circle_hides_as_case owner to amity_gate;
create trigger circle_hides after insert or update on cases for each row when (new.circle_id is not null) execute function amity.circle_hides_as_case();

-- Where a form's first click went is told to whoever sent it, and to nobody else: the address holds a reference.
alter table submissions add column made_by text not null default coalesce(amity.officer()::text, amity.held_key(), amity.actor(), '');
drop policy any_actor on submissions;
create policy own on submissions to amity_web using (partnership_id = amity.partnership() and made_by = coalesce(amity.officer()::text, amity.held_key(), amity.actor(), ''))
  with check (partnership_id = amity.partnership() and made_by = coalesce(amity.officer()::text, amity.held_key(), amity.actor(), ''));

-- Numbers with gaps would count the circles there are: circles are numbered downwards from -1, everybody else goes on upwards, and
-- neither counter is for the pages.
alter table partnerships add column next_circle int not null default -1;
create or replace function amity.new_principal(p_partnership int, p_kind text, p_subject uuid) returns int
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare n int;
begin
  if p_kind = 'circle' then update partnerships set next_circle = next_circle - 1 where id = p_partnership returning next_circle + 1 into n;
  else update partnerships set next_principal = next_principal + 1 where id = p_partnership returning next_principal - 1 into n;
  end if;
  insert into principals (partnership_id, id, kind, subject_id) values (p_partnership, n, p_kind, p_subject);
  return n;
end $$;
revoke select on partnerships from amity_web;
grant select (id, name, hosts, language, triage_agency_id, is_demonstration, created_at) on partnerships to amity_web;

set local role amity_gate;
update circles q set hidden_from = c.hidden_from from cases c where c.partnership_id = q.partnership_id and c.circle_id = q.id and q.kind = 'case' and c.hidden_from <> '{}';
select amity.person_visibility(p.partnership_id, p.id) from people p
  where exists (select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id where cp.partnership_id = p.partnership_id and cp.person_id = p.id and (c.circle_id is not null or c.hidden_from <> '{}'));
reset role;
