-- The wall: who is asking, what every table promises, and the audit trail. Every later table leans on this file.
-- Two group roles. amity_web is what the pages connect as: it owns nothing and cannot bypass a policy. amity_gate
-- owns the few SECURITY DEFINER functions that must look across the wall; nobody can sign in as it.
create schema amity;
grant usage on schema amity to amity_web, amity_gate;
grant usage on schema public to amity_web, amity_gate;
grant create on schema amity to amity_gate;

-- Who is asking. Set once at the start of each transaction by Work. After a transaction a local setting is '' and not
-- NULL, hence nullif: no context means no rows.
create function amity.partnership() returns int language sql stable parallel safe
  return nullif(current_setting('amity.partnership', true), '')::int;
create function amity.principals() returns int[] language sql stable parallel safe
  return nullif(current_setting('amity.principals', true), '')::int[];
create function amity.actor() returns text language sql stable parallel safe
  return nullif(current_setting('amity.actor', true), '');
create function amity.officer() returns uuid language sql stable parallel safe
  return nullif(current_setting('amity.officer', true), '')::uuid;
create function amity.agency() returns uuid language sql stable parallel safe
  return nullif(current_setting('amity.agency', true), '')::uuid;
-- The digest of the private link, draft or API key the caller holds, if any.
create function amity.held_key() returns text language sql stable parallel safe
  return nullif(current_setting('amity.key', true), '');
-- The case and the person whose own page this is (portal visitors only).
create function amity.own_case() returns uuid language sql stable parallel safe
  return nullif(current_setting('amity.own_case', true), '')::uuid;
create function amity.own_person() returns uuid language sql stable parallel safe
  return nullif(current_setting('amity.own_person', true), '')::uuid;
-- The moment this piece of work believes it is. The clock lives in Work, so that tests may set it.
create function amity.now() returns timestamptz language sql stable parallel safe
  return coalesce(nullif(current_setting('amity.now', true), '')::timestamptz, now());
create function amity.inside() returns boolean language sql stable parallel safe
  return amity.actor() in ('officer', 'system');

-- UUIDv7 (RFC 9562): time first, so that keys arrive in order. PostgreSQL 15 has none of its own.
create function amity.new_id() returns uuid language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- The audit trail: append only, hashed row by row here, linked and signed later by the sealer (jobs/seal-audit).
create table audit_events (
  partnership_id int not null,
  id uuid not null default amity.new_id(),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  officer_id uuid,
  agency_id uuid,
  action text not null,
  subject_kind text,
  subject_id text,
  purpose text,
  transaction text not null default pg_current_xact_id()::text,
  -- Old and new values of what changed. Erasure may empty it: the digest, not the text, is what the chain holds.
  changes jsonb,
  salt bytea not null,
  digest bytea not null,
  row_hash bytea not null,
  position bigint,
  primary key (partnership_id, id)
);
create unique index audit_events_position on audit_events (partnership_id, position) where position is not null;
create index audit_events_unsealed on audit_events (partnership_id, id) where position is null;
create index audit_events_subject on audit_events (partnership_id, subject_kind, subject_id, at);
create index audit_events_officer on audit_events (partnership_id, officer_id, at);

create table audit_seals (
  partnership_id int not null,
  number bigint not null,
  first_position bigint not null,
  last_position bigint not null,
  previous bytea not null,
  head bytea not null,
  signature bytea not null,
  sealed_at timestamptz not null,
  primary key (partnership_id, number)
);

create function amity.audit_row_hash(e audit_events) returns bytea language sql immutable as $$
  select sha256(convert_to(concat_ws('|', e.partnership_id, e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    e.actor, coalesce(e.officer_id::text, ''), coalesce(e.agency_id::text, ''), e.action, coalesce(e.subject_kind, ''),
    coalesce(e.subject_id, ''), coalesce(e.purpose, ''), e.transaction), 'UTF8') || e.digest)
$$;
create function amity.audit_hash() returns trigger language plpgsql as $$
begin
  new.salt := uuid_send(gen_random_uuid());
  new.digest := sha256(new.salt || convert_to(coalesce(new.changes::text, ''), 'UTF8'));
  new.position := null;
  new.row_hash := amity.audit_row_hash(new);
  return new;
end $$;
create trigger audit_hash before insert on audit_events for each row execute function amity.audit_hash();

create function amity.audit_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.position is null and new.position is not null
     and (to_jsonb(old) - 'position') = (to_jsonb(new) - 'position') then
    return new;
  end if;
  raise exception 'The audit trail is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_append_only before update or delete on audit_events for each row execute function amity.audit_is_append_only();
create trigger audit_not_truncated before truncate on audit_events for each statement execute function amity.audit_is_append_only();

alter table audit_events enable row level security;
alter table audit_events force row level security;
alter table audit_seals enable row level security;
alter table audit_seals force row level security;
create policy gate on audit_events to amity_gate using (true) with check (true);
create policy gate on audit_seals to amity_gate using (true) with check (true);
grant select, insert, update on audit_events to amity_gate;
grant select, insert on audit_seals to amity_gate;

-- Written by the trigger below for every change, and by Work for reads, refusals and sign-ins.
create function amity.write_audit(p_action text, p_kind text, p_subject text, p_purpose text, p_changes jsonb)
returns void language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into audit_events (partnership_id, actor, officer_id, agency_id, action, subject_kind, subject_id, purpose, changes, salt, digest, row_hash)
  select coalesce(amity.partnership(), 0), coalesce(amity.actor(), 'nobody'), amity.officer(), amity.agency(),
         p_action, p_kind, p_subject, p_purpose, p_changes, '', '', ''
$$;
alter function amity.write_audit owner to amity_gate;
revoke all on function amity.write_audit from public;
grant execute on function amity.write_audit to amity_web;

-- Columns whose change is the wall's own upkeep and would only fill the trail.
create function amity.audit_change() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  who jsonb := case when tg_op = 'DELETE' then before else after end;
  changed jsonb;
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(key, jsonb_build_array(before -> key, value)) into changed
      from jsonb_each(after) where value is distinct from before -> key and key not in ('changed_at');
    if changed is null then return null; end if;
  elsif tg_op = 'DELETE' then
    changed := before;
  end if;
  insert into audit_events (partnership_id, actor, officer_id, agency_id, action, subject_kind, subject_id, changes, salt, digest, row_hash)
  values ((who ->> 'partnership_id')::int, coalesce(amity.actor(), 'nobody'), amity.officer(), amity.agency(),
          lower(tg_op), tg_table_name, coalesce(who ->> 'id', who ->> 'key'), changed, '', '', '');
  return null;
end $$;
alter function amity.audit_change owner to amity_gate;

-- ---------------------------------------------------------------------------------------------------------------
-- What a migration says about each new table, so that none is born without its policy and its trail.

-- Every table: row security forced, the gate let through, changes audited unless the table is itself a trail or queue.
create function amity.protect(t regclass, audited boolean default true) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy gate on %s to amity_gate using (true) with check (true)', t);
  execute format('grant select, insert, update, delete on %s to amity_gate', t);
  if audited then
    execute format('create trigger audited after insert or update or delete on %s for each row execute function amity.audit_change()', t);
  end if;
end $$;

-- Settings and lists every officer of the partnership may read, and officers whose role allows may change.
create function amity.wall_inside(t regclass, audited boolean default true) returns void language plpgsql as $$
begin
  perform amity.protect(t, audited);
  execute format('create policy inside on %s to amity_web using (partnership_id = amity.partnership() and amity.inside()) with check (partnership_id = amity.partnership() and amity.inside())', t);
  execute format('grant select, insert, update on %s to amity_web', t);
end $$;

-- As above, and anyone at all may read them (categories, signposts, opening hours).
create function amity.wall_published(t regclass) returns void language plpgsql as $$
begin
  perform amity.wall_inside(t);
  execute format('create policy published on %s for select to amity_web using (partnership_id = amity.partnership())', t);
end $$;

-- Protected rows: seen only by the principals in visible_to, and never by one in hidden_from. No subquery, on purpose.
create function amity.wall_rows(t regclass, audited boolean default true) returns void language plpgsql as $$
begin
  perform amity.protect(t, audited);
  execute format('create policy seen on %s for select to amity_web using (partnership_id = amity.partnership() and visible_to && amity.principals() and not hidden_from && amity.principals())', t);
  execute format('create policy written on %s for insert to amity_web with check (partnership_id = amity.partnership() and amity.inside())', t);
  execute format('create policy changed on %s for update to amity_web using (partnership_id = amity.partnership() and visible_to && amity.principals() and not hidden_from && amity.principals()) with check (partnership_id = amity.partnership() and amity.inside())', t);
  execute format('grant select, insert, update on %s to amity_web', t);
end $$;
