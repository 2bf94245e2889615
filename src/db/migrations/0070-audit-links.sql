-- Which records each line of the trail is about or showed: "who saw this case, also in a list" has an answer, page by page.
-- The line itself names them (changes, under keys that begin with @), so the chain holds them; the table below is an index
-- of that, made by trigger, and audit:verify compares the two.

-- A line is of the moment its work believes it is, like everything else; its key holds the database's own clock.
alter table audit_events alter column at set default amity.now();
create index audit_events_doors on audit_events (partnership_id, at desc, id desc) where purpose is not null;
-- The rare ways (printed, exported, refused) are found without reading all the others.
create index audit_events_how on audit_events (partnership_id, (changes ->> '@how'), at desc, id desc) where purpose is not null;
create index audit_events_all on audit_events (partnership_id, at desc, id desc);
drop index audit_events_officer;
create index audit_events_officer on audit_events (partnership_id, officer_id, at desc, id desc);

create table audit_links (
  partnership_id int not null, event_id uuid not null,
  kind text not null check (kind in ('case', 'person', 'report')), record_id uuid not null,
  how text not null check (how in ('read', 'form', 'write', 'list', 'search', 'export', 'print', 'file', 'refused')),
  at timestamptz not null, officer_id uuid, agency_id uuid,
  primary key (partnership_id, event_id, kind, record_id)
);
create index audit_links_record on audit_links (partnership_id, kind, record_id, at desc, event_id desc);
-- A day's lines lie together: a small index is enough for the daily checks.
create index audit_links_day on audit_links using brin (at);
alter table audit_links enable row level security;
alter table audit_links force row level security;
create policy gate on audit_links to amity_gate using (true) with check (true);
grant select, insert on audit_links to amity_gate;

-- What one line says it is about (@case, @person, @report) and what it showed (@shown, in which way: @as).
create function amity.links_of(p_changes jsonb) returns table (kind text, record_id uuid, how text) language sql immutable as $$
  with about as (
    select substr(k, 2) as kind, id.value::uuid as record_id, coalesce(p_changes ->> '@how', 'read') as how
    from unnest(array['@case', '@person', '@report']) k cross join lateral jsonb_array_elements_text(coalesce(p_changes -> k, '[]')) id
  ), shown as (
    select s.key as kind, id.value::uuid as record_id, coalesce(p_changes ->> '@as', 'list') as how
    from jsonb_each(coalesce(p_changes -> '@shown', '{}')) s cross join lateral jsonb_array_elements_text(s.value) id
  )
  select distinct on (kind, record_id) kind, record_id, how from (select 1 as place, * from about union all select 2, * from shown) found order by kind, record_id, place
$$;
create function amity.link_audit() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  insert into audit_links (partnership_id, event_id, kind, record_id, how, at, officer_id, agency_id)
    select new.partnership_id, new.id, l.kind, l.record_id, l.how, new.at, new.officer_id, new.agency_id from amity.links_of(new.changes) l;
  return null;
end $$;
alter function amity.link_audit owner to amity_gate;
create trigger link after insert on audit_events for each row when (new.changes is not null) execute function amity.link_audit();

-- The record behind a subject or an address: {"@case": ["…"]}. Empty when it is about no record, or about none we know of.
create function amity.record_of(p_kind text, p_subject text) returns jsonb
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
declare p int := amity.partnership(); k text := p_kind; s text := p_subject; by_case uuid; by_report uuid; by_person uuid; one uuid;
begin
  if k in ('path', 'address') then
    select kinds.kind, split_part(p_subject, '/', 3) into k, s from (values ('cases', 'case'), ('reports', 'report'), ('people', 'person'), ('messages', 'message'), ('files', 'attachment'),
      ('diary', 'diary item'), ('quality', 'quality review'), ('surveys', 'survey'), ('improvements', 'improvement'), ('transfers', 'transfer'), ('unusual', 'unusual access')) kinds (at, kind) where kinds.at = split_part(p_subject, '/', 2);
  end if;
  if k is null or coalesce(s, '') = '' then return '{}'; end if;
  if s ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then one := s::uuid; end if;
  if k = 'case' then select id into by_case from cases where partnership_id = p and (id = one or (one is null and reference = s));
  elsif k = 'report' then select id into by_report from reports where partnership_id = p and (id = one or (one is null and reference = s));
  elsif one is null then return '{}';
  elsif k = 'person' then select id into by_person from people where partnership_id = p and id = one;
  elsif k = 'message' then select case_id, report_id, person_id into by_case, by_report, by_person from outgoing_messages where partnership_id = p and id = one;
  elsif k = 'attachment' then select case_id, report_id into by_case, by_report from attachments where partnership_id = p and id = one;
  elsif k = 'diary item' then select case_id, report_id into by_case, by_report from diary_items where partnership_id = p and id = one;
  elsif k = 'quality review' then select case_id into by_case from quality_reviews where partnership_id = p and id = one;
  elsif k = 'survey' then select case_id into by_case from surveys where partnership_id = p and id = one;
  elsif k = 'improvement' then select case_id into by_case from improvements where partnership_id = p and id = one;
  elsif k = 'transfer' then select case_id into by_case from case_transfers where partnership_id = p and id = one;
  elsif k = 'unusual access' then select case_id into by_case from unusual_access where partnership_id = p and id = one;
  end if;
  return case when by_case is not null then jsonb_build_object('@case', jsonb_build_array(by_case))
    when by_report is not null then jsonb_build_object('@report', jsonb_build_array(by_report))
    when by_person is not null then jsonb_build_object('@person', jsonb_build_array(by_person)) else '{}' end;
end $$;
alter function amity.record_of owner to amity_gate;
revoke all on function amity.record_of from public;

create or replace function amity.write_audit(p_action text, p_kind text, p_subject text, p_purpose text, p_changes jsonb)
returns void language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into audit_events (partnership_id, actor, officer_id, agency_id, action, subject_kind, subject_id, purpose, changes, salt, digest, row_hash)
  select coalesce(amity.partnership(), 0), coalesce(amity.actor(), 'nobody'), amity.officer(), amity.agency(),
         p_action, p_kind, p_subject, p_purpose, nullif(coalesce(p_changes, '{}') || amity.record_of(p_kind, p_subject), '{}'), '', '', ''
$$;

-- Signing in, or failing to, is a line of the officer whose account it is: nobody else is known yet. An account that does not
-- exist costs the same line, so that the time says nothing.
create function amity.write_sign_in(p_officer uuid, p_succeeded boolean) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into audit_events (partnership_id, actor, officer_id, agency_id, action, subject_kind, subject_id, purpose, changes, salt, digest, row_hash)
  select amity.partnership(), coalesce(amity.actor(), 'nobody'), o.id, (select x.agency_id from posts x where x.partnership_id = o.partnership_id and x.officer_id = o.id and x.ended_on is null order by x.id limit 1),
         case when p_succeeded then 'signed in' else 'sign-in refused' end, case when o.id is not null then 'officer' end, o.id::text, 'to sign in', jsonb_build_object('@how', 'sign-in'), '', '', ''
  from (select 1) once left join officers o on o.partnership_id = amity.partnership() and o.id = p_officer
$$;
alter function amity.write_sign_in owner to amity_gate;
revoke all on function amity.write_sign_in from public;
grant execute on function amity.write_sign_in to amity_web;

-- As before, and each changed row says which record it belongs to.
create or replace function amity.audit_change() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
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
      from jsonb_each(after) where value is distinct from before -> key and key not in ('changed_at');
    if changed is null then return null; end if;
  elsif tg_op = 'DELETE' then
    changed := before;
  end if;
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

-- The lines written before this day are linked by their subject, as far as they name one.
set local role amity_gate;
insert into audit_links (partnership_id, event_id, kind, record_id, how, at, officer_id, agency_id)
  select partnership_id, id, subject_kind, subject_id::uuid, 'read', at, officer_id, agency_id from audit_events
  where subject_kind in ('case', 'person', 'report') and subject_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
reset role;

-- Retention empties what a line says in detail, never the line: its hash covers a digest, and the digest stays. Each emptying
-- is itself a line that names what it emptied, so that verifying can tell it from tampering. The salt goes too: with it, short
-- content could be found again by trying.
create or replace function amity.audit_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.position is null and new.position is not null
     and (to_jsonb(old) - 'position') = (to_jsonb(new) - 'position') then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.changes is not null and new.changes is null and new.salt = '' and current_setting('amity.emptying', true) = 'yes'
     and (to_jsonb(old) - 'changes' - 'salt') = (to_jsonb(new) - 'changes' - 'salt') then
    return new;
  end if;
  raise exception 'The audit trail is append-only' using errcode = 'insufficient_privilege';
end $$;

create function amity.empty_audit_rows(p_ids uuid[], p_rule text) returns int
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare emptied uuid[];
begin
  perform set_config('amity.emptying', 'yes', true);
  with gone as (update audit_events set changes = null, salt = '' where partnership_id = amity.partnership() and id = any (p_ids) and changes is not null and not changes ? '@emptied' returning id)
    select array_agg(id) into emptied from gone;
  perform set_config('amity.emptying', '', true);
  if emptied is null then return 0; end if;
  perform amity.write_audit('content of the trail emptied', null, null, p_rule, jsonb_build_object('@emptied', to_jsonb(emptied)));
  return cardinality(emptied);
end $$;
alter function amity.empty_audit_rows owner to amity_gate;
revoke all on function amity.empty_audit_rows from public;

-- For the retention rules: the details of what was written about one record; and of whatever is older than a moment. At most
-- 500 lines at a time; answers how many, so that the rule goes on until there are none.
create function amity.empty_audit_of(p_kind text, p_record uuid, p_rule text) returns int
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  select case when amity.actor() = 'system' then amity.empty_audit_rows(array(
    select l.event_id from audit_links l join audit_events e on e.partnership_id = l.partnership_id and e.id = l.event_id
    where l.partnership_id = amity.partnership() and l.kind = p_kind and l.record_id = p_record and l.how not in ('list', 'search', 'export') and e.changes is not null order by l.at limit 500), p_rule) else 0 end
$$;
alter function amity.empty_audit_of owner to amity_gate;
revoke all on function amity.empty_audit_of from public;
grant execute on function amity.empty_audit_of to amity_web;
create function amity.empty_audit_before(p_before timestamptz, p_rule text) returns int
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  select case when amity.actor() = 'system' then amity.empty_audit_rows(array(
    select id from audit_events where partnership_id = amity.partnership() and at < p_before and changes is not null and not changes ? '@emptied' order by at limit 500), p_rule) else 0 end
$$;
alter function amity.empty_audit_before owner to amity_gate;
revoke all on function amity.empty_audit_before from public;
grant execute on function amity.empty_audit_before to amity_web;
create index audit_events_emptied on audit_events (partnership_id) where changes ? '@emptied';
