-- A report that tells of domestic abuse is for few eyes before it is a case: those whose role may see restricted records,
-- and whoever has taken it. Everybody else meets neither the report nor anything that hangs on it, in lists, counts,
-- near-lists, diaries, messages or files.

alter table categories add column restricted boolean not null default false;
alter table reports add column restricted boolean not null default false;

-- Who in an agency may see its restricted reports: whose role says so. Where nobody's does, those who approve closures, and
-- else those who run the partnership: a report that nobody may see would be a report that nobody answers.
create function amity.restricted_readers(p_partnership int, p_agency uuid) returns table (officer_id uuid)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  with may as (
    select x.officer_id, min(array_position(array['see restricted', 'approve a closure', 'run the partnership'], act)) as rank from posts x
      join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id cross join unnest(r.acts) act
    where x.partnership_id = p_partnership and x.agency_id = p_agency and (x.ended_on is null or x.ended_on >= amity.now()::date) and o.left_at is null
      and act in ('see restricted', 'approve a closure', 'run the partnership') group by x.officer_id)
  select may.officer_id from may where rank = (select min(rank) from may)
$$;
alter function amity.restricted_readers owner to amity_gate;
revoke all on function amity.restricted_readers from public;

-- One standing circle of them for each agency, kept by posts and roles and never by hand.
create function amity.keep_restricted_circle(p_partnership int, p_agency uuid) returns int
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare made circles; readers uuid[] := array(select officer_id from amity.restricted_readers(p_partnership, p_agency));
begin
  insert into circles (partnership_id, name, for_flag) values (p_partnership, 'Restricted reports, ' || p_agency, 'restricted reports') on conflict (partnership_id, name) do nothing;
  select * into made from circles where partnership_id = p_partnership and name = 'Restricted reports, ' || p_agency;
  insert into circle_members (partnership_id, circle_id, officer_id, because, added_at)
    select p_partnership, made.id, reader, 'manager', amity.now() from unnest(readers) reader
      where not exists (select from circle_members m where m.partnership_id = p_partnership and m.circle_id = made.id and m.officer_id = reader and m.ended_at is null);
  update circle_members m set ended_at = amity.now(), ended_because = 'no longer in this post'
    where m.partnership_id = p_partnership and m.circle_id = made.id and m.ended_at is null and not m.officer_id = any (readers);
  return made.principal;
end $$;
alter function amity.keep_restricted_circle owner to amity_gate;
revoke all on function amity.keep_restricted_circle from public;

-- The service asks whom to tell that such a report waits.
create function amity.who_reads_restricted(p_agency uuid) returns table (officer_id uuid)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select officer_id from amity.restricted_readers(amity.partnership(), p_agency) where amity.actor() = 'system'
$$;
alter function amity.who_reads_restricted owner to amity_gate;
revoke all on function amity.who_reads_restricted from public;
grant execute on function amity.who_reads_restricted to amity_web;

create function amity.restricted_principal(p_partnership int, p_agency uuid) returns int
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select principal from circles where partnership_id = p_partnership and name = 'Restricted reports, ' || p_agency
$$;
alter function amity.restricted_principal owner to amity_gate;
revoke all on function amity.restricted_principal from public;

create function amity.restricted_circle_follows() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare one record;
begin
  if tg_table_name = 'agencies' then
    perform amity.keep_restricted_circle(new.partnership_id, new.id);
  elsif tg_table_name = 'posts' then
    perform amity.keep_restricted_circle(new.partnership_id, new.agency_id);
    if tg_op = 'UPDATE' and old.agency_id <> new.agency_id then perform amity.keep_restricted_circle(old.partnership_id, old.agency_id); end if;
  elsif tg_table_name = 'roles' then
    for one in select distinct agency_id from posts where partnership_id = new.partnership_id and role_id = new.id loop perform amity.keep_restricted_circle(new.partnership_id, one.agency_id); end loop;
  else
    for one in select distinct agency_id from posts where partnership_id = new.partnership_id and officer_id = new.id loop perform amity.keep_restricted_circle(new.partnership_id, one.agency_id); end loop;
  end if;
  return null;
end $$;
alter function amity.restricted_circle_follows owner to amity_gate;
create trigger restricted_circle after insert on agencies for each row execute function amity.restricted_circle_follows();
create trigger restricted_circle after insert or update on posts for each row execute function amity.restricted_circle_follows();
create trigger restricted_circle after update of acts on roles for each row execute function amity.restricted_circle_follows();
create trigger restricted_circle after update of left_at on officers for each row execute function amity.restricted_circle_follows();

-- A post may end on a day without anybody writing anything that day.
create function amity.keep_restricted_circles() returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  select amity.keep_restricted_circle(partnership_id, id) from agencies where amity.actor() = 'system' and partnership_id = amity.partnership() and ended_on is null
$$;
alter function amity.keep_restricted_circles owner to amity_gate;
revoke all on function amity.keep_restricted_circles from public;
grant execute on function amity.keep_restricted_circles to amity_web;

-- A case opened under such a category, or joined by such a report, is a case of domestic abuse: the flag restricts it.
create function amity.category_restricts() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if not 'domestic abuse' = any (new.flags) and exists (select from categories where partnership_id = new.partnership_id and code = new.category_code and restricted) then
    new.flags := new.flags || 'domestic abuse'::text;
  end if;
  return new;
end $$;
alter function amity.category_restricts owner to amity_gate;
-- Before "restrict_by_flag" by its name.
create trigger category_restricts before insert on cases for each row execute function amity.category_restricts();

create or replace function amity.report_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare theirs int; c cases;
begin
  if tg_op = 'INSERT' and amity.actor() in ('public', 'person', 'key') then
    select triage_agency_id into new.agency_id from partnerships where id = new.partnership_id;
  end if;
  if (tg_op = 'INSERT' or new.category_code <> old.category_code) and exists (select from categories where partnership_id = new.partnership_id and code = new.category_code and restricted) then
    new.restricted := true;
  end if;
  if new.case_id is not null then
    if new.restricted and (tg_op = 'INSERT' or old.case_id is distinct from new.case_id) then
      update cases set flags = flags || 'domestic abuse'::text where partnership_id = new.partnership_id and id = new.case_id and not 'domestic abuse' = any (flags) returning * into c;
      if c.id is not null then
        insert into case_flags (partnership_id, case_id, flag, raised_at, raised_by, raised_because) values (c.partnership_id, c.id, 'domestic abuse', amity.now(), amity.officer(), 'A report that tells of it joined the case');
      end if;
    end if;
    select visible_to, hidden_from into new.visible_to, new.hidden_from from cases where partnership_id = new.partnership_id and id = new.case_id;
  elsif new.restricted then
    theirs := coalesce(amity.restricted_principal(new.partnership_id, new.agency_id), amity.keep_restricted_circle(new.partnership_id, new.agency_id));
    select array[1, theirs] || coalesce((select array[principal] from officers where partnership_id = new.partnership_id and id = new.owner_id), '{}'), '{}'
      into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
  else
    select array[1, principal], '{}' into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
  end if;
  if new.visible_to is null then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
  if tg_op = 'UPDATE' then new.version := old.version + 1; end if;
  return new;
end $$;
alter function amity.report_visibility owner to amity_gate;

-- What hangs on a report that is in no case is seen as the report is, also when that changes.
create or replace function amity.diary_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare
  -- Not every table that uses this has these columns.
  its jsonb := to_jsonb(new);
  about uuid := coalesce((its ->> 'report_id')::uuid, case when its ->> 'about_kind' = 'report' then (its ->> 'about_id')::uuid end);
begin
  if new.case_id is not null then
    select visible_to, hidden_from into new.visible_to, new.hidden_from from cases where partnership_id = new.partnership_id and id = new.case_id;
  else
    select visible_to, hidden_from into new.visible_to, new.hidden_from from reports where partnership_id = new.partnership_id and id = about and restricted;
    if not found then
      select array[1, principal], '{}' into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
    end if;
  end if;
  if new.visible_to is null then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
  return new;
end $$;
alter function amity.diary_visibility owner to amity_gate;
create index diary_items_about_report on diary_items (partnership_id, about_id) where about_kind = 'report';
create index outgoing_messages_report on outgoing_messages (partnership_id, report_id) where report_id is not null;

create function amity.spread_report_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update diary_items set visible_to = new.visible_to, hidden_from = new.hidden_from where partnership_id = new.partnership_id and case_id is null and (about_kind = 'report' and about_id = new.id or report_id = new.id);
  update outgoing_messages set visible_to = new.visible_to, hidden_from = new.hidden_from where partnership_id = new.partnership_id and case_id is null and report_id = new.id;
  update attachments set visible_to = new.visible_to, hidden_from = new.hidden_from where partnership_id = new.partnership_id and case_id is null and report_id = new.id;
  return null;
end $$;
alter function amity.spread_report_visibility owner to amity_gate;
create trigger spread_visibility after update on reports for each row
  when (new.restricted and (old.visible_to is distinct from new.visible_to or old.hidden_from is distinct from new.hidden_from)) execute function amity.spread_report_visibility();

create or replace function amity.attachment_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  -- Moving a file to its report or case gives it the visibility of that.
  if tg_op = 'INSERT' or new.case_id is distinct from old.case_id or new.report_id is distinct from old.report_id then
    if new.case_id is not null then
      select visible_to, hidden_from into new.visible_to, new.hidden_from from cases where partnership_id = new.partnership_id and id = new.case_id;
    else
      select visible_to, hidden_from into new.visible_to, new.hidden_from from reports where partnership_id = new.partnership_id and id = new.report_id;
      if not found then
        -- What came with a half-made report is its writer's own until it is sent; what never found a home may tell of anything.
        select array[1] || case when new.draft_id is null then array[coalesce(amity.restricted_principal(new.partnership_id, new.agency_id), amity.keep_restricted_circle(new.partnership_id, new.agency_id))] else '{}' end, '{}'
          into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
      end if;
    end if;
    if new.visible_to is null then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
  elsif current_user <> 'amity_gate' or pg_trigger_depth() = 1 then
    new.visible_to := old.visible_to;
    new.hidden_from := old.hidden_from;
  end if;
  return new;
end $$;
alter function amity.attachment_visibility owner to amity_gate;

-- When a council says that a kind of report is for few eyes, those that wait become so at once.
create function amity.category_restricts_waiting() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update reports set restricted = true where partnership_id = new.partnership_id and category_code = new.code and case_id is null and not restricted;
  return null;
end $$;
alter function amity.category_restricts_waiting owner to amity_gate;
create trigger restricts_waiting after update of restricted on categories for each row when (new.restricted and not old.restricted) execute function amity.category_restricts_waiting();

-- A new partnership begins with it, as those do that are here.
create function amity.restricted_from_the_start() returns trigger language plpgsql as $$
begin
  new.restricted := new.restricted or new.code = 'domestic-abuse';
  return new;
end $$;
create trigger restricted_from_the_start before insert on categories for each row execute function amity.restricted_from_the_start();

set local role amity_gate;
select amity.keep_restricted_circle(partnership_id, id) from agencies;
update categories set restricted = true where code = 'domestic-abuse';
with made as (
  update cases set flags = flags || 'domestic abuse'::text where status in ('open', 'on hold') and not 'domestic abuse' = any (flags)
    and exists (select from reports r where r.partnership_id = cases.partnership_id and r.case_id = cases.id and r.category_code = 'domestic-abuse')
    and not exists (select from case_flags f where f.partnership_id = cases.partnership_id and f.case_id = cases.id and f.flag = 'domestic abuse')
  returning partnership_id, id)
insert into case_flags (partnership_id, case_id, flag, raised_at, raised_because)
  select partnership_id, id, 'domestic abuse', now(), 'It came from a report of it' from made;
reset role;
-- Files of half-made reports, and files without a home, are no longer the whole agency's.
alter table attachments disable trigger visible;
set local role amity_gate;
update attachments set visible_to = array[1] || case when draft_id is null then array[amity.restricted_principal(partnership_id, agency_id)] else '{}' end where case_id is null and report_id is null;
reset role;
alter table attachments enable trigger visible;
