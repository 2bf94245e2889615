-- What lists, badges and search are driven from, so that the wall costs them nothing: a narrow row for each principal that sees a case,
-- and the words of each case. Both are kept by triggers, and the property test (test/walls/model.test.ts) checks them after every step.

create table case_access (
  partnership_id int not null, principal int not null, case_id uuid not null,
  status text not null, stage text not null, opened_at timestamptz not null,
  -- What is due soonest; a date no diary reaches when nothing is, and one before all contact when there was none.
  next_due_at timestamptz not null, last_contact_at timestamptz not null,
  lead_agency_id uuid not null, lead_officer_id uuid not null, ward_code text, category_code text not null, severity text not null, risk_band text, flags text[] not null, harmed_spoke_last boolean not null,
  hidden_from int[] not null,
  primary key (partnership_id, principal, case_id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);
create index case_access_case on case_access (partnership_id, case_id);
create index case_access_opened on case_access (partnership_id, principal, opened_at desc, case_id desc);
create index case_access_open on case_access (partnership_id, principal, opened_at desc, case_id desc) where status in ('open', 'on hold');
create index case_access_due on case_access (partnership_id, principal, next_due_at, case_id) where status in ('open', 'on hold');
create index case_access_contact on case_access (partnership_id, principal, last_contact_at, case_id) where status in ('open', 'on hold');
create index case_access_officer on case_access (partnership_id, principal, lead_officer_id, opened_at desc, case_id desc) include (hidden_from) where status in ('open', 'on hold');
-- With all that a badge and the policy ask for, so that counting reads the index alone.
create index case_access_ward on case_access (partnership_id, principal, ward_code) include (case_id, hidden_from) where status in ('open', 'on hold');
select amity.protect('case_access', false);
-- Said as array_position and not as "= any": whoever lists says "principal =" themselves, and the planner would count the same limit twice
-- and take the lists for so short that it sorts them instead of reading them in order (measured: sixty times slower).
create policy seen on case_access for select to amity_web using (partnership_id = amity.partnership() and array_position(amity.principals(), principal) is not null and (hidden_from = '{}' or not hidden_from && amity.principals()));
grant select on case_access to amity_web;

create function amity.next_due(p_partnership int, p_case uuid) returns timestamptz
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(min(due_at), '9999-01-01 00:00+00') from diary_items where partnership_id = p_partnership and case_id = p_case and done_at is null and cancelled_at is null
$$;
alter function amity.next_due owner to amity_gate;
revoke all on function amity.next_due from public;

create function amity.write_access(c cases) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  delete from case_access where partnership_id = c.partnership_id and case_id = c.id and not principal = any (c.visible_to);
  insert into case_access (partnership_id, principal, case_id, status, stage, opened_at, next_due_at, last_contact_at, lead_agency_id, lead_officer_id, ward_code, category_code, severity, risk_band, flags, harmed_spoke_last, hidden_from)
    select c.partnership_id, p, c.id, c.status, c.stage, c.opened_at, amity.next_due(c.partnership_id, c.id), coalesce(c.last_contact_at, '1900-01-01 00:00+00'), c.lead_agency_id, c.lead_officer_id, c.ward_code, c.category_code, c.severity, c.risk_band, c.flags, c.harmed_spoke_last, c.hidden_from
    -- The service reads the cases themselves.
    from (select distinct unnest(c.visible_to) as p) seers where p <> 1
  on conflict (partnership_id, principal, case_id) do update set status = excluded.status, stage = excluded.stage, opened_at = excluded.opened_at, last_contact_at = excluded.last_contact_at, lead_agency_id = excluded.lead_agency_id,
    lead_officer_id = excluded.lead_officer_id, ward_code = excluded.ward_code, category_code = excluded.category_code, severity = excluded.severity, risk_band = excluded.risk_band, flags = excluded.flags,
    harmed_spoke_last = excluded.harmed_spoke_last, hidden_from = excluded.hidden_from
$$;
alter function amity.write_access owner to amity_gate;
revoke all on function amity.write_access from public;
create function amity.access_follows() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  perform amity.write_access(new);
  return null;
end $$;
alter function amity.access_follows owner to amity_gate;
create trigger access_begins after insert on cases for each row execute function amity.access_follows();
create trigger access_follows after update on cases for each row
  when ((new.visible_to, new.hidden_from, new.status, new.stage, new.opened_at, new.last_contact_at, new.lead_agency_id, new.lead_officer_id, new.ward_code, new.category_code, new.severity, new.risk_band, new.flags, new.harmed_spoke_last)
    is distinct from (old.visible_to, old.hidden_from, old.status, old.stage, old.opened_at, old.last_contact_at, old.lead_agency_id, old.lead_officer_id, old.ward_code, old.category_code, old.severity, old.risk_band, old.flags, old.harmed_spoke_last))
  execute function amity.access_follows();
create function amity.access_ends() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  delete from case_access where partnership_id = old.partnership_id and case_id = old.id;
  delete from case_words where partnership_id = old.partnership_id and case_id = old.id;
  return old;
end $$;
alter function amity.access_ends owner to amity_gate;
create trigger access_ends before delete on cases for each row execute function amity.access_ends();

create function amity.due_follows() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare due timestamptz; one uuid;
begin
  for one in select distinct x from unnest(array[case when tg_op <> 'INSERT' then old.case_id end, case when tg_op <> 'DELETE' then new.case_id end]) x where x is not null loop
    due := amity.next_due(coalesce(new.partnership_id, old.partnership_id), one);
    update case_access set next_due_at = due where partnership_id = coalesce(new.partnership_id, old.partnership_id) and case_id = one and next_due_at <> due;
  end loop;
  return null;
end $$;
alter function amity.due_follows owner to amity_gate;
create trigger due_begins after insert or delete on diary_items for each row execute function amity.due_follows();
create trigger due_follows after update on diary_items for each row
  when ((new.case_id, new.due_at, new.done_at, new.cancelled_at) is distinct from (old.case_id, old.due_at, old.done_at, old.cancelled_at)) execute function amity.due_follows();

-- The words a case is found by: its title and summary, the names of its people, and the addresses of people and place. What is kept
-- confidential is not in the columns this reads (0086).
create extension if not exists pg_trgm;
create table case_words (
  partnership_id int not null, case_id uuid not null, words text not null,
  primary key (partnership_id, case_id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);
create index case_words_trigrams on case_words using gin (words gin_trgm_ops);
select amity.protect('case_words', false);

create function amity.words_of(p_partnership int, p_case uuid) returns text
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select left(lower(concat_ws(' ', c.title, c.summary, l.address, l.postcode,
    (select string_agg(concat_ws(' ', p.given_name, p.family_name, p.known_as, p.address, p.postcode, cp.described_as), ' ') from case_parties cp
      left join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id where cp.partnership_id = c.partnership_id and cp.case_id = c.id))), 20000)
  from cases c left join places l on l.partnership_id = c.partnership_id and l.id = c.place_id where c.partnership_id = p_partnership and c.id = p_case
$$;
alter function amity.words_of owner to amity_gate;
revoke all on function amity.words_of from public;
create function amity.write_words(p_partnership int, p_case uuid) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into case_words (partnership_id, case_id, words) select p_partnership, p_case, w from amity.words_of(p_partnership, p_case) w where w is not null
  on conflict (partnership_id, case_id) do update set words = excluded.words where case_words.words <> excluded.words
$$;
alter function amity.write_words owner to amity_gate;
revoke all on function amity.write_words from public;
create function amity.words_follow() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare one uuid;
begin
  if tg_table_name = 'cases' then perform amity.write_words(new.partnership_id, new.id);
  elsif tg_table_name = 'case_parties' then
    perform amity.write_words(new.partnership_id, new.case_id);
    if tg_op = 'UPDATE' and old.case_id <> new.case_id then perform amity.write_words(old.partnership_id, old.case_id); end if;
  elsif tg_table_name = 'people' then
    for one in select distinct case_id from case_parties where partnership_id = new.partnership_id and person_id = new.id loop perform amity.write_words(new.partnership_id, one); end loop;
  else
    for one in select id from cases where partnership_id = new.partnership_id and place_id = new.id loop perform amity.write_words(new.partnership_id, one); end loop;
  end if;
  return null;
end $$;
alter function amity.words_follow owner to amity_gate;
create trigger words_begin after insert on cases for each row execute function amity.words_follow();
create trigger words_follow after update on cases for each row when ((new.title, new.summary, new.place_id) is distinct from (old.title, old.summary, old.place_id)) execute function amity.words_follow();
create trigger words_begin after insert on case_parties for each row execute function amity.words_follow();
create trigger words_follow after update on case_parties for each row when ((new.case_id, new.person_id, new.described_as) is distinct from (old.case_id, old.person_id, old.described_as)) execute function amity.words_follow();
create trigger words_follow after update on people for each row
  when ((new.given_name, new.family_name, new.known_as, new.address, new.postcode) is distinct from (old.given_name, old.family_name, old.known_as, old.address, old.postcode)) execute function amity.words_follow();
create trigger words_follow after update on places for each row when ((new.address, new.postcode) is distinct from (old.address, old.postcode)) execute function amity.words_follow();

-- Cases in which every one of these words stands; where there is none, those in which they nearly stand: the likeliest first, and only
-- those whoever asks may see. Hits are found by index first, and whose they are is asked of the narrow table; never capped before that,
-- because what others hold must not crowd out. Whether the second look is taken hangs on what is theirs alone.
create function amity.find_cases(p_words text[], p_most int) returns table (case_id uuid, likeness real)
language plpgsql stable security definer rows 100 set search_path = public, amity, pg_temp as $$
declare longest text := (select w from unnest(p_words) w order by length(w) desc limit 1); pattern text;
begin
  if amity.actor() is distinct from 'officer' or longest is null then return; end if;
  pattern := '%' || replace(replace(replace(longest, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  return query
    with hits as materialized (
      select w.case_id from case_words w where w.partnership_id = amity.partnership() and w.words like pattern and not exists (select from unnest(p_words) x where position(x in w.words) = 0)
    )
    select m.case_id, 1::real from (
      select distinct a.case_id, a.opened_at from hits h join case_access a on a.partnership_id = amity.partnership() and a.case_id = h.case_id
      where a.principal = any (amity.principals()) and not a.hidden_from && amity.principals()) m
    order by m.opened_at desc, m.case_id limit least(p_most, 2000);
  if found then return; end if;
  return query
    with hits as materialized (
      select w.case_id, (select min(word_similarity(x, w.words)) from unnest(p_words) x) as nearness from case_words w where w.partnership_id = amity.partnership() and w.words %> longest
    )
    select m.case_id, m.nearness from (
      select distinct a.case_id, a.opened_at, h.nearness from hits h join case_access a on a.partnership_id = amity.partnership() and a.case_id = h.case_id
      where h.nearness >= 0.6 and a.principal = any (amity.principals()) and not a.hidden_from && amity.principals()) m
    order by m.nearness desc, m.opened_at desc, m.case_id limit least(p_most, 2000);
end $$;
alter function amity.find_cases owner to amity_gate;
revoke all on function amity.find_cases from public;
grant execute on function amity.find_cases to amity_web;

-- Badges: thousands of rows are counted, so who asks is read once and not at every row as a policy would.
create function amity.open_by_ward() returns table (ward_code text, n int)
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
declare mine int[] := amity.principals();
begin
  if amity.actor() is distinct from 'officer' then return; end if;
  return query select a.ward_code, count(distinct a.case_id)::int from case_access a
    where a.partnership_id = amity.partnership() and a.principal = any (mine) and (a.hidden_from = '{}' or not a.hidden_from && mine) and a.status in ('open', 'on hold') group by a.ward_code;
end $$;
alter function amity.open_by_ward owner to amity_gate;
revoke all on function amity.open_by_ward from public;
grant execute on function amity.open_by_ward to amity_web;

-- Open cases my agency leads, as far as I see them, by who leads them: how many, at high risk, with something overdue, without a line
-- since a moment, where the person harmed spoke last, and about to close.
create function amity.team_counts(p_now timestamptz, p_stale timestamptz) returns table (officer_id uuid, open int, high int, late int, stale int, spoke int, closing int)
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
declare mine int[] := amity.principals();
begin
  if amity.actor() is distinct from 'officer' then return; end if;
  return query select c.lead_officer_id, count(*)::int, (count(*) filter (where c.risk_band = 'high'))::int, (count(*) filter (where c.next_due_at < p_now))::int,
      (count(*) filter (where c.status = 'open' and c.opened_at < p_stale and not exists (select from entries e where e.partnership_id = c.partnership_id and e.case_id = c.case_id and e.happened_at >= p_stale)))::int,
      (count(*) filter (where c.harmed_spoke_last))::int, (count(*) filter (where c.stage = 'closing'))::int
    from (select distinct on (a.case_id) a.* from case_access a
      where a.partnership_id = amity.partnership() and a.principal = any (mine) and (a.hidden_from = '{}' or not a.hidden_from && mine) and a.lead_agency_id = amity.agency() and a.status in ('open', 'on hold') order by a.case_id) c
    group by c.lead_officer_id;
end $$;
alter function amity.team_counts owner to amity_gate;
revoke all on function amity.team_counts from public;
grant execute on function amity.team_counts to amity_web;

-- For what was loaded past the triggers (a restore, a bench).
create function amity.refill_case_access() returns void language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  perform amity.write_access(c) from cases c;
  perform amity.write_words(partnership_id, id) from cases;
end $$;
alter function amity.refill_case_access owner to amity_gate;
revoke all on function amity.refill_case_access from public;
set local role amity_gate;
select amity.refill_case_access();
reset role;
