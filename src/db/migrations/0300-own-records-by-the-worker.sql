-- What an agency wrote is written out by the worker, for the officer who ordered it and through their eyes: it takes minutes where it is
-- much, and no browser waits for that (0083 wrote it within the request). Whoever ordered it sees how far it is, and may stop it.
alter table agency_exports
  add column ordered_at timestamptz, alter column made_at drop not null, alter column stored_as drop not null, alter column size drop not null, alter column sha256 drop not null, alter column ends_at drop not null,
  add column state text not null default 'made' check (state in ('waiting', 'writing', 'made', 'stopped', 'failed')),
  -- Whether whoever ordered it had proven a second factor: without one no circle is theirs.
  add column proven boolean not null default false,
  add column doing text not null default '', add column done int not null default 0 check (done >= 0), add column total int not null default 0 check (total >= 0),
  -- How often somebody began to write it: whoever began before no longer counts.
  add column tries int not null default 0, add column seen_at timestamptz, add column problem text, add column ended_at timestamptz;
drop trigger visible on agency_exports;
drop trigger audited on agency_exports;
set local role amity_gate;
update agency_exports set ordered_at = made_at, ended_at = made_at;
reset role;
alter table agency_exports alter column ordered_at set not null, alter column state set default 'waiting',
  add check ((state in ('waiting', 'writing')) = (ended_at is null)), add check ((state = 'failed') = (problem is not null)),
  add check (num_nulls(made_at, stored_as, size, sha256, ends_at) = case when state = 'made' then 0 else 5 end);
-- One at a time for each officer: nobody fills the disk by asking again.
create unique index agency_exports_one on agency_exports (partnership_id, ordered_by) where state in ('waiting', 'writing');

-- Who an export is written as, by what they may now: null once they may no longer. Asked by the service before each piece.
create function amity.export_writer(p_id uuid) returns jsonb language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('officerId', o.id, 'officerName', o.name, 'agencyId', a.id, 'agencyName', a.short_name, 'assurance', case when e.proven then 'second factor' else 'password' end, 'acts', acts.held,
    'principals', (select jsonb_agg(p) from (
      select o.principal as p union select a.principal
      union select t.principal from posts x join teams t on t.partnership_id = x.partnership_id and t.id = x.team_id
        where x.partnership_id = e.partnership_id and x.officer_id = o.id and x.agency_id = a.id and (x.ended_on is null or x.ended_on >= amity.now()::date)
      union select amity.circle_principals(e.partnership_id, o.id) where e.proven) mine))
  from agency_exports e join officers o on o.partnership_id = e.partnership_id and o.id = e.ordered_by and o.left_at is null
    join agencies a on a.partnership_id = e.partnership_id and a.id = e.agency_id and a.ended_on is null
    cross join lateral (select amity.acts_of(e.partnership_id, o.id, a.id, amity.now()) as held) acts
  where amity.actor() = 'system' and e.partnership_id = amity.partnership() and e.id = p_id and e.state = 'writing' and acts.held ? 'authorise sharing'
    and exists (select from posts x where x.partnership_id = e.partnership_id and x.officer_id = o.id and x.agency_id = a.id and (x.ended_on is null or x.ended_on >= amity.now()::date))
$$;
alter function amity.export_writer owner to amity_gate;
revoke all on function amity.export_writer from public;
grant execute on function amity.export_writer to amity_web;

-- As in 0083, but that it is ordered first: what was ordered stays what it was, whoever ordered it may stop it, and the service does the rest.
create or replace function amity.export_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare moving text[] := array['state', 'doing', 'done', 'total', 'tries', 'seen_at', 'problem', 'ended_at', 'made_at', 'stored_as', 'size', 'sha256', 'ends_at'];
begin
  if tg_op = 'INSERT' then
    if amity.actor() is distinct from 'officer' or new.ordered_by is distinct from amity.officer() or new.agency_id is distinct from amity.agency() or new.state <> 'waiting' then raise exception 'no such agency' using errcode = 'foreign_key_violation'; end if;
    select array[1, principal] into new.visible_to from officers where partnership_id = new.partnership_id and id = new.ordered_by;
    new.hidden_from := '{}';
    -- By what they hold, and not by what is said: whoever holds no circle now is written out as one who holds none.
    new.proven := coalesce(amity.principals() && array(select amity.circle_principals(new.partnership_id, new.ordered_by)), false);
    return new;
  end if;
  if old.ended_at is not null then
    if to_jsonb(new) - 'removed_at' <> to_jsonb(old) - 'removed_at' or amity.actor() is distinct from 'system' then raise exception 'An export stands as it was made' using errcode = 'insufficient_privilege'; end if;
  elsif amity.actor() = 'officer' then
    if new.state <> 'stopped' or to_jsonb(new) - array['state', 'ended_at'] <> to_jsonb(old) - array['state', 'ended_at'] or old.ordered_by is distinct from amity.officer() then raise exception 'An export is stopped by whoever ordered it' using errcode = 'insufficient_privilege'; end if;
  elsif to_jsonb(new) - moving <> to_jsonb(old) - moving or amity.actor() is distinct from 'system' or (new.state = 'made' and amity.export_writer(old.id) is null) then
    raise exception 'An export is written for whoever ordered it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger visible before insert or update on agency_exports for each row execute function amity.export_visibility();
-- How far it is stands in no trail: that it was ordered, begun, and how it ended does.
create trigger audited after insert or delete on agency_exports for each row execute function amity.audit_change();
create trigger audited_moves after update on agency_exports for each row when (old.state is distinct from new.state or old.removed_at is distinct from new.removed_at) execute function amity.audit_change();

-- With an agency that leaves go its exports: their files too.
create function amity.export_files_go() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if old.stored_as is not null and old.removed_at is null then
    insert into files_to_remove (partnership_id, stored_as, since) values (old.partnership_id, old.stored_as, amity.now()) on conflict do nothing;
  end if;
  return old;
end $$;
alter function amity.export_files_go owner to amity_gate;
create trigger files_go before delete on agency_exports for each row execute function amity.export_files_go();
