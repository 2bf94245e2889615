-- Who is who over time: the names agencies have had, posts with their beginning and end, planned moves, leaving with the
-- work handed over in the same transaction, and two agencies that become one.

create table agency_names (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  agency_id uuid not null, name text not null, short_name text not null,
  -- Empty: from before names were kept; and the name it has now.
  from_at timestamptz, until_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id)
);
create unique index agency_names_now on agency_names (partnership_id, agency_id) where until_at is null;
select amity.protect('agency_names', false);
create policy inside on agency_names for select to amity_web using (partnership_id = amity.partnership() and amity.inside());
grant select on agency_names to amity_web;
create function amity.keep_agency_name() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update agency_names set until_at = amity.now() where partnership_id = new.partnership_id and agency_id = new.id and until_at is null;
  insert into agency_names (partnership_id, agency_id, name, short_name, from_at) values (new.partnership_id, new.id, new.name, new.short_name, amity.now());
  return null;
end $$;
alter function amity.keep_agency_name owner to amity_gate;
create trigger keep_name after insert on agencies for each row execute function amity.keep_agency_name();
create trigger keep_new_name after update on agencies for each row when ((old.name, old.short_name) is distinct from (new.name, new.short_name)) execute function amity.keep_agency_name();
alter table agencies add column merged_into_id uuid;

-- ended_on is the last day on which a post counts; it lies before the day on which somebody takes it away at once.
alter table posts add column started_on date, add column given_by uuid default amity.officer(),
  add column ended_at timestamptz, add column ended_by uuid, add column ended_because text,
  -- Taken away because nobody confirmed it; given back when somebody does.
  add column suspended_at timestamptz;
alter table posts alter column started_on set default (amity.now() at time zone 'Europe/London')::date;
set local role amity_gate;
insert into agency_names (partnership_id, agency_id, name, short_name) select partnership_id, id, name, short_name from agencies;
reset role;

-- A change of post from a day to come. A chore makes it on that day.
create table post_moves (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  post_id uuid not null, officer_id uuid not null, agency_id uuid not null, role_id uuid not null, team_id uuid,
  from_day date not null, planned_at timestamptz not null, planned_by uuid not null, done_at timestamptz, cancelled_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, post_id) references posts (partnership_id, id),
  foreign key (partnership_id, role_id) references roles (partnership_id, id),
  foreign key (partnership_id, team_id) references teams (partnership_id, id)
);
create unique index post_moves_one on post_moves (partnership_id, post_id) where done_at is null and cancelled_at is null;
create index post_moves_officer on post_moves (partnership_id, officer_id);
select amity.wall_inside('post_moves');
select amity.wall_by_act('post_moves', $$amity.officer() is distinct from officer_id and (amity.runs() or (amity.may('run the agency') and agency_id = amity.agency()))$$);
revoke update on post_moves from amity_web;
grant update (done_at, cancelled_at) on post_moves to amity_web;
create function amity.moves_within_reach() returns trigger language plpgsql as $$
begin
  if amity.actor() = 'officer' and not amity.runs() and (amity.is_wide(new.partnership_id, new.role_id)
      or exists (select from posts where partnership_id = new.partnership_id and id = new.post_id and (agency_id, officer_id) is distinct from (new.agency_id, new.officer_id))) then
    raise exception 'This move is not theirs to plan' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger within_reach before insert on post_moves for each row execute function amity.moves_within_reach();

-- A post given to somebody who had left lets them back in; they choose a password again.
create function amity.let_back() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if new.ended_on is null then
    update officers set left_at = null, password_hash = null where partnership_id = new.partnership_id and id = new.officer_id and left_at is not null;
  end if;
  return null;
end $$;
alter function amity.let_back owner to amity_gate;
create trigger let_back after insert on posts for each row execute function amity.let_back();

-- ---------------------------------------------------------------------------------------------------------------
-- Circles follow posts one officer at a time, and not at all while two agencies become one: then each keeps its few.
create function amity.circles_stay() returns boolean language sql stable parallel safe
  return coalesce(current_setting('amity.circles_stay', true) = 'yes', false);
create function amity.is_manager_at(p_partnership int, p_officer uuid, p_agency uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select exists (select from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
    where x.partnership_id = p_partnership and x.officer_id = p_officer and x.agency_id = p_agency and 'see restricted' = any (r.acts) and (x.ended_on is null or x.ended_on >= amity.now()::date))
$$;
alter function amity.is_manager_at owner to amity_gate;
revoke all on function amity.is_manager_at from public;
create or replace function amity.let_managers_in(p_partnership int, p_circle uuid, p_agency uuid) returns void
language sql security definer set search_path = public, amity, pg_temp as $$
  select amity.let_in(p_partnership, p_circle, officer_id, 'manager') from (
    select distinct x.officer_id from posts x
    where x.partnership_id = p_partnership and x.agency_id = p_agency and not amity.circles_stay() and amity.is_manager_at(p_partnership, x.officer_id, p_agency)
      and not exists (select from circle_members m where m.partnership_id = p_partnership and m.circle_id = p_circle and m.officer_id = x.officer_id
        and m.ended_at is not null and m.ended_because is distinct from 'no longer in this post')) m
$$;
alter function amity.let_managers_in owner to amity_gate;
create or replace function amity.circles_follow_posts() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record; is_manager boolean;
begin
  if amity.circles_stay() then return null; end if;
  is_manager := amity.is_manager_at(new.partnership_id, new.officer_id, new.agency_id);
  for c in select distinct k.circle_id from cases k join circles q on q.partnership_id = k.partnership_id and q.id = k.circle_id and q.for_flag is not null
      where k.partnership_id = new.partnership_id and k.lead_agency_id = new.agency_id loop
    if not is_manager then
      update circle_members set ended_at = amity.now(), ended_because = 'no longer in this post' where partnership_id = new.partnership_id and circle_id = c.circle_id
        and officer_id = new.officer_id and because = 'manager' and ended_at is null;
    elsif not exists (select from circle_members m where m.partnership_id = new.partnership_id and m.circle_id = c.circle_id and m.officer_id = new.officer_id
        and m.ended_at is not null and m.ended_because is distinct from 'no longer in this post') then
      perform amity.let_in(new.partnership_id, c.circle_id, new.officer_id, 'manager');
    end if;
  end loop;
  return null;
end $$;
alter function amity.circles_follow_posts owner to amity_gate;

-- ---------------------------------------------------------------------------------------------------------------
-- Leaving. What an officer may see at an agency, as one list: what their session would hold.
create function amity.principals_of(p_partnership int, p_officer uuid, p_agency uuid) returns int[]
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select array_agg(p) from (
    select principal as p from officers where partnership_id = p_partnership and id = p_officer
    union select principal from agencies where partnership_id = p_partnership and id = p_agency
    union select t.principal from posts x join teams t on t.partnership_id = x.partnership_id and t.id = x.team_id
      where x.partnership_id = p_partnership and x.officer_id = p_officer and x.agency_id = p_agency and x.ended_on is null
    union select c.principal from circle_members m join circles c on c.partnership_id = m.partnership_id and c.id = m.circle_id
      where m.partnership_id = p_partnership and m.officer_id = p_officer and m.ended_at is null and c.ended_on is null) mine
$$;
alter function amity.principals_of owner to amity_gate;
revoke all on function amity.principals_of from public;

-- Who takes over a record: the named colleague if they see it anyway; else a manager who sees it; else whoever of the
-- agency sees it and may work on cases. Nobody comes to see it by this.
create function amity.who_takes(p_partnership int, p_agency uuid, p_from uuid, p_to uuid, p_visible int[], p_hidden int[]) returns uuid
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select c.officer_id from (
    select x.officer_id, bool_or('see restricted' = any (r.acts)) as manages, bool_or('work on cases' = any (r.acts)) as works, amity.principals_of(p_partnership, x.officer_id, p_agency) as principals
    from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id
    where x.partnership_id = p_partnership and x.agency_id = p_agency and x.ended_on is null and o.left_at is null and x.officer_id <> p_from
    group by x.officer_id) c
  where p_visible && c.principals and not p_hidden && c.principals and (c.officer_id = p_to or c.manages or c.works)
  order by c.officer_id = p_to desc, c.manages desc, c.officer_id limit 1
$$;
alter function amity.who_takes owner to amity_gate;
revoke all on function amity.who_takes from public;

create function amity.tell(p_partnership int, p_officer uuid, p_agency uuid, p_title text, p_because text, p_case uuid, p_about uuid) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into diary_items (partnership_id, kind, title, due_at, because, case_id, about_kind, about_id, officer_id, agency_id, made_at)
  values (p_partnership, 'task', left(p_title, 200), amity.now() + interval '1 day', p_because, p_case, 'handed over', p_about, p_officer, p_agency, amity.now())
$$;
alter function amity.tell owner to amity_gate;
revoke all on function amity.tell from public;

create function amity.hand_over_cases(p_partnership int, p_officer uuid, p_agency uuid, p_to uuid, p_why text) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare c cases; taker uuid;
begin
  for c in select * from cases where partnership_id = p_partnership and lead_agency_id = p_agency and lead_officer_id = p_officer and status in ('open', 'on hold') order by id for update loop
    taker := amity.who_takes(p_partnership, p_agency, p_officer, p_to, c.visible_to, c.hidden_from);
    if taker is null and c.circle_id is not null then
      -- Nobody left in the circle works here: the agency's managers come in, as they do when a case is restricted.
      perform amity.let_managers_in(p_partnership, c.circle_id, p_agency);
      taker := amity.who_takes(p_partnership, p_agency, p_officer, p_to, c.visible_to, c.hidden_from);
      -- And where there is none, somebody must answer to the person harmed; never the one who decides it here.
      if taker is null and p_to is distinct from amity.officer() then taker := p_to; end if;
    end if;
    continue when taker is null;
    update cases set lead_officer_id = taker where partnership_id = p_partnership and id = c.id;
    update diary_items set officer_id = taker where partnership_id = p_partnership and case_id = c.id and officer_id = p_officer and agency_id = p_agency and done_at is null and cancelled_at is null;
    update plan_steps set officer_id = taker, version = version + 1 where partnership_id = p_partnership and case_id = c.id and officer_id = p_officer and state = 'open';
    insert into entries (partnership_id, case_id, kind, happened_at, entered_at, entered_as, summary)
      select p_partnership, c.id, 'transfer', amity.now(), amity.now(), 'Amity', left(o.name || ' leads from now: ' || p_why, 300) from officers o where o.partnership_id = p_partnership and o.id = taker;
    -- A list of many cases is one task; of a case that few may see, only they are told, on the case itself.
    if taker <> p_to or c.circle_id is not null then
      perform amity.tell(p_partnership, taker, p_agency, 'You lead this case now', p_why, c.id, c.id);
    end if;
  end loop;
end $$;
alter function amity.hand_over_cases owner to amity_gate;
revoke all on function amity.hand_over_cases from public;

create function amity.hand_over_the_rest(p_partnership int, p_officer uuid, p_agency uuid, p_to uuid) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  -- An answer nobody may give to their own asking goes to whoever else may give it.
  update diary_items d set officer_id = null where d.partnership_id = p_partnership and d.officer_id = p_officer and d.agency_id = p_agency and d.done_at is null and d.cancelled_at is null
    and d.kind = 'closing answer';
  update diary_items d set officer_id = coalesce(amity.who_takes(p_partnership, p_agency, p_officer, p_to, d.visible_to, d.hidden_from),
      (select c.lead_officer_id from cases c where c.partnership_id = p_partnership and c.id = d.case_id and c.lead_agency_id = p_agency))
    where d.partnership_id = p_partnership and d.officer_id = p_officer and d.agency_id = p_agency and d.done_at is null and d.cancelled_at is null;
  update plan_steps s set officer_id = coalesce(amity.who_takes(p_partnership, p_agency, p_officer, p_to, s.visible_to, s.hidden_from), s.officer_id), version = version + 1
    where s.partnership_id = p_partnership and s.officer_id = p_officer and s.state = 'open'
      and exists (select from cases c where c.partnership_id = p_partnership and c.id = s.case_id and c.lead_agency_id = p_agency);
  -- A report nobody here may see goes back to the pot, where it is raised with a manager.
  update reports r set owner_id = amity.who_takes(p_partnership, p_agency, p_officer, p_to, r.visible_to, r.hidden_from)
    where r.partnership_id = p_partnership and r.owner_id = p_officer and r.agency_id = p_agency and r.state = 'waiting';
  update improvements i set owner_id = amity.who_takes(p_partnership, p_agency, p_officer, p_to, i.visible_to, i.hidden_from), version = version + 1
    where i.partnership_id = p_partnership and i.owner_id = p_officer and i.agency_id = p_agency and i.state = 'open';
  update imports set officer_id = p_to where partnership_id = p_partnership and officer_id = p_officer and agency_id = p_agency and ended_at is null;
  -- The quality sample: somebody who may read casework and whose own it is not, or the reading is not possible.
  update quality_reviews q set reviewer_id = (
      select x.officer_id from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id
      where x.partnership_id = p_partnership and x.agency_id = p_agency and x.ended_on is null and o.left_at is null and 'review case quality' = any (r.acts) and x.officer_id not in (p_officer, q.officer_id)
        and q.visible_to && amity.principals_of(p_partnership, x.officer_id, p_agency) order by x.officer_id = p_to desc, x.officer_id limit 1)
    where q.partnership_id = p_partnership and q.reviewer_id = p_officer and q.agency_id = p_agency and q.state = 'to do'
      and exists (select from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id
        where x.partnership_id = p_partnership and x.agency_id = p_agency and x.ended_on is null and o.left_at is null and 'review case quality' = any (r.acts) and x.officer_id not in (p_officer, q.officer_id)
          and q.visible_to && amity.principals_of(p_partnership, x.officer_id, p_agency));
  update quality_reviews set state = 'not possible', comment = 'Whoever was to read it left, and nobody else may', done_at = amity.now()
    where partnership_id = p_partnership and reviewer_id = p_officer and agency_id = p_agency and state = 'to do';
end $$;
alter function amity.hand_over_the_rest owner to amity_gate;
revoke all on function amity.hand_over_the_rest from public;

-- Cover: whoever the leaver covers for is covered by the named colleague, or says it again.
create function amity.hand_over_cover(p_partnership int, p_officer uuid, p_to uuid) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  update absences set ended_at = amity.now() where partnership_id = p_partnership and ended_at is null and (officer_id = p_officer or (cover_id = p_officer and officer_id = p_to));
  update absences set cover_id = p_to where partnership_id = p_partnership and cover_id = p_officer and ended_at is null;
  update officers set covered_by = case when id = p_to then null else p_to end, away_until = case when id = p_to then null else away_until end where partnership_id = p_partnership and covered_by = p_officer;
end $$;
alter function amity.hand_over_cover owner to amity_gate;
revoke all on function amity.hand_over_cover from public;

-- Everything by which somebody gets in, ended. A room that gives officers another way in (a calendar link, a device) adds it here.
create function amity.end_access(p_partnership int, p_officer uuid) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  update sessions set ended_at = amity.now() where partnership_id = p_partnership and officer_id = p_officer and ended_at is null;
  update one_time_links set used_at = amity.now() where partnership_id = p_partnership and officer_id = p_officer and used_at is null;
  update circle_members set ended_at = amity.now(), ended_because = case when because = 'manager' then 'no longer in this post' else 'left' end
    where partnership_id = p_partnership and officer_id = p_officer and ended_at is null;
  delete from kept_answers where partnership_id = p_partnership and officer_id = p_officer;
end $$;
alter function amity.end_access owner to amity_gate;
revoke all on function amity.end_access from public;

-- Ends an officer's work for one agency: work handed over, posts, circles and sessions ended; and the account, when it was the last agency.
create function amity.end_work_at(p_partnership int, p_officer uuid, p_agency uuid, p_to uuid, p_because text) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare asked_as text := amity.actor(); who text; why text;
begin
  -- The hand-over is the service's own act: it reaches what the administrator does not see, and tells them nothing of it.
  perform set_config('amity.actor', 'system', true);
  select name into who from officers where partnership_id = p_partnership and id = p_officer;
  select who || ' no longer works for ' || short_name into why from agencies where partnership_id = p_partnership and id = p_agency;
  perform amity.hand_over_cases(p_partnership, p_officer, p_agency, p_to, why);
  perform amity.hand_over_the_rest(p_partnership, p_officer, p_agency, p_to);
  perform amity.tell(p_partnership, p_to, p_agency, 'You have taken over the work of ' || who, why, null, p_officer);
  update posts set ended_on = coalesce(ended_on, amity.now()::date - 1), ended_at = amity.now(), ended_by = amity.officer(), ended_because = p_because, suspended_at = null
    where partnership_id = p_partnership and officer_id = p_officer and agency_id = p_agency and (ended_on is null or suspended_at is not null);
  update post_moves set cancelled_at = amity.now() where partnership_id = p_partnership and officer_id = p_officer and agency_id = p_agency and done_at is null and cancelled_at is null;
  update sessions set ended_at = amity.now() where partnership_id = p_partnership and officer_id = p_officer and agency_id = p_agency and ended_at is null;
  update circle_members m set ended_at = amity.now(), ended_because = case when because = 'manager' then 'no longer in this post' else 'left' end
    where m.partnership_id = p_partnership and m.officer_id = p_officer and m.ended_at is null
      and exists (select from cases c where c.partnership_id = p_partnership and c.circle_id = m.circle_id and c.lead_agency_id = p_agency);
  if not exists (select from posts where partnership_id = p_partnership and officer_id = p_officer and (ended_on is null or suspended_at is not null)) then
    perform amity.hand_over_cover(p_partnership, p_officer, p_to);
    perform amity.end_access(p_partnership, p_officer);
    update officers set left_at = amity.now(), away_until = null, covered_by = null where partnership_id = p_partnership and id = p_officer;
  end if;
  perform set_config('amity.actor', asked_as, true);
end $$;
alter function amity.end_work_at owner to amity_gate;
revoke all on function amity.end_work_at from public;

-- 'done', or in a word why not. It says nothing of what was handed over.
create function amity.leave_agency(p_officer uuid, p_agency uuid, p_to uuid, p_because text) returns text
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare pid int := amity.partnership();
begin
  if amity.actor() is distinct from 'officer' or p_officer = amity.officer() or not (amity.runs() or (amity.may('run the agency') and p_agency = amity.agency()))
    or not exists (select from posts where partnership_id = pid and officer_id = p_officer and agency_id = p_agency and (ended_on is null or suspended_at is not null)) then return 'not theirs'; end if;
  if not amity.runs() and exists (select from posts x join partnerships p on p.id = x.partnership_id and p.triage_agency_id = x.agency_id
      where x.partnership_id = pid and x.officer_id = p_officer and x.agency_id = p_agency and x.ended_on is null and amity.is_wide(pid, x.role_id)) then return 'outranked'; end if;
  if p_to = p_officer or not exists (select from posts x join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id
      where x.partnership_id = pid and x.officer_id = p_to and x.agency_id = p_agency and x.ended_on is null and o.left_at is null) then return 'no such colleague'; end if;
  if amity.is_last_administrator(p_officer) then return 'last administrator'; end if;
  perform amity.end_work_at(pid, p_officer, p_agency, p_to, p_because);
  return 'done';
end $$;
create function amity.is_last_administrator(p_officer uuid) returns boolean language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('administrators'), amity.partnership());
  return not exists (select from posts x join partnerships p on p.id = x.partnership_id and p.triage_agency_id = x.agency_id
      join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id
    where x.partnership_id = amity.partnership() and x.ended_on is null and o.left_at is null and 'run the partnership' = any (r.acts) and x.officer_id <> p_officer);
end $$;
alter function amity.leave_agency owner to amity_gate;
alter function amity.is_last_administrator owner to amity_gate;
revoke all on function amity.leave_agency from public;
revoke all on function amity.is_last_administrator from public;
grant execute on function amity.leave_agency to amity_web;
grant execute on function amity.is_last_administrator to amity_web;
