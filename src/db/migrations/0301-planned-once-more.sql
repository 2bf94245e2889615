-- Functions that each page, each report and each change of a case asks were planned at every call, because they were in SQL (a function
-- that looks across the wall is never written into the query that calls it). In PL/pgSQL each connection plans them once. Bodies are as before.

-- As in 0070: each page writes its line with it.
create or replace function amity.write_audit(p_action text, p_kind text, p_subject text, p_purpose text, p_changes jsonb) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  insert into audit_events (partnership_id, actor, officer_id, agency_id, action, subject_kind, subject_id, purpose, changes, salt, digest, row_hash)
  values (coalesce(amity.partnership(), 0), coalesce(amity.actor(), 'nobody'), amity.officer(), amity.agency(),
    p_action, p_kind, p_subject, p_purpose, nullif(coalesce(p_changes, '{}') || amity.record_of(p_kind, p_subject), '{}'), '', '', '');
end $$;

create or replace function amity.audit_row_hash(e audit_events) returns bytea language plpgsql immutable as $$
begin
  return sha256(convert_to(concat_ws('|', e.partnership_id, e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    e.actor, coalesce(e.officer_id::text, ''), coalesce(e.agency_id::text, ''), e.action, coalesce(e.subject_kind, ''),
    coalesce(e.subject_id, ''), coalesce(e.purpose, ''), e.transaction), 'UTF8') || e.digest);
end $$;

create or replace function amity.sign_in_limit(p_partnership int, p_agency uuid, p_field text, p_least int, p_most int) returns int
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return least(p_most, greatest(p_least, coalesce((select case when jsonb_typeof(v -> p_field) = 'number' then (v ->> p_field)::numeric::int end
    from amity.agency_setting(p_partnership, p_agency, 'sign-in terms') v), p_most)));
end $$;

create or replace function amity.keeps_case(p_case uuid) returns boolean language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return amity.actor() = 'officer' and exists (select from cases c where c.partnership_id = amity.partnership() and c.id = p_case and c.lead_agency_id = amity.agency()
    and c.visible_to && amity.principals() and not c.hidden_from && amity.principals() and (c.lead_officer_id = amity.officer() or amity.holds('see the team')));
end $$;

create or replace function amity.person_known_to_owner(p_partnership int, p_person uuid, p_denied int) returns boolean
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return p_denied is null and not exists (select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
      where cp.partnership_id = p_partnership and cp.person_id = p_person and c.circle_id is not null)
    or exists (select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
      join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id
      where cp.partnership_id = p_partnership and cp.person_id = p_person and c.circle_id is null and (p_denied is null or not p_denied = any (cp.hidden_from))
        and (c.lead_agency_id = p.owner_agency_id or exists (select from case_transfers t
          where t.partnership_id = c.partnership_id and t.case_id = c.id and t.from_agency_id = p.owner_agency_id and t.state = 'accepted')));
end $$;

-- And most people stand in no case that is hidden from anybody: that is asked first.
create or replace function amity.person_conflicts(p_partnership int, p_person uuid) returns int[]
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  if not exists (select from case_parties cp where cp.partnership_id = p_partnership and cp.person_id = p_person and cp.hidden_from <> '{}') then return '{}'; end if;
  return (select coalesce(array_agg(distinct denied.principal), '{}') from (
      select distinct o.id, o.principal from case_parties cp join officers o on o.partnership_id = cp.partnership_id and o.principal = any (cp.hidden_from)
      where cp.partnership_id = p_partnership and cp.person_id = p_person) denied
    cross join lateral (select amity.officer_principals(p_partnership, denied.id, amity.now()::date) as mine) their
    where not exists (
        select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
        where cp.partnership_id = p_partnership and cp.person_id = p_person and (cp.left_at is null or c.circle_id is not null)
          and cp.visible_to && their.mine and not denied.principal = any (cp.hidden_from))
      and not exists (
        select from people p join agencies a on a.partnership_id = p.partnership_id and a.id = p.owner_agency_id
        where p.partnership_id = p_partnership and p.id = p_person and a.principal = any (their.mine) and amity.person_known_to_owner(p_partnership, p_person, denied.principal)));
end $$;

-- Every change of a restricted case read all circles there are, to see whether a flag had been lowered: of those of classes by their own
-- index, and only where a flag did change.
drop index circles_class;
create index circles_class on circles (partnership_id, agency_id, for_flag) where kind = 'class';
-- As in 0298 but for that.
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
    if not old.flags <@ new.flags then
      for q in select id from circles where partnership_id = new.partnership_id and kind = 'class' and for_flag = any (old.flags) and not for_flag = any (new.flags) loop
        perform amity.end_through(new.partnership_id, q.id, null, new.circle_id, 'the flag was lowered');
      end loop;
    end if;
    for f in select distinct x from unnest(new.flags) x where x = any (amity.restricting_flags()) and (not x = any (old.flags) or new.lead_agency_id <> old.lead_agency_id) loop
      perform amity.let_class_in(new.partnership_id, new.circle_id, new.lead_agency_id, f);
    end loop;
  end if;
  perform set_config('amity.restricting', coalesce(outer_case, ''), true);
  return new;
end $$;
-- As in 0084. Whoever was in it before is asked for in two parts, those who are and those who were: said with "or" it read all memberships.
create or replace function amity.let_class_in(p_partnership int, p_circle uuid, p_agency uuid, p_flag text) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  insert into circle_members (partnership_id, circle_id, officer_id, because, through_circle_id, added_at, added_by)
    select distinct on (m.officer_id) p_partnership, p_circle, m.officer_id, 'circle', q.id, amity.now(), amity.officer()
    from circles q join circle_members m on m.partnership_id = q.partnership_id and m.circle_id = q.id and m.ended_at is null
      join officers o on o.partnership_id = m.partnership_id and o.id = m.officer_id and o.left_at is null
    where q.partnership_id = p_partnership and q.kind = 'class' and q.agency_id = p_agency and q.for_flag = p_flag and q.ended_on is null
      and not exists (select from circle_members t where t.partnership_id = p_partnership and t.circle_id = p_circle and t.officer_id = m.officer_id and t.ended_at is null)
      and not exists (select from circle_members t where t.partnership_id = p_partnership and t.circle_id = p_circle and t.officer_id = m.officer_id and t.ended_at is not null
        and coalesce(t.ended_because, '') not in ('no longer in this post', 'left the circle of its class', 'the flag was lowered', 'the lead moved'))
    order by m.officer_id, q.id;
end $$;

-- As in 0213 but for the order: few of a list's cases hold the words, and of those alone it is asked who sees them.
create or replace function amity.cases_with(p_cases uuid[], p_words text[]) returns table (case_id uuid)
language plpgsql stable security definer rows 20 set search_path = public, amity, pg_temp as $$
declare mine int[] := amity.principals(); here int := amity.partnership();
begin
  if amity.actor() is distinct from 'officer' or mine is null then return; end if;
  return query with said as materialized (
      select w.case_id from unnest(p_cases) c(id) join case_words w on w.partnership_id = here and w.case_id = c.id
      where not exists (select from unnest(p_words) x where position(x in w.words) = 0))
    select s.case_id from said s
    where exists (select from case_access a where a.partnership_id = here and a.case_id = s.case_id and a.principal = any (mine) and (a.hidden_from = '{}' or not a.hidden_from && mine));
end $$;
