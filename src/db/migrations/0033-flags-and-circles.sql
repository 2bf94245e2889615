-- Flags with their reasons and history; domestic abuse restricts a case to its circle, here and not in a page.

-- Who is in a circle, and why. Nobody reads circles they are not in, and nobody lets themselves in.
alter table circle_members add column because text not null default 'named' check (because in ('lead officer', 'manager', 'named', 'raised it')),
  add column added_at timestamptz not null default amity.now(), add column added_by uuid default amity.officer(), add column ended_because text;
create unique index circle_members_once on circle_members (partnership_id, circle_id, officer_id) where ended_at is null;
create index circle_members_officer on circle_members (partnership_id, officer_id) where ended_at is null;
create index cases_circle on cases (partnership_id, circle_id) where circle_id is not null;
drop policy inside on circles;
create policy seen on circles for select to amity_web using (partnership_id = amity.partnership() and (amity.actor() = 'system' or principal = any (amity.principals())));
create policy service on circles for insert to amity_web with check (partnership_id = amity.partnership() and amity.actor() = 'system');
revoke update on circles from amity_web;
drop policy inside on circle_members;
create policy service on circle_members to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
drop policy inside on principals;
create policy seen on principals for select to amity_web using (partnership_id = amity.partnership() and amity.inside() and (kind <> 'circle' or id = any (amity.principals())));
revoke insert, update on principals from amity_web;

-- Lets an officer into a circle once. Their other requests learn of it from their session; this one at once.
create function amity.let_in(p_partnership int, p_circle uuid, p_officer uuid, p_because text) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare p int;
begin
  insert into circle_members (partnership_id, circle_id, officer_id, because, added_at, added_by)
    select p_partnership, p_circle, p_officer, p_because, amity.now(), amity.officer() where p_officer is not null
      and not exists (select from circle_members where partnership_id = p_partnership and circle_id = p_circle and officer_id = p_officer and ended_at is null);
  if p_officer = amity.officer() then
    select principal into p from circles where partnership_id = p_partnership and id = p_circle;
    perform set_config('amity.principals', (amity.principals() || p)::text, true);
  end if;
end $$;
alter function amity.let_in owner to amity_gate;
revoke all on function amity.let_in from public;

create function amity.let_managers_in(p_partnership int, p_circle uuid, p_agency uuid) returns void
language sql security definer set search_path = public, amity, pg_temp as $$
  select amity.let_in(p_partnership, p_circle, officer_id, 'manager') from (
    select distinct x.officer_id from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
    where x.partnership_id = p_partnership and x.agency_id = p_agency and 'see restricted' = any (r.acts) and (x.ended_on is null or x.ended_on >= amity.now()::date)) m
$$;
alter function amity.let_managers_in owner to amity_gate;
revoke all on function amity.let_managers_in from public;

-- Runs before the trigger "visible" (triggers run in the order of their names), which then reads the circle.
create function amity.restrict_by_flag() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare made uuid;
begin
  if 'domestic abuse' = any (new.flags) and new.circle_id is null then
    made := amity.new_id();
    insert into circles (partnership_id, id, name, for_flag) values (new.partnership_id, made, 'Case ' || new.reference || ', ' || made, 'domestic abuse');
    new.circle_id := made;
    new.offered_to_agency_id := null;
    perform amity.let_in(new.partnership_id, made, new.lead_officer_id, 'lead officer');
    perform amity.let_managers_in(new.partnership_id, made, new.lead_agency_id);
    if amity.actor() = 'officer' then perform amity.let_in(new.partnership_id, made, amity.officer(), 'raised it'); end if;
  elsif tg_op = 'UPDATE' and new.circle_id is not null then
    if 'domestic abuse' = any (old.flags) and not 'domestic abuse' = any (new.flags)
        and exists (select from circles where partnership_id = new.partnership_id and id = new.circle_id and for_flag = 'domestic abuse') then
      update circles set ended_on = amity.now()::date where partnership_id = new.partnership_id and id = new.circle_id;
      new.circle_id := null;
    elsif new.lead_officer_id <> old.lead_officer_id or new.lead_agency_id <> old.lead_agency_id then
      perform amity.let_in(new.partnership_id, new.circle_id, new.lead_officer_id, 'lead officer');
      perform amity.let_managers_in(new.partnership_id, new.circle_id, new.lead_agency_id);
    end if;
  end if;
  return new;
end $$;
alter function amity.restrict_by_flag owner to amity_gate;
create trigger restrict_by_flag before insert or update on cases for each row execute function amity.restrict_by_flag();

-- A new manager is let into the circles of their agency's cases; one who stops being one is let out.
create function amity.circles_follow_posts() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record;
begin
  for c in select distinct k.circle_id from cases k join circles q on q.partnership_id = k.partnership_id and q.id = k.circle_id and q.for_flag is not null
      where k.partnership_id = new.partnership_id and k.lead_agency_id = new.agency_id loop
    if new.ended_on is null or new.ended_on >= amity.now()::date then
      perform amity.let_managers_in(new.partnership_id, c.circle_id, new.agency_id);
    else
      update circle_members set ended_at = amity.now(), ended_because = 'no longer in this post' where partnership_id = new.partnership_id and circle_id = c.circle_id
        and officer_id = new.officer_id and because = 'manager' and ended_at is null;
    end if;
  end loop;
  return null;
end $$;
alter function amity.circles_follow_posts owner to amity_gate;
create trigger circles_follow after insert or update on posts for each row execute function amity.circles_follow_posts();

-- Who may see a restricted case, told only to those who may.
create function amity.circle_of_case(p_case uuid) returns table (officer_id uuid, name text, agency text, because text, added_at timestamptz)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select o.id, o.name, (select min(a.short_name) from posts x join agencies a on a.partnership_id = x.partnership_id and a.id = x.agency_id
      where x.partnership_id = o.partnership_id and x.officer_id = o.id and x.ended_on is null), m.because, m.added_at
  from cases c join circle_members m on m.partnership_id = c.partnership_id and m.circle_id = c.circle_id and m.ended_at is null
    join officers o on o.partnership_id = m.partnership_id and o.id = m.officer_id
  where c.partnership_id = amity.partnership() and c.id = p_case and amity.actor() = 'officer' and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()
  order by o.name
$$;
alter function amity.circle_of_case owner to amity_gate;
revoke all on function amity.circle_of_case from public;
grant execute on function amity.circle_of_case to amity_web;

-- The lead officer, or a manager who may see restricted cases, names one more, or takes one out. Never the lead officer.
create function amity.may_keep_circle(p_case uuid) returns uuid
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select c.circle_id from cases c where c.partnership_id = amity.partnership() and c.id = p_case and amity.actor() = 'officer' and c.lead_agency_id = amity.agency()
    and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()
    and (c.lead_officer_id = amity.officer() or exists (select from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
      where x.partnership_id = c.partnership_id and x.officer_id = amity.officer() and x.agency_id = amity.agency() and 'see restricted' = any (r.acts) and (x.ended_on is null or x.ended_on >= amity.now()::date)))
$$;
alter function amity.may_keep_circle owner to amity_gate;
revoke all on function amity.may_keep_circle from public;
grant execute on function amity.may_keep_circle to amity_web;
create function amity.name_in_circle(p_case uuid, p_officer uuid) returns boolean
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare circle uuid := amity.may_keep_circle(p_case);
begin
  if circle is null or not exists (select from officers where partnership_id = amity.partnership() and id = p_officer and left_at is null) then return false; end if;
  perform amity.let_in(amity.partnership(), circle, p_officer, 'named');
  return true;
end $$;
alter function amity.name_in_circle owner to amity_gate;
revoke all on function amity.name_in_circle from public;
grant execute on function amity.name_in_circle to amity_web;
create function amity.take_from_circle(p_case uuid, p_officer uuid, p_because text) returns boolean
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare circle uuid := amity.may_keep_circle(p_case);
begin
  if circle is null or exists (select from cases where partnership_id = amity.partnership() and id = p_case and lead_officer_id = p_officer) then return false; end if;
  update circle_members set ended_at = amity.now(), ended_because = p_because where partnership_id = amity.partnership() and circle_id = circle and officer_id = p_officer and ended_at is null;
  return found;
end $$;
alter function amity.take_from_circle owner to amity_gate;
revoke all on function amity.take_from_circle from public;
grant execute on function amity.take_from_circle to amity_web;

-- Each raising of a flag, with its reason, and how it was lowered again.
create table case_flags (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null,
  flag text not null check (flag in ('hate', 'domestic abuse', 'safeguarding', 'child', 'repeat', 'vulnerable')),
  raised_at timestamptz not null, raised_by uuid, raised_because text not null check (length(raised_because) between 1 and 2000),
  lowered_at timestamptz, lowered_by uuid, lowered_because text,
  -- What the case had switched on because of it was seen to.
  acted_at timestamptz, acted_by uuid, acted_how text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  check ((lowered_at is null) = (lowered_because is null))
);
create unique index case_flags_up on case_flags (partnership_id, case_id, flag) where lowered_at is null;
select amity.wall_case_child('case_flags');

-- A case that is opened with flags has them in its history from the start.
create function amity.flags_at_opening() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  insert into case_flags (partnership_id, case_id, flag, raised_at, raised_by, raised_because)
    select new.partnership_id, new.id, f, new.opened_at, amity.officer(), 'Known when the case was opened' from (select distinct unnest(new.flags) as f) all_flags
    where f in ('hate', 'domestic abuse', 'safeguarding', 'child', 'repeat', 'vulnerable');
  return null;
end $$;
alter function amity.flags_at_opening owner to amity_gate;
create trigger flags_at_opening after insert on cases for each row when (new.flags <> '{}') execute function amity.flags_at_opening();

-- A person who is, or was, part of a restricted case is no longer everybody's in the agency that wrote them down:
-- that the record exists would say that somebody of that name is in a case one may not see.
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
        where cp.partnership_id = p_partnership and cp.person_id = p_person and c.circle_id is not null) seen)
  where p.partnership_id = p_partnership and p.id = p_person;
end $$;
alter function amity.person_visibility owner to amity_gate;

update roles set acts = acts || 'see restricted'::text where name = 'Team manager' and not 'see restricted' = any (acts);
set local role amity_gate;
update roles set acts = acts || 'see restricted'::text where name = 'Team manager' and not 'see restricted' = any (acts);
insert into case_flags (partnership_id, case_id, flag, raised_at, raised_because)
  select c.partnership_id, c.id, f, c.opened_at, 'Known before flags had reasons' from cases c cross join lateral (select distinct unnest(c.flags) as f) all_flags
  where f in ('hate', 'domestic abuse', 'safeguarding', 'child', 'repeat', 'vulnerable');
update cases set flags = flags where 'domestic abuse' = any (flags) and circle_id is null;
reset role;
