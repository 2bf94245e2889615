-- Counts that are kept instead of counted: closed cases by what the person harmed said, and open cases by who leads them and where. A row
-- stands for all cases of one and the same visibility, so the row policy on it shows of the sums exactly what it would show of the cases:
-- whoever may not see a case does not see it counted. A case changes a count by a line of its own (count_changes), so that nobody who closes
-- a case waits for somebody else who does; a chore folds the lines into the counts, and whoever reads adds both.

create table closed_counts (
  partnership_id int not null, visible_to int[] not null, hidden_from int[] not null,
  -- The first day of the month it was closed in, in London. '*' in ward or category: all of them together.
  month date not null, ward_code text not null, category_code text not null, verdict text not null,
  n int not null,
  primary key (partnership_id, visible_to, hidden_from, month, ward_code, category_code, verdict)
);
-- By who may see them, as the policy asks; each for one kind of question, so that it is short.
create index closed_counts_all on closed_counts using gin (visible_to) where ward_code = '*' and category_code = '*';
create index closed_counts_wards on closed_counts using gin (visible_to) where ward_code <> '*' and category_code = '*';
create index closed_counts_categories on closed_counts using gin (visible_to) where ward_code = '*' and category_code <> '*';
create index closed_counts_one on closed_counts (partnership_id, ward_code, category_code, month) where ward_code <> '*' and category_code <> '*';
create table open_counts (
  partnership_id int not null, visible_to int[] not null, hidden_from int[] not null,
  lead_agency_id uuid not null, lead_officer_id uuid not null, ward_code text not null,
  n int not null, high int not null, spoke int not null, closing int not null,
  primary key (partnership_id, visible_to, hidden_from, lead_agency_id, lead_officer_id, ward_code)
);
create index open_counts_seen on open_counts using gin (visible_to);
create table count_changes (
  partnership_id int not null, id uuid not null default amity.new_id(), visible_to int[] not null, hidden_from int[] not null,
  -- Null of an open case.
  month date, verdict text, category_code text, ward_code text not null,
  lead_agency_id uuid, lead_officer_id uuid,
  n int not null, high int not null, spoke int not null, closing int not null,
  primary key (partnership_id, id)
);
do $$ declare t text; begin
  foreach t in array array['closed_counts', 'open_counts', 'count_changes'] loop
    perform amity.protect(t::regclass, false);
    execute format('create policy seen on %I for select to amity_web using (partnership_id = amity.partnership() and visible_to && amity.principals() and not hidden_from && amity.principals())', t);
  end loop;
end $$;

-- What one case adds to the counts, once (1) or taken back (-1); nothing when it is neither open nor closed.
create function amity.count_case(c cases, p_sign int) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into count_changes (partnership_id, visible_to, hidden_from, month, verdict, category_code, ward_code, lead_agency_id, lead_officer_id, n, high, spoke, closing)
  select c.partnership_id, c.visible_to, c.hidden_from,
    case when c.status = 'closed' then date_trunc('month', c.closed_at at time zone 'Europe/London')::date end, case when c.status = 'closed' then coalesce(c.harmed_verdict, 'not asked') end,
    case when c.status = 'closed' then coalesce(c.category_code, '') end, coalesce(c.ward_code, ''), case when c.status <> 'closed' then c.lead_agency_id end, case when c.status <> 'closed' then c.lead_officer_id end,
    p_sign, p_sign * (c.risk_band is not distinct from 'high')::int, p_sign * c.harmed_spoke_last::int, p_sign * (c.stage = 'closing')::int
  where c.status in ('open', 'on hold', 'closed')
$$;
alter function amity.count_case owner to amity_gate;
revoke all on function amity.count_case from public;
create function amity.counts_follow() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if tg_op <> 'INSERT' then perform amity.count_case(old, -1); end if;
  if tg_op <> 'DELETE' then perform amity.count_case(new, 1); end if;
  return null;
end $$;
alter function amity.counts_follow owner to amity_gate;
create trigger counts_begin after insert or delete on cases for each row execute function amity.counts_follow();
create trigger counts_follow after update on cases for each row
  when ((new.visible_to, new.hidden_from, new.status, new.stage, new.closed_at, new.harmed_verdict, new.category_code, new.ward_code, new.lead_agency_id, new.lead_officer_id, new.risk_band, new.harmed_spoke_last)
    is distinct from (old.visible_to, old.hidden_from, old.status, old.stage, old.closed_at, old.harmed_verdict, old.category_code, old.ward_code, old.lead_agency_id, old.lead_officer_id, old.risk_band, old.harmed_spoke_last))
  execute function amity.counts_follow();

-- Adds lines to the counts: each month stands once as it is, once for all wards, once for all categories and once for all of both.
create function amity.add_to_counts(p_lines count_changes[]) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into closed_counts as k (partnership_id, visible_to, hidden_from, month, ward_code, category_code, verdict, n)
    select partnership_id, visible_to, hidden_from, month, w, y, verdict, sum(n)::int from unnest(p_lines) l cross join lateral unnest(array[l.ward_code, '*']) w cross join lateral unnest(array[l.category_code, '*']) y
    where month is not null group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
  on conflict (partnership_id, visible_to, hidden_from, month, ward_code, category_code, verdict) do update set n = k.n + excluded.n;
  insert into open_counts as k (partnership_id, visible_to, hidden_from, lead_agency_id, lead_officer_id, ward_code, n, high, spoke, closing)
    select partnership_id, visible_to, hidden_from, lead_agency_id, lead_officer_id, ward_code, sum(n)::int, sum(high)::int, sum(spoke)::int, sum(closing)::int from unnest(p_lines) where month is null group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
  on conflict (partnership_id, visible_to, hidden_from, lead_agency_id, lead_officer_id, ward_code) do update set n = k.n + excluded.n, high = k.high + excluded.high, spoke = k.spoke + excluded.spoke, closing = k.closing + excluded.closing;
$$;
alter function amity.add_to_counts owner to amity_gate;
revoke all on function amity.add_to_counts from public;

-- Folds at most so many lines of this partnership. One at a time; whoever comes second finds nothing to do. Answers how many it folded.
create function amity.fold_counts(p_most int) returns int
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare lines count_changes[]; here int := amity.partnership();
begin
  if amity.actor() is distinct from 'system' or not pg_try_advisory_xact_lock(hashtext('amity.fold_counts'), here) then return 0; end if;
  with taken as (delete from count_changes where (partnership_id, id) in (select partnership_id, id from count_changes where partnership_id = here order by id limit p_most) returning *)
    select array_agg(t::count_changes) into lines from taken t;
  if lines is null then return 0; end if;
  perform amity.add_to_counts(lines);
  delete from open_counts where partnership_id = here and n = 0 and high = 0 and spoke = 0 and closing = 0;
  delete from closed_counts where partnership_id = here and n = 0;
  return cardinality(lines);
end $$;
alter function amity.fold_counts owner to amity_gate;
revoke all on function amity.fold_counts from public;
grant execute on function amity.fold_counts to amity_web;

-- Counts everything anew: for what was loaded past the triggers.
create function amity.refill_counts() returns void language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  delete from closed_counts; delete from open_counts; delete from count_changes;
  insert into closed_counts (partnership_id, visible_to, hidden_from, month, ward_code, category_code, verdict, n)
    select partnership_id, visible_to, hidden_from, month, coalesce(ward, '*'), coalesce(category, '*'), verdict, count(*) from (
      select partnership_id, visible_to, hidden_from, date_trunc('month', closed_at at time zone 'Europe/London')::date as month, coalesce(ward_code, '') as ward, coalesce(category_code, '') as category, coalesce(harmed_verdict, 'not asked') as verdict
      from cases where status = 'closed') c
    group by partnership_id, visible_to, hidden_from, month, verdict, cube (ward, category);
  insert into open_counts (partnership_id, visible_to, hidden_from, lead_agency_id, lead_officer_id, ward_code, n, high, spoke, closing)
    select partnership_id, visible_to, hidden_from, lead_agency_id, lead_officer_id, coalesce(ward_code, ''), count(*), count(*) filter (where risk_band = 'high'), count(*) filter (where harmed_spoke_last), count(*) filter (where stage = 'closing')
    from cases where status in ('open', 'on hold') group by 1, 2, 3, 4, 5, 6;
end $$;
alter function amity.refill_counts owner to amity_gate;
revoke all on function amity.refill_counts from public;
set local role amity_gate;
select amity.refill_counts();
reset role;

-- Both together, of what whoever reads may see, and summed: the lines by themselves would tell that a case was counted and taken back, which is
-- what happens when it is hidden. So nobody but the gate reads lines or rows, and a sum of nothing is no row. A barrier: nothing a reader puts
-- into a condition looks at a row before it is known to be theirs.
create view closed_case_counts with (security_barrier = true) as
  select partnership_id, month, ward_code, category_code, verdict, sum(n)::int as n from (
    select k.partnership_id, k.month, k.ward_code, k.category_code, k.verdict, k.n from closed_counts k
      where k.partnership_id = amity.partnership() and k.visible_to && amity.principals() and not k.hidden_from && amity.principals()
    union all
    select l.partnership_id, l.month, w, y, l.verdict, l.n from count_changes l cross join lateral unnest(array[l.ward_code, '*']) w cross join lateral unnest(array[l.category_code, '*']) y
      where l.month is not null and l.partnership_id = amity.partnership() and l.visible_to && amity.principals() and not l.hidden_from && amity.principals()) both_of
  group by partnership_id, month, ward_code, category_code, verdict having sum(n) <> 0;
create view open_case_counts with (security_barrier = true) as
  select partnership_id, lead_agency_id, lead_officer_id, ward_code, sum(n)::int as n, sum(high)::int as high, sum(spoke)::int as spoke, sum(closing)::int as closing from (
    select k.partnership_id, k.lead_agency_id, k.lead_officer_id, k.ward_code, k.n, k.high, k.spoke, k.closing from open_counts k
      where k.partnership_id = amity.partnership() and k.visible_to && amity.principals() and not k.hidden_from && amity.principals()
    union all
    select l.partnership_id, l.lead_agency_id, l.lead_officer_id, l.ward_code, l.n, l.high, l.spoke, l.closing from count_changes l
      where l.month is null and l.partnership_id = amity.partnership() and l.visible_to && amity.principals() and not l.hidden_from && amity.principals()) both_of
  group by partnership_id, lead_agency_id, lead_officer_id, ward_code having sum(n) <> 0;
-- An owner that is no superuser may give a view only to a role that may make one.
grant create on schema public to amity_gate;
alter view closed_case_counts owner to amity_gate;
alter view open_case_counts owner to amity_gate;
revoke create on schema public from amity_gate;
grant select on closed_case_counts, open_case_counts to amity_web;

-- The rest of the team's board, which a day's passing changes: what is overdue, and what has had no line since a moment. The moment of the
-- latest line is kept, so that only what is late or stale is read, and not every open case with its chronology.
alter table case_access add column last_line_at timestamptz not null default '1900-01-01 00:00+00';
create function amity.last_line(p_partnership int, p_case uuid) returns timestamptz
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce((select happened_at from entries where partnership_id = p_partnership and case_id = p_case order by happened_at desc limit 1), '1900-01-01 00:00+00')
$$;
alter function amity.last_line owner to amity_gate;
revoke all on function amity.last_line from public;
create function amity.access_knows_last_line() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  new.last_line_at := amity.last_line(new.partnership_id, new.case_id);
  return new;
end $$;
alter function amity.access_knows_last_line owner to amity_gate;
create trigger last_line before insert on case_access for each row execute function amity.access_knows_last_line();
create function amity.last_line_follows() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update case_access set last_line_at = new.happened_at where partnership_id = new.partnership_id and case_id = new.case_id and last_line_at < new.happened_at;
  else
    update case_access set last_line_at = amity.last_line(old.partnership_id, old.case_id) where partnership_id = old.partnership_id and case_id = old.case_id;
    if tg_op = 'UPDATE' and new.case_id <> old.case_id then update case_access set last_line_at = amity.last_line(new.partnership_id, new.case_id) where partnership_id = new.partnership_id and case_id = new.case_id; end if;
  end if;
  return null;
end $$;
alter function amity.last_line_follows owner to amity_gate;
create trigger last_line_begins after insert or delete on entries for each row execute function amity.last_line_follows();
create trigger last_line_follows after update on entries for each row when ((new.case_id, new.happened_at) is distinct from (old.case_id, old.happened_at)) execute function amity.last_line_follows();

drop index case_access_due;
create index case_access_due on case_access (partnership_id, principal, next_due_at, case_id) include (lead_agency_id, lead_officer_id, hidden_from) where status in ('open', 'on hold');
create index case_access_stale on case_access (partnership_id, principal, last_line_at, case_id) include (opened_at, lead_agency_id, lead_officer_id, hidden_from) where status = 'open';

create function amity.team_overdue(p_now timestamptz, p_stale timestamptz) returns table (officer_id uuid, late int, stale int)
language plpgsql stable security definer rows 100 set search_path = public, amity, pg_temp as $$
declare mine int[] := amity.principals(); here int := amity.partnership(); ours uuid := amity.agency();
begin
  if amity.actor() is distinct from 'officer' or mine is null then return; end if;
  return query select o.officer, max(o.late)::int, max(o.stale)::int from (
    select a.lead_officer_id as officer, count(distinct a.case_id) as late, 0 as stale from case_access a
      where a.partnership_id = here and a.principal = any (mine) and a.status in ('open', 'on hold') and a.next_due_at < p_now and a.lead_agency_id = ours and (a.hidden_from = '{}' or not a.hidden_from && mine) group by 1
    union all
    select a.lead_officer_id, 0, count(distinct a.case_id) from case_access a
      where a.partnership_id = here and a.principal = any (mine) and a.status = 'open' and a.last_line_at < p_stale and a.opened_at < p_stale and a.lead_agency_id = ours and (a.hidden_from = '{}' or not a.hidden_from && mine) group by 1) o
  group by 1;
end $$;
alter function amity.team_overdue owner to amity_gate;
revoke all on function amity.team_overdue from public;
grant execute on function amity.team_overdue to amity_web;

create function amity.refill_last_lines() returns void language sql security definer set search_path = public, amity, pg_temp as $$
  update case_access a set last_line_at = amity.last_line(a.partnership_id, a.case_id) where a.last_line_at <> amity.last_line(a.partnership_id, a.case_id)
$$;
alter function amity.refill_last_lines owner to amity_gate;
revoke all on function amity.refill_last_lines from public;
set local role amity_gate;
select amity.refill_last_lines();
reset role;

-- When two agencies become one, their cases are changed, and the counts follow the cases.
do $$ begin
  execute format('create or replace function amity.stays_with_agency() returns text[] language sql immutable parallel safe return %L::text[]', amity.stays_with_agency() || array['open_counts.lead_agency_id', 'count_changes.lead_agency_id']);
end $$;
