-- Circles for a class of restricted record ("Domestic abuse", "Staff matters"): kept by a named keeper, looked through every three
-- months, and let into each new case of that flag by name, so that one case may still be closed to one of them.
alter table circles drop constraint circles_partnership_id_name_key;
alter table circles add column kind text not null default 'case' check (kind in ('case', 'class')),
  -- Whose cases it covers, and who answers for its members.
  add column agency_id uuid, add column keeper_id uuid, add column purpose text not null default '',
  add column made_at timestamptz, add column made_by uuid, add column reviewed_on date, add column review_words text, add column review_due_on date,
  add column ended_because text,
  add foreign key (partnership_id, agency_id) references agencies (partnership_id, id),
  add foreign key (partnership_id, keeper_id) references officers (partnership_id, id),
  add check (kind = 'case' or (agency_id is not null and keeper_id is not null and for_flag is not null and for_flag = any (amity.restricting_flags()) and review_due_on is not null and made_by is not null));
create index circles_class on circles (partnership_id, agency_id, for_flag) where kind = 'class' and ended_on is null;
alter table circle_members drop constraint circle_members_because_check;
alter table circle_members add constraint circle_members_because_check check (because in ('lead officer', 'manager', 'named', 'raised it', 'circle', 'keeper')),
  add column through_circle_id uuid, add column reason text not null default '';
create index circle_members_through on circle_members (partnership_id, through_circle_id) where ended_at is null and through_circle_id is not null;

-- Does this officer hold this act in this agency now?
create function amity.officer_may(p_partnership int, p_officer uuid, p_agency uuid, p_act text) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select exists (select from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
      join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id and o.left_at is null
    where x.partnership_id = p_partnership and x.officer_id = p_officer and x.agency_id = p_agency and p_act = any (r.acts) and (x.ended_on is null or x.ended_on >= amity.now()::date))
$$;
alter function amity.officer_may owner to amity_gate;
revoke all on function amity.officer_may from public;

-- Lets the members of the class circles of this agency and flag into the circle of one case; never somebody who was taken out of it by name.
create function amity.let_class_in(p_partnership int, p_circle uuid, p_agency uuid, p_flag text) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  insert into circle_members (partnership_id, circle_id, officer_id, because, through_circle_id, added_at, added_by)
    select distinct on (m.officer_id) p_partnership, p_circle, m.officer_id, 'circle', q.id, amity.now(), amity.officer()
    from circles q join circle_members m on m.partnership_id = q.partnership_id and m.circle_id = q.id and m.ended_at is null
      join officers o on o.partnership_id = m.partnership_id and o.id = m.officer_id and o.left_at is null
    where q.partnership_id = p_partnership and q.kind = 'class' and q.agency_id = p_agency and q.for_flag = p_flag and q.ended_on is null
      and not exists (select from circle_members t where t.partnership_id = p_partnership and t.circle_id = p_circle and t.officer_id = m.officer_id
        and (t.ended_at is null or coalesce(t.ended_because, '') not in ('no longer in this post', 'left the circle of its class', 'the flag was lowered', 'the lead moved')))
    order by m.officer_id, q.id;
end $$;
alter function amity.let_class_in owner to amity_gate;
revoke all on function amity.let_class_in from public;

-- Takes back what somebody had through a class circle, but not what they have in their own right. Null officer: everybody's.
create function amity.end_through(p_partnership int, p_class uuid, p_officer uuid, p_circle uuid, p_because text) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update circle_members m set because = 'lead officer', through_circle_id = null from cases c
    where m.partnership_id = p_partnership and m.through_circle_id = p_class and (p_officer is null or m.officer_id = p_officer) and (p_circle is null or m.circle_id = p_circle) and m.ended_at is null
      and c.partnership_id = m.partnership_id and c.circle_id = m.circle_id and c.lead_officer_id = m.officer_id;
  update circle_members m set because = 'manager', through_circle_id = null from cases c
    where m.partnership_id = p_partnership and m.through_circle_id = p_class and (p_officer is null or m.officer_id = p_officer) and (p_circle is null or m.circle_id = p_circle) and m.ended_at is null
      and c.partnership_id = m.partnership_id and c.circle_id = m.circle_id and amity.officer_may(m.partnership_id, m.officer_id, c.lead_agency_id, 'see restricted');
  update circle_members set ended_at = amity.now(), ended_because = p_because
    where partnership_id = p_partnership and through_circle_id = p_class and (p_officer is null or officer_id = p_officer) and (p_circle is null or circle_id = p_circle) and ended_at is null;
end $$;
alter function amity.end_through owner to amity_gate;
revoke all on function amity.end_through from public;

-- As in 0080, and class circles are let in for each restricting flag, and out again with it. Whoever causes the flag from outside
-- (an address that turns out to be a refuge, in a case they never saw) is not let in by it.
create or replace function amity.restrict_by_flag() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare made uuid; why text; f text; q record;
begin
  select x into why from unnest(new.flags) x where x = any (amity.restricting_flags()) order by array_position(amity.restricting_flags(), x) limit 1;
  if why is not null and new.circle_id is null then
    made := amity.new_id();
    insert into circles (partnership_id, id, name, for_flag) values (new.partnership_id, made, 'Case ' || new.reference || ', ' || made, why);
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
      return new;
    end if;
    if new.lead_agency_id <> old.lead_agency_id then
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
  return new;
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- What a keeper does, each in one transaction with its effect. Every one of these answers false to anybody else, whether or not
-- there is such a circle.
create function amity.keeps_circle(p_circle uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.actor() = 'officer' and exists (select from circles q where q.partnership_id = amity.partnership() and q.id = p_circle and q.kind = 'class' and q.ended_on is null
    and q.keeper_id = amity.officer() and q.agency_id = amity.agency() and q.principal = any (amity.principals())) and amity.has_act('see restricted')
$$;
alter function amity.keeps_circle owner to amity_gate;
revoke all on function amity.keeps_circle from public;
grant execute on function amity.keeps_circle to amity_web;

-- A manager who may see restricted cases makes a circle for cases their agency leads, and names who keeps it: a manager like them.
create function amity.make_circle(p_name text, p_flag text, p_purpose text, p_keeper uuid, p_review_on date) returns uuid
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare made uuid := amity.new_id();
begin
  if not amity.has_act('see restricted') or not amity.officer_may(amity.partnership(), p_keeper, amity.agency(), 'see restricted') then return null; end if;
  insert into circles (partnership_id, id, name, for_flag, kind, agency_id, keeper_id, purpose, made_at, made_by, review_due_on)
    values (amity.partnership(), made, p_name, p_flag, 'class', amity.agency(), p_keeper, p_purpose, amity.now(), amity.officer(), least(p_review_on, (amity.london_day(amity.now()) + interval '3 months')::date));
  perform amity.let_in(amity.partnership(), made, p_keeper, 'keeper');
  return made;
end $$;
alter function amity.make_circle owner to amity_gate;
revoke all on function amity.make_circle from public;
grant execute on function amity.make_circle to amity_web;

create function amity.circle_let(p_circle uuid, p_officer uuid, p_because text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if not amity.keeps_circle(p_circle) or p_officer = amity.officer() or coalesce(p_because, '') = ''
      or not exists (select from officers where partnership_id = amity.partnership() and id = p_officer and left_at is null)
      or exists (select from circle_members where partnership_id = amity.partnership() and circle_id = p_circle and officer_id = p_officer and ended_at is null) then return false; end if;
  insert into circle_members (partnership_id, circle_id, officer_id, because, reason, added_at, added_by)
    values (amity.partnership(), p_circle, p_officer, 'named', p_because, amity.now(), amity.officer());
  return true;
end $$;
alter function amity.circle_let owner to amity_gate;
revoke all on function amity.circle_let from public;
grant execute on function amity.circle_let to amity_web;

-- The keeper takes somebody out, or a member goes; never the keeper, who first hands it on. They lose each case they had through it.
create function amity.circle_take(p_circle uuid, p_officer uuid, p_because text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if not (amity.keeps_circle(p_circle) or (amity.actor() = 'officer' and p_officer = amity.officer())) or coalesce(p_because, '') = ''
      or exists (select from circles where partnership_id = amity.partnership() and id = p_circle and (kind <> 'class' or keeper_id = p_officer)) then return false; end if;
  update circle_members set ended_at = amity.now(), ended_because = p_because where partnership_id = amity.partnership() and circle_id = p_circle and officer_id = p_officer and ended_at is null;
  if not found then return false; end if;
  perform amity.end_through(amity.partnership(), p_circle, p_officer, null, 'left the circle of its class');
  return true;
end $$;
alter function amity.circle_take owner to amity_gate;
revoke all on function amity.circle_take from public;
grant execute on function amity.circle_take to amity_web;

-- Circles of my agency whose keeper has gone or may no longer: no names, for a manager who is to find another keeper.
create function amity.circles_without_keeper() returns table (id uuid, due_on date)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select q.id, q.review_due_on from circles q where q.partnership_id = amity.partnership() and q.kind = 'class' and q.ended_on is null and q.agency_id = amity.agency() and amity.has_act('see restricted')
    and not amity.officer_may(q.partnership_id, q.keeper_id, q.agency_id, 'see restricted')
$$;
alter function amity.circles_without_keeper owner to amity_gate;
revoke all on function amity.circles_without_keeper from public;
grant execute on function amity.circles_without_keeper to amity_web;

-- Hands a circle on. Where the keeper has gone, any such manager names another: never themselves, for that would be letting oneself in.
create function amity.circle_hand(p_circle uuid, p_officer uuid) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if p_officer = amity.officer() or not (amity.keeps_circle(p_circle) or exists (select from amity.circles_without_keeper() w where w.id = p_circle))
      or not amity.officer_may(amity.partnership(), p_officer, amity.agency(), 'see restricted') then return false; end if;
  update circle_members set because = 'named', reason = 'Kept this circle before' where partnership_id = amity.partnership() and circle_id = p_circle and because = 'keeper' and ended_at is null;
  update circle_members set because = 'keeper' where partnership_id = amity.partnership() and circle_id = p_circle and officer_id = p_officer and ended_at is null;
  if not found then perform amity.let_in(amity.partnership(), p_circle, p_officer, 'keeper'); end if;
  update circles set keeper_id = p_officer where partnership_id = amity.partnership() and id = p_circle;
  return true;
end $$;
alter function amity.circle_hand owner to amity_gate;
revoke all on function amity.circle_hand from public;
grant execute on function amity.circle_hand to amity_web;

create function amity.circle_reviewed(p_circle uuid, p_words text, p_next date) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if not amity.keeps_circle(p_circle) then return false; end if;
  update circles set reviewed_on = amity.london_day(amity.now()), review_words = p_words, review_due_on = least(p_next, (amity.london_day(amity.now()) + interval '3 months')::date)
    where partnership_id = amity.partnership() and id = p_circle;
  return true;
end $$;
alter function amity.circle_reviewed owner to amity_gate;
revoke all on function amity.circle_reviewed from public;
grant execute on function amity.circle_reviewed to amity_web;

create function amity.circle_end(p_circle uuid, p_because text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if not amity.keeps_circle(p_circle) or coalesce(p_because, '') = '' then return false; end if;
  perform amity.end_through(amity.partnership(), p_circle, null, null, 'left the circle of its class');
  update circle_members set ended_at = amity.now(), ended_because = 'The circle ended' where partnership_id = amity.partnership() and circle_id = p_circle and ended_at is null;
  update circles set ended_on = amity.london_day(amity.now()), ended_because = p_because where partnership_id = amity.partnership() and id = p_circle;
  return true;
end $$;
alter function amity.circle_end owner to amity_gate;
revoke all on function amity.circle_end from public;
grant execute on function amity.circle_end to amity_web;

-- Who is, or was, in a class circle: told only to those who are.
create function amity.in_circle(p_circle uuid) returns table (officer_id uuid, name text, agency text, because text, reason text, added_at timestamptz, added_by text, ended_at timestamptz, ended_because text)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select o.id, o.name, (select min(a.short_name) from posts x join agencies a on a.partnership_id = x.partnership_id and a.id = x.agency_id
      where x.partnership_id = o.partnership_id and x.officer_id = o.id and x.ended_on is null), m.because, m.reason, m.added_at, b.name, m.ended_at, m.ended_because
  from circles q join circle_members m on m.partnership_id = q.partnership_id and m.circle_id = q.id
    join officers o on o.partnership_id = m.partnership_id and o.id = m.officer_id
    left join officers b on b.partnership_id = m.partnership_id and b.id = m.added_by
  where q.partnership_id = amity.partnership() and q.id = p_circle and q.kind = 'class' and q.ended_on is null and amity.actor() = 'officer' and q.principal = any (amity.principals())
  order by m.ended_at is not null, o.name limit 500
$$;
alter function amity.in_circle owner to amity_gate;
revoke all on function amity.in_circle from public;
grant execute on function amity.in_circle to amity_web;

-- Whoever sees a case only because they broke the glass keeps nothing of it: not the circle, and not by naming themselves.
create or replace function amity.may_keep_circle(p_case uuid) returns uuid
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select c.circle_id from cases c where c.partnership_id = amity.partnership() and c.id = p_case and amity.actor() = 'officer' and c.lead_agency_id = amity.agency()
    and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()
    and exists (select from circle_members m where m.partnership_id = c.partnership_id and m.circle_id = c.circle_id and m.officer_id = amity.officer() and m.ended_at is null)
    and (c.lead_officer_id = amity.officer() or amity.has_act('see restricted'))
$$;
create or replace function amity.name_in_circle(p_case uuid, p_officer uuid) returns boolean
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare circle uuid := amity.may_keep_circle(p_case);
begin
  if circle is null or p_officer = amity.officer() or not exists (select from officers where partnership_id = amity.partnership() and id = p_officer and left_at is null) then return false; end if;
  perform amity.let_in(amity.partnership(), circle, p_officer, 'named');
  return true;
end $$;

-- What was merged into a case is behind the same circle: else "merged into 4KD-7WM-X3P" would say that a restricted case is there.
create function amity.merged_follow_circle() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare who text := amity.actor();
begin
  perform set_config('amity.actor', 'system', true);
  update cases set circle_id = new.circle_id where partnership_id = new.partnership_id and merged_into_id = new.id and circle_id is not distinct from old.circle_id;
  perform set_config('amity.actor', coalesce(who, ''), true);
  return null;
end $$;
alter function amity.merged_follow_circle owner to amity_gate;
create trigger merged_follow_circle after update on cases for each row when (new.circle_id is distinct from old.circle_id) execute function amity.merged_follow_circle();
