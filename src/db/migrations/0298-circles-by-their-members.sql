-- What the circle of one case may see is written as its members, and no longer as a principal of the circle's own. A manager let into every
-- restricted case of their agency stood in as many principals as there were cases: 3,168 among a million, read on every page and compared with
-- every row. Now each officer has one principal for all the circles they are a member of, and each agency one for its managers, which stands on a
-- case as long as all of them are in its circle; where one was taken out by name, the others stand there one by one.
-- docs/decisions/0298-circles-by-their-members.md

alter table principals drop constraint principals_kind_check;
alter table principals add constraint principals_kind_check check (kind in ('service', 'agency', 'team', 'circle', 'officer', 'member'));
drop policy seen on principals;
create policy seen on principals for select to amity_web using (partnership_id = amity.partnership() and amity.inside() and kind not in ('circle', 'member'));

-- A circle of a case, of a class of cases ("MARAC"), or the standing one of an agency: who reads its restricted reports, who are its managers.
alter table circles drop constraint circles_kind_check, drop constraint circles_check;
alter table circles add constraint circles_kind_check check (kind in ('case', 'class', 'agency')),
  add constraint circles_of_class check (kind <> 'class' or (agency_id is not null and keeper_id is not null and for_flag is not null and for_flag = any (amity.restricting_flags()) and review_due_on is not null and made_by is not null)),
  add constraint circles_standing check (kind <> 'agency' or (agency_id is not null and for_flag in ('restricted reports', 'managers'))),
  -- The principals that stand for the members of a case's circle.
  add column seers int[] not null default '{}';
drop trigger give_principal on circles;
create trigger give_principal before insert on circles for each row when (new.kind <> 'case') execute function amity.give_principal('circle');
create unique index circles_standing on circles (partnership_id, agency_id, for_flag) where kind = 'agency';
create index circles_held on circles (partnership_id, kind) include (id, principal) where kind <> 'case' and ended_on is null;
create index circles_of_agency on circles (partnership_id, agency_id) where kind = 'case' and ended_on is null;

-- Held only by whoever has proven a second factor, as every circle is; so it is not the officer's own.
create function amity.give_member_principal() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  perform amity.new_principal(new.partnership_id, 'member', new.id);
  return null;
end $$;
alter function amity.give_member_principal owner to amity_gate;
create trigger give_member_principal after insert on officers for each row execute function amity.give_member_principal();

-- What an officer holds of circles: their own as a member, and that of each circle of a class or an agency they are in.
create function amity.circle_principals(p_partnership int, p_officer uuid) returns setof int
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return query select x.id from principals x where x.partnership_id = p_partnership and x.kind = 'member' and x.subject_id = p_officer
    union all select q.principal from circles q where q.partnership_id = p_partnership and q.kind <> 'case' and q.ended_on is null
      and exists (select from circle_members m where m.partnership_id = q.partnership_id and m.circle_id = q.id and m.officer_id = p_officer and m.ended_at is null);
end $$;
alter function amity.circle_principals owner to amity_gate;
revoke all on function amity.circle_principals from public;

-- ---------------------------------------------------------------------------------------------------------------
-- Who stands for a circle of a case.
create function amity.circle_seers(p_partnership int, p_circle uuid) returns int[]
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
declare q circles; managers circles; all_in boolean;
begin
  select * into q from circles where partnership_id = p_partnership and id = p_circle;
  select * into managers from circles where partnership_id = p_partnership and kind = 'agency' and for_flag = 'managers' and agency_id = q.agency_id;
  all_in := managers.id is not null and not exists (select from circle_members g where g.partnership_id = p_partnership and g.circle_id = managers.id and g.ended_at is null
    and not exists (select from circle_members m where m.partnership_id = p_partnership and m.circle_id = q.id and m.officer_id = g.officer_id and m.ended_at is null));
  return (select coalesce(array_agg(seer order by seer), '{}') from (
    select managers.principal as seer where all_in
    union select x.id from circle_members m join principals x on x.partnership_id = m.partnership_id and x.kind = 'member' and x.subject_id = m.officer_id
      where m.partnership_id = p_partnership and m.circle_id = q.id and m.ended_at is null
        -- Whoever came in by themselves stays in when their post ends.
        and not (all_in and m.because = 'manager' and exists (select from circle_members g where g.partnership_id = p_partnership and g.circle_id = managers.id and g.officer_id = m.officer_id and g.ended_at is null))) seers);
end $$;
alter function amity.circle_seers owner to amity_gate;
revoke all on function amity.circle_seers from public;

-- Managers are locked before the circle, and read again after: two changes at the same moment see each other.
create function amity.recount_seers(p_partnership int, p_circle uuid) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare seen int[];
begin
  perform from circles g join circles q on q.partnership_id = g.partnership_id and q.agency_id = g.agency_id
    where q.partnership_id = p_partnership and q.id = p_circle and g.kind = 'agency' and g.for_flag = 'managers' for share of g;
  perform from circles where partnership_id = p_partnership and id = p_circle for no key update;
  seen := amity.circle_seers(p_partnership, p_circle);
  update circles set seers = seen where partnership_id = p_partnership and id = p_circle and kind = 'case' and seers <> seen;
end $$;
alter function amity.recount_seers owner to amity_gate;
revoke all on function amity.recount_seers from public;
create function amity.recount_agency(p_partnership int, p_agency uuid) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare one record;
begin
  for one in select id from circles where partnership_id = p_partnership and kind = 'case' and agency_id = p_agency and ended_on is null and seers <> amity.circle_seers(p_partnership, id) order by id loop
    perform amity.recount_seers(p_partnership, one.id);
  end loop;
end $$;
alter function amity.recount_agency owner to amity_gate;
revoke all on function amity.recount_agency from public;

-- Before conflicts_follow, which asks how else the member would know a person.
create function amity.seers_follow_members() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare q circles;
begin
  select * into q from circles where partnership_id = new.partnership_id and id = new.circle_id;
  if q.kind = 'case' then perform amity.recount_seers(q.partnership_id, q.id);
  elsif q.kind = 'agency' and q.for_flag = 'managers' and coalesce(current_setting('amity.managers_first', true), '') <> 'on' then perform amity.recount_agency(q.partnership_id, q.agency_id);
  end if;
  return null;
end $$;
alter function amity.seers_follow_members owner to amity_gate;
create trigger circle_seers after insert or update on circle_members for each row execute function amity.seers_follow_members();
create function amity.seers_follow_lead() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  perform amity.recount_seers(new.partnership_id, new.id);
  return null;
end $$;
alter function amity.seers_follow_lead owner to amity_gate;
create trigger circle_seers after update of agency_id on circles for each row when (new.kind = 'case' and new.agency_id is distinct from old.agency_id) execute function amity.seers_follow_lead();

-- Its cases, and with them all that hangs on them. The case whose own change brought it (0033) takes it up by itself.
create function amity.cases_follow_seers() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare who text := amity.actor(); one record;
begin
  perform set_config('amity.actor', 'system', true);
  for one in select id from cases where partnership_id = new.partnership_id and circle_id = new.id and id::text is distinct from current_setting('amity.restricting', true) order by id loop
    perform amity.refresh_case(new.partnership_id, one.id);
  end loop;
  perform set_config('amity.actor', coalesce(who, ''), true);
  return null;
end $$;
alter function amity.cases_follow_seers owner to amity_gate;
create trigger cases_follow_seers after update of seers on circles for each row when (new.kind = 'case' and new.seers <> old.seers) execute function amity.cases_follow_seers();

-- ---------------------------------------------------------------------------------------------------------------
-- The managers of an agency, as they are now. Says whether that is another set than before.
create function amity.keep_managers(p_partnership int, p_agency uuid) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare made uuid; managers uuid[]; has_come boolean; has_gone boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('managers ' || p_partnership || ' ' || p_agency, 0));
  select id into made from circles where partnership_id = p_partnership and kind = 'agency' and for_flag = 'managers' and agency_id = p_agency for update;
  if made is null then
    insert into circles (partnership_id, name, for_flag, kind, agency_id) values (p_partnership, 'Managers, ' || p_agency, 'managers', 'agency', p_agency) returning id into made;
  end if;
  managers := array(select distinct x.officer_id from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id and o.left_at is null
    where x.partnership_id = p_partnership and x.agency_id = p_agency and 'see restricted' = any (r.acts) and (x.ended_on is null or x.ended_on >= amity.now()::date));
  insert into circle_members (partnership_id, circle_id, officer_id, because, added_at)
    select p_partnership, made, manager, 'manager', amity.now() from unnest(managers) manager
      where not exists (select from circle_members m where m.partnership_id = p_partnership and m.circle_id = made and m.officer_id = manager and m.ended_at is null);
  has_come := found;
  update circle_members m set ended_at = amity.now(), ended_because = 'no longer in this post'
    where m.partnership_id = p_partnership and m.circle_id = made and m.ended_at is null and not m.officer_id = any (managers);
  has_gone := found;
  return has_come or has_gone;
end $$;
alter function amity.keep_managers owner to amity_gate;
revoke all on function amity.keep_managers from public;

-- As in 0290 for each officer; and the agency's managers are brought up to date first, so that cases whose circle they are all in stay untouched.
create function amity.circles_follow_manager(p_partnership int, p_officer uuid, p_agency uuid, p_let_out boolean) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare c record; others boolean; is_manager boolean := amity.is_manager_at(p_partnership, p_officer, p_agency);
begin
  perform set_config('amity.managers_first', 'on', true);
  others := amity.keep_managers(p_partnership, p_agency);
  perform set_config('amity.managers_first', '', true);
  if not amity.circles_stay() and (is_manager or p_let_out) then
    for c in select distinct k.circle_id from cases k join circles q on q.partnership_id = k.partnership_id and q.id = k.circle_id and q.for_flag is not null
        where k.partnership_id = p_partnership and k.lead_agency_id = p_agency loop
      if not is_manager then
        update circle_members set ended_at = amity.now(), ended_because = 'no longer in this post' where partnership_id = p_partnership and circle_id = c.circle_id
          and officer_id = p_officer and because = 'manager' and ended_at is null;
      elsif not exists (select from circle_members m where m.partnership_id = p_partnership and m.circle_id = c.circle_id and m.officer_id = p_officer
          and m.ended_at is not null and m.ended_because is distinct from 'no longer in this post') then
        perform amity.let_in(p_partnership, c.circle_id, p_officer, 'manager');
      end if;
    end loop;
  end if;
  if others then perform amity.recount_agency(p_partnership, p_agency); end if;
end $$;
alter function amity.circles_follow_manager owner to amity_gate;
revoke all on function amity.circles_follow_manager from public;
-- Only a post that ends or changes lets a manager out of a circle.
create or replace function amity.circles_follow_posts() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  perform amity.circles_follow_manager(new.partnership_id, new.officer_id, new.agency_id, tg_op = 'UPDATE');
  if tg_op = 'UPDATE' and old.agency_id <> new.agency_id then perform amity.circles_follow_manager(new.partnership_id, new.officer_id, old.agency_id, true); end if;
  return null;
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- The standing circle of restricted reports, and with it the managers. A role that gains or loses what makes a manager lets its holders in and out.
create or replace function amity.keep_restricted_circle(p_partnership int, p_agency uuid) returns int
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare made circles; readers uuid[] := array(select officer_id from amity.restricted_readers(p_partnership, p_agency));
begin
  perform pg_advisory_xact_lock(hashtextextended('restricted reports ' || p_partnership || ' ' || p_agency, 0));
  select * into made from circles where partnership_id = p_partnership and kind = 'agency' and for_flag = 'restricted reports' and agency_id = p_agency;
  if made.id is null then
    insert into circles (partnership_id, name, for_flag, kind, agency_id) values (p_partnership, 'Restricted reports, ' || p_agency, 'restricted reports', 'agency', p_agency) returning * into made;
  end if;
  insert into circle_members (partnership_id, circle_id, officer_id, because, added_at)
    select p_partnership, made.id, reader, 'manager', amity.now() from unnest(readers) reader
      where not exists (select from circle_members m where m.partnership_id = p_partnership and m.circle_id = made.id and m.officer_id = reader and m.ended_at is null);
  update circle_members m set ended_at = amity.now(), ended_because = 'no longer in this post'
    where m.partnership_id = p_partnership and m.circle_id = made.id and m.ended_at is null and not m.officer_id = any (readers);
  return made.principal;
end $$;
create or replace function amity.restricted_principal(p_partnership int, p_agency uuid) returns int
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select principal from circles where partnership_id = p_partnership and kind = 'agency' and for_flag = 'restricted reports' and agency_id = p_agency
$$;
create or replace function amity.restricted_circle_follows() returns trigger
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare one record;
begin
  if tg_table_name = 'agencies' then
    perform amity.keep_restricted_circle(new.partnership_id, new.id), amity.keep_managers(new.partnership_id, new.id);
  elsif tg_table_name = 'posts' then
    perform amity.keep_restricted_circle(new.partnership_id, new.agency_id);
    if tg_op = 'UPDATE' and old.agency_id <> new.agency_id then perform amity.keep_restricted_circle(old.partnership_id, old.agency_id); end if;
  elsif tg_table_name = 'roles' then
    for one in select distinct agency_id from posts where partnership_id = new.partnership_id and role_id = new.id loop perform amity.keep_restricted_circle(new.partnership_id, one.agency_id); end loop;
    for one in select distinct officer_id, agency_id from posts where partnership_id = new.partnership_id and role_id = new.id and ('see restricted' = any (new.acts)) <> ('see restricted' = any (old.acts)) loop
      perform amity.circles_follow_manager(new.partnership_id, one.officer_id, one.agency_id, true);
    end loop;
  else
    for one in select distinct agency_id from posts where partnership_id = new.partnership_id and officer_id = new.id loop
      perform amity.keep_restricted_circle(new.partnership_id, one.agency_id), amity.keep_managers(new.partnership_id, one.agency_id);
    end loop;
  end if;
  return null;
end $$;

-- Lets an officer into a circle once. Their other requests learn of it from their session; this one at once, and of this circle only.
create or replace function amity.let_in(p_partnership int, p_circle uuid, p_officer uuid, p_because text) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  insert into circle_members (partnership_id, circle_id, officer_id, because, added_at, added_by)
    select p_partnership, p_circle, p_officer, p_because, amity.now(), amity.officer() where p_officer is not null
      and not exists (select from circle_members where partnership_id = p_partnership and circle_id = p_circle and officer_id = p_officer and ended_at is null);
  if p_officer = amity.officer() then
    perform set_config('amity.principals', (amity.principals() || array(select mine from circles q cross join lateral amity.circle_principals(p_partnership, p_officer) mine
      where q.partnership_id = p_partnership and q.id = p_circle and (mine = q.principal or mine = any (q.seers)) and not mine = any (amity.principals())))::text, true);
  end if;
end $$;

-- As in 0080, 0084 and 0066, by the circle's members.
create or replace function amity.case_visibility() returns trigger
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if new.circle_id is not null then
    select array[1] || seers into new.visible_to from circles where partnership_id = new.partnership_id and id = new.circle_id;
  else
    select array[1] || array_agg(principal order by principal) into new.visible_to from agencies
      where partnership_id = new.partnership_id and id in (new.lead_agency_id, new.offered_to_agency_id);
  end if;
  new.hidden_from := '{}';
  if tg_op = 'UPDATE' then
    select new.visible_to || coalesce(array_agg(distinct o.principal), '{}') into new.visible_to
      from glass_breaks b join officers o on o.partnership_id = b.partnership_id and o.id = b.officer_id
      where b.partnership_id = new.partnership_id and b.case_id = new.id and b.ended_at is null;
    new.version := old.version + 1;
  end if;
  if exists (select from conflicts where partnership_id = new.partnership_id and ended_at is null) then
    new.hidden_from := amity.case_conflicts(new.partnership_id, new.id, new.place_id);
  end if;
  new.changed_at := now();
  return new;
end $$;
create or replace function amity.restrict_by_flag() returns trigger
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare made uuid; why text; f text; q record; outer_case text := current_setting('amity.restricting', true);
begin
  perform set_config('amity.restricting', new.id::text, true);
  select x into why from unnest(new.flags) x where x = any (amity.restricting_flags()) order by array_position(amity.restricting_flags(), x) limit 1;
  if why is not null and new.circle_id is null then
    made := amity.new_id();
    insert into circles (partnership_id, id, name, for_flag, agency_id) values (new.partnership_id, made, 'Case ' || new.reference || ', ' || made, why, new.lead_agency_id);
    new.circle_id := made;
    new.offered_to_agency_id := null;
    perform amity.let_in(new.partnership_id, made, new.lead_officer_id, 'lead officer');
    perform amity.let_managers_in(new.partnership_id, made, new.lead_agency_id);
    if amity.actor() = 'officer' then
      if tg_op = 'INSERT' then perform amity.let_in(new.partnership_id, made, amity.officer(), 'raised it');
      elsif old.visible_to && amity.principals() and not old.hidden_from && amity.principals() then perform amity.let_in(new.partnership_id, made, amity.officer(), 'raised it');
      end if;
    end if;
    for f in select distinct x from unnest(new.flags) x where x = any (amity.restricting_flags()) loop
      perform amity.let_class_in(new.partnership_id, made, new.lead_agency_id, f);
    end loop;
  elsif tg_op = 'UPDATE' and new.circle_id is not null then
    if why is null and old.flags && amity.restricting_flags() and exists (select from circles where partnership_id = new.partnership_id and id = new.circle_id and for_flag is not null) then
      update circles set ended_on = amity.now()::date where partnership_id = new.partnership_id and id = new.circle_id;
      new.circle_id := null;
      perform set_config('amity.restricting', coalesce(outer_case, ''), true);
      return new;
    end if;
    if new.lead_agency_id <> old.lead_agency_id then
      update circles set agency_id = new.lead_agency_id where partnership_id = new.partnership_id and id = new.circle_id and kind = 'case';
      for q in select id from circles where partnership_id = new.partnership_id and kind = 'class' and agency_id = old.lead_agency_id loop
        perform amity.end_through(new.partnership_id, q.id, null, new.circle_id, 'the lead moved');
      end loop;
    end if;
    if new.lead_officer_id <> old.lead_officer_id or new.lead_agency_id <> old.lead_agency_id then
      perform amity.let_in(new.partnership_id, new.circle_id, new.lead_officer_id, 'lead officer');
      perform amity.let_managers_in(new.partnership_id, new.circle_id, new.lead_agency_id);
    end if;
    for q in select id from circles where partnership_id = new.partnership_id and kind = 'class' and for_flag = any (old.flags) and not for_flag = any (new.flags) loop
      perform amity.end_through(new.partnership_id, q.id, null, new.circle_id, 'the flag was lowered');
    end loop;
    for f in select distinct x from unnest(new.flags) x where x = any (amity.restricting_flags()) and (not x = any (old.flags) or new.lead_agency_id <> old.lead_agency_id) loop
      perform amity.let_class_in(new.partnership_id, new.circle_id, new.lead_agency_id, f);
    end loop;
  end if;
  perform set_config('amity.restricting', coalesce(outer_case, ''), true);
  return new;
end $$;
create or replace function amity.find_session(p_partnership int, p_hash text, p_now timestamptz, p_idle interval) returns jsonb
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare s sessions; o officers; demonstration boolean; idle interval; proven boolean;
begin
  select * into s from sessions where token_hash = p_hash and partnership_id = p_partnership;
  if s.id is null then return null; end if;
  select * into o from officers where partnership_id = s.partnership_id and id = s.officer_id;
  idle := least(p_idle, make_interval(mins => amity.sign_in_limit(s.partnership_id, s.agency_id, 'idleMinutes', 5, 60)));
  if s.ended_at is not null or s.expires_at <= p_now or s.seen_at + idle <= p_now or o.left_at is not null then
    return jsonb_build_object('ended', true, 'officerId', s.officer_id);
  end if;
  if s.seen_at < p_now - interval '1 minute' then
    update sessions set seen_at = p_now where partnership_id = s.partnership_id and id = s.id;
  end if;
  select is_demonstration into demonstration from partnerships where id = s.partnership_id;
  proven := s.assurance = 'second factor' or demonstration;
  return (
    select jsonb_build_object('ended', false, 'sessionId', s.id, 'officerId', o.id, 'officerName', o.name, 'agencyId', a.id,
      'agencyName', a.short_name, 'assurance', case when proven then 'second factor' else 'password' end,
      'provenAt', coalesce(s.proven_at, s.started_at), 'mustProve', not proven and amity.needs_second_factor(s.partnership_id, a.id),
      'acts', amity.acts_of(s.partnership_id, o.id, a.id, p_now), 'lapsed', amity.lapsed_of(s.partnership_id, o.id, a.id, p_now),
      -- Whoever has proven no second factor holds no circle: that is how the wall knows.
      'principals', (select jsonb_agg(p) from (
          select o.principal as p union select a.principal
          union select t.principal from posts x join teams t on t.partnership_id = x.partnership_id and t.id = x.team_id
            where x.partnership_id = s.partnership_id and x.officer_id = o.id and x.agency_id = a.id and (x.ended_on is null or x.ended_on >= p_now::date)
          union select amity.circle_principals(s.partnership_id, o.id) where proven) mine))
    from agencies a where a.partnership_id = s.partnership_id and a.id = s.agency_id and a.ended_on is null
      and exists (select from posts x where x.partnership_id = s.partnership_id and x.officer_id = o.id and x.agency_id = a.id
                  and (x.ended_on is null or x.ended_on >= p_now::date)));
end $$;
create or replace function amity.principals_of(p_partnership int, p_officer uuid, p_agency uuid) returns int[]
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select array_agg(p) from (
    select principal as p from officers where partnership_id = p_partnership and id = p_officer
    union select principal from agencies where partnership_id = p_partnership and id = p_agency
    union select t.principal from posts x join teams t on t.partnership_id = x.partnership_id and t.id = x.team_id
      where x.partnership_id = p_partnership and x.officer_id = p_officer and x.agency_id = p_agency and x.ended_on is null
    union select amity.circle_principals(p_partnership, p_officer)) mine
$$;
create or replace function amity.officer_principals(p_partnership int, p_officer uuid, p_on date) returns int[]
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select array_agg(p) from (
    select principal as p from officers where partnership_id = p_partnership and id = p_officer
    union select a.principal from posts x join agencies a on a.partnership_id = x.partnership_id and a.id = x.agency_id
      where x.partnership_id = p_partnership and x.officer_id = p_officer and (x.ended_on is null or x.ended_on >= p_on) and a.ended_on is null
    union select t.principal from posts x join teams t on t.partnership_id = x.partnership_id and t.id = x.team_id
      where x.partnership_id = p_partnership and x.officer_id = p_officer and (x.ended_on is null or x.ended_on >= p_on)
    union select amity.circle_principals(p_partnership, p_officer)) mine
$$;

-- What is kept confidential of somebody is for those in the circles of their cases (0086), and follows them.
create or replace function amity.confidential_visibility(p_partnership int, p_person uuid) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update confidential_contacts k set visible_to = (
      select array_agg(distinct v order by v) from (
        select 1 as v
        union all select o.principal from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id and c.status in ('open', 'on hold')
          join officers o on o.partnership_id = c.partnership_id and o.id = c.lead_officer_id
          where cp.partnership_id = p_partnership and cp.person_id = p_person and cp.left_at is null and cp.role <> 'alleged perpetrator'
            and not exists (select from case_parties b where b.partnership_id = cp.partnership_id and b.case_id = cp.case_id and b.person_id = p_person and b.role = 'alleged perpetrator')
        union all select unnest(q.seers) from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id join circles q on q.partnership_id = c.partnership_id and q.id = c.circle_id
          where cp.partnership_id = p_partnership and cp.person_id = p_person and cp.left_at is null and cp.role <> 'alleged perpetrator'
            and not exists (select from case_parties b where b.partnership_id = cp.partnership_id and b.case_id = cp.case_id and b.person_id = p_person and b.role = 'alleged perpetrator')
        union all select o.principal from confidential_keepers n join officers o on o.partnership_id = n.partnership_id and o.id = n.officer_id
          where n.partnership_id = p_partnership and n.person_id = p_person and n.ended_at is null) seen),
    hidden_from = (
      select coalesce(array_agg(distinct h order by h), '{}') from (
        select unnest(c.hidden_from) as h from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id where cp.partnership_id = p_partnership and cp.person_id = p_person
        union all select unnest(p.hidden_from) from people p where p.partnership_id = p_partnership and p.id = p_person
        union all select o.principal from conflicts f join officers o on o.partnership_id = f.partnership_id and o.id = f.officer_id
          where f.partnership_id = p_partnership and f.ended_at is null and (f.address_key = amity.building_key(k.address, k.postcode) or f.subject_id = k.place_id)) hid)
  where k.partnership_id = p_partnership and k.person_id = p_person and k.ended_at is null;
end $$;
create or replace function amity.keepers_of(p_person uuid) returns table (officer_id uuid, name text, because text, named boolean)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select o.id, o.name, coalesce(n.because, case when exists (select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id and c.lead_officer_id = o.id
      where cp.partnership_id = k.partnership_id and cp.person_id = p_person and cp.left_at is null and c.status in ('open', 'on hold')) then 'Leads a case of theirs' else 'Is in the circle of a case of theirs' end), n.id is not null
  from confidential_contacts k join officers o on o.partnership_id = k.partnership_id and o.left_at is null
    left join confidential_keepers n on n.partnership_id = k.partnership_id and n.person_id = k.person_id and n.officer_id = o.id and n.ended_at is null
  where k.partnership_id = amity.partnership() and k.person_id = p_person and k.report_id is null and k.ended_at is null and amity.actor() = 'officer'
    and k.visible_to && amity.principals() and not k.hidden_from && amity.principals()
    and (o.principal = any (k.visible_to) or k.visible_to && array(select amity.circle_principals(k.partnership_id, o.id)))
    and (n.id is not null or not o.principal = any (k.hidden_from))
  order by o.name limit 100
$$;
create or replace function amity.marker_manager(p_marker uuid) returns uuid
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select o.id from markers m join posts x on x.partnership_id = m.partnership_id and x.agency_id = m.agency_id and (x.ended_on is null or x.ended_on >= amity.now()::date)
    join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id and 'authorise markers' = any (r.acts)
    join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id and o.left_at is null join agencies a on a.partnership_id = m.partnership_id and a.id = m.agency_id
  where m.partnership_id = amity.partnership() and m.id = p_marker and o.id is distinct from m.made_by and not o.principal = any (m.hidden_from)
    and (amity.actor() = 'system' or (amity.actor() = 'officer' and m.visible_to && amity.principals() and not m.hidden_from && amity.principals()))
    and (m.visible_to && array[o.principal, a.principal] or m.visible_to && array(select amity.circle_principals(m.partnership_id, o.id)))
  order by ('run the partnership' = any (r.acts)), (select count(*) from diary_items d where d.partnership_id = o.partnership_id and d.officer_id = o.id and d.done_at is null and d.cancelled_at is null), o.name limit 1
$$;
drop trigger the_confidence_follows on cases;
create trigger the_confidence_follows after update on cases for each row
  when ((new.visible_to, new.hidden_from, new.lead_officer_id, new.circle_id, new.status) is distinct from (old.visible_to, old.hidden_from, old.lead_officer_id, old.circle_id, old.status)) execute function amity.confidence_follows();

-- That somebody asked who works with a person is for whoever sees the person now (0088 wrote down who saw them then).
create index person_asks_about on person_asks using gin (person_ids);
create function amity.asks_follow() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update person_asks a set visible_to = array(select distinct v from people p cross join lateral unnest(p.visible_to) v where p.partnership_id = a.partnership_id and p.id = any (a.person_ids) union select 1 order by 1)
    where a.partnership_id = new.partnership_id and a.person_ids @> array[new.id];
  return null;
end $$;
alter function amity.asks_follow owner to amity_gate;
create trigger asks_follow after update on people for each row when (new.visible_to is distinct from old.visible_to) execute function amity.asks_follow();

-- Who stands for a circle follows from its members, whose coming and going is in the trail; and so does what a case shows, which is in it too.
create or replace function amity.audit_change() returns trigger
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  who jsonb := case when tg_op = 'DELETE' then before else after end;
  changed jsonb;
  about jsonb;
  its_case text := case when tg_table_name = 'cases' then who ->> 'id' else who ->> 'case_id' end;
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(key, jsonb_build_array(before -> key, value)) into changed
      from jsonb_each(after) where value is distinct from before -> key and key not in ('changed_at', 'seers');
    if changed is null then return null; end if;
  elsif tg_op = 'DELETE' then
    changed := before;
  end if;
  -- A setting anybody may set proves nothing, so what it names must be a removal that is confirmed and not done yet.
  if nullif(current_setting('amity.removing', true), '') is not null and amity.actor() = 'system' and exists (select from agency_leavings where partnership_id = (who ->> 'partnership_id')::int
      and id::text = current_setting('amity.removing', true) and state = 'confirmed') then changed := null; end if;
  if tg_table_name = 'circle_members' then
    select c.id::text into its_case from cases c where c.partnership_id = (who ->> 'partnership_id')::int and c.circle_id = (who ->> 'circle_id')::uuid limit 1;
  end if;
  about := case when its_case is not null then jsonb_build_object('@case', jsonb_build_array(its_case)) else '{}' end
    || case when tg_table_name = 'people' then jsonb_build_object('@person', jsonb_build_array(who ->> 'id')) else '{}' end
    || case when tg_table_name = 'reports' then jsonb_build_object('@report', jsonb_build_array(who ->> 'id'))
         when its_case is null and who ->> 'report_id' is not null then jsonb_build_object('@report', jsonb_build_array(who ->> 'report_id')) else '{}' end;
  if about <> '{}' then changed := coalesce(changed, '{}') || about || '{"@how": "write"}'; end if;
  insert into audit_events (partnership_id, actor, officer_id, agency_id, action, subject_kind, subject_id, changes, salt, digest, row_hash)
  values ((who ->> 'partnership_id')::int, coalesce(amity.actor(), 'nobody'), amity.officer(), amity.agency(),
          lower(tg_op), tg_table_name, coalesce(who ->> 'id', who ->> 'key'), changed, '', '', '');
  return null;
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- What there is: standing circles first, then each case's circle, and by it the case and all that hangs on it.
set local role amity_gate;
do $$
declare one record;
begin
  for one in select partnership_id, id from officers order by 1, 2 loop perform amity.new_principal(one.partnership_id, 'member', one.id); end loop;
  update circles q set kind = 'agency', agency_id = a.id from agencies a where a.partnership_id = q.partnership_id and q.for_flag = 'restricted reports' and q.name = 'Restricted reports, ' || a.id;
  for one in select partnership_id, id from agencies order by 1, 2 loop
    perform set_config('amity.partnership', one.partnership_id::text, true), set_config('amity.actor', 'owner', true), set_config('amity.managers_first', 'on', true);
    perform amity.keep_managers(one.partnership_id, one.id);
  end loop;
  perform set_config('amity.managers_first', '', true);
  delete from principals x using circles q where x.partnership_id = q.partnership_id and x.kind = 'circle' and x.subject_id = q.id and q.kind = 'case';
  update circles set principal = null where kind = 'case';
  for one in select distinct on (partnership_id, circle_id) partnership_id, circle_id, lead_agency_id from cases where circle_id is not null order by partnership_id, circle_id, status = 'merged' loop
    perform set_config('amity.partnership', one.partnership_id::text, true);
    update circles set agency_id = one.lead_agency_id where partnership_id = one.partnership_id and id = one.circle_id and kind = 'case';
  end loop;
  perform set_config('amity.partnership', '', true), set_config('amity.actor', '', true);
end $$;
reset role;
