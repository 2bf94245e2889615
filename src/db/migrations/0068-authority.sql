-- By what authority: roles with their history, delegations of statutory powers, and training that an act demands.

alter table roles add column number int not null default 1, add column why text not null default '', add column ended_on date;
create table role_versions (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  role_id uuid not null, number int not null, name text not null, acts text[] not null, ended_on date, why text not null,
  changed_at timestamptz not null, changed_by uuid,
  primary key (partnership_id, id), unique (partnership_id, role_id, number),
  foreign key (partnership_id, role_id) references roles (partnership_id, id)
);
select amity.protect('role_versions', false);
create policy inside on role_versions for select to amity_web using (partnership_id = amity.partnership() and amity.inside());
grant select on role_versions to amity_web;

-- Each change takes the next number, once. Nobody adds to what they may do themselves, and a role somebody holds does not end.
create function amity.role_changes() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() = 'officer' and not new.acts <@ old.acts and exists (select from posts where partnership_id = new.partnership_id and role_id = new.id and officer_id = amity.officer() and ended_on is null) then
    raise exception 'Nobody adds to what they may do themselves' using errcode = 'insufficient_privilege';
  end if;
  if new.ended_on is not null and exists (select from posts where partnership_id = new.partnership_id and role_id = new.id and (ended_on is null or suspended_at is not null)) then
    raise exception 'Somebody holds this role' using errcode = 'check_violation';
  end if;
  new.number := old.number + 1;
  return new;
end $$;
alter function amity.role_changes owner to amity_gate;
create trigger changes before update on roles for each row execute function amity.role_changes();
create function amity.keep_role_version() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  insert into role_versions (partnership_id, role_id, number, name, acts, ended_on, why, changed_at, changed_by)
    values (new.partnership_id, new.id, new.number, new.name, new.acts, new.ended_on, new.why, amity.now(), amity.officer());
  return null;
end $$;
alter function amity.keep_role_version owner to amity_gate;
create trigger keep_version after insert or update on roles for each row execute function amity.keep_role_version();
set local role amity_gate;
insert into role_versions (partnership_id, role_id, number, name, acts, why, changed_at) select partnership_id, id, number, name, acts, 'As it stood when the history begins', now() from roles;
reset role;

-- A statutory power an officer may use because somebody who may has delegated it, in writing, until a day.
create table delegations (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  officer_id uuid not null, agency_id uuid not null, power text not null check (length(power) between 1 and 120),
  delegated_by text not null check (length(delegated_by) between 1 and 200), instrument text not null check (length(instrument) between 1 and 300), document text,
  from_day date not null, until_day date not null, recorded_at timestamptz not null, recorded_by uuid not null,
  ended_at timestamptz, ended_by uuid, ended_because text,
  -- The last alert that was sent: 90, 30 or 7 days before, or 0 when it had run out.
  alerted int,
  primary key (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id),
  check (from_day <= until_day), check (recorded_by <> officer_id), check ((ended_at is null) = (ended_because is null))
);
create index delegations_officer on delegations (partnership_id, officer_id, power) where ended_at is null;
create index delegations_until on delegations (partnership_id, until_day) where ended_at is null;
select amity.protect('delegations');
create policy seen on delegations for select to amity_web using (partnership_id = amity.partnership() and (amity.runs() or (amity.actor() = 'officer' and (agency_id = amity.agency() or officer_id = amity.officer()))));
create policy added on delegations for insert to amity_web with check (partnership_id = amity.partnership() and officer_id is distinct from amity.officer() and recorded_by = amity.officer()
  and amity.may('keep delegations') and (agency_id = amity.agency() or amity.runs()));
create policy ended on delegations for update to amity_web using (partnership_id = amity.partnership() and officer_id is distinct from amity.officer() and amity.may('keep delegations') and (agency_id = amity.agency() or amity.runs()))
  with check (partnership_id = amity.partnership());
create policy service on delegations to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select, insert, update (ended_at, ended_by, ended_because, alerted) on delegations to amity_web;
-- For constraints of other rooms: does whoever asks hold this power today?
create function amity.has_delegation(p_power text) returns boolean language sql stable security definer set search_path = public, amity, pg_temp as $$
  select exists (select from delegations where partnership_id = amity.partnership() and officer_id = amity.officer() and agency_id = amity.agency() and power = p_power and ended_at is null
    and (amity.now() at time zone 'Europe/London')::date between from_day and until_day)
$$;
alter function amity.has_delegation owner to amity_gate;
revoke all on function amity.has_delegation from public;
grant execute on function amity.has_delegation to amity_web;

-- Training: its kinds, who has done it, and which acts ask for it.
create table training_kinds (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  name text not null check (length(name) between 1 and 120), valid_months int check (valid_months between 1 and 120), ended_on date,
  primary key (partnership_id, id), unique (partnership_id, name)
);
select amity.wall_inside('training_kinds');
select amity.wall_by_act('training_kinds', $$amity.runs()$$);
create table training_records (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  officer_id uuid not null, agency_id uuid not null, kind_id uuid not null,
  done_on date not null, expires_on date, evidence text not null check (length(evidence) between 1 and 300),
  recorded_at timestamptz not null, recorded_by uuid not null, withdrawn_at timestamptz, withdrawn_by uuid, withdrawn_because text, alerted int,
  primary key (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id),
  foreign key (partnership_id, kind_id) references training_kinds (partnership_id, id),
  check (expires_on is null or done_on <= expires_on), check (recorded_by <> officer_id), check ((withdrawn_at is null) = (withdrawn_because is null))
);
create index training_records_officer on training_records (partnership_id, officer_id, kind_id) where withdrawn_at is null;
create index training_records_expires on training_records (partnership_id, expires_on) where withdrawn_at is null;
select amity.protect('training_records');
-- Whose training it is, who keeps it for their agency, and their manager.
create policy seen on training_records for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'officer'
  and (officer_id = amity.officer() or amity.runs() or (agency_id = amity.agency() and (amity.may('keep training') or amity.may('see the team')))));
create policy added on training_records for insert to amity_web with check (partnership_id = amity.partnership() and officer_id is distinct from amity.officer() and recorded_by = amity.officer()
  and amity.may('keep training') and (agency_id = amity.agency() or amity.runs()));
create policy withdrawn on training_records for update to amity_web using (partnership_id = amity.partnership() and officer_id is distinct from amity.officer() and amity.may('keep training') and (agency_id = amity.agency() or amity.runs()))
  with check (partnership_id = amity.partnership());
create policy service on training_records to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select, insert, update (withdrawn_at, withdrawn_by, withdrawn_because, alerted) on training_records to amity_web;
-- Of an officer of the agency it is kept for, and no other.
create function amity.kept_for_their_agency() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() = 'officer' and not exists (select from posts where partnership_id = new.partnership_id and officer_id = new.officer_id and agency_id = new.agency_id and ended_on is null) then
    raise exception 'They do not work for this agency' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
alter function amity.kept_for_their_agency owner to amity_gate;
create trigger kept_for before insert on delegations for each row execute function amity.kept_for_their_agency();
create trigger kept_for before insert on training_records for each row execute function amity.kept_for_their_agency();

create table training_gates (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  -- Without these acts nobody could put right what a gate shuts.
  act text not null check (act not in ('run the partnership', 'run the agency', 'keep training', 'keep delegations', 'edit settings')), kind_id uuid not null, from_day date not null,
  why text not null, made_at timestamptz not null, made_by uuid not null, ended_at timestamptz, ended_by uuid,
  primary key (partnership_id, id),
  foreign key (partnership_id, kind_id) references training_kinds (partnership_id, id)
);
create unique index training_gates_one on training_gates (partnership_id, act, kind_id) where ended_at is null;
select amity.wall_inside('training_gates');
select amity.wall_by_act('training_gates', $$amity.runs()$$);
revoke update on training_gates from amity_web;
grant update (ended_at, ended_by) on training_gates to amity_web;

set local role amity_gate;
insert into training_kinds (partnership_id, name, valid_months) select p.id, k.name, k.months from partnerships p
  cross join (values ('Data protection', 12), ('Domestic abuse and DASH', 24), ('Hate crime third-party reporting', 24), ('Safeguarding', 24)) k(name, months);
reset role;
-- A partnership founded from now on begins with the same.
create function amity.first_training_kinds() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  insert into training_kinds (partnership_id, name, valid_months)
    select new.id, k.name, k.months from (values ('Data protection', 12), ('Domestic abuse and DASH', 24), ('Hate crime third-party reporting', 24), ('Safeguarding', 24)) k(name, months);
  return null;
end $$;
alter function amity.first_training_kinds owner to amity_gate;
create trigger first_training_kinds after insert on partnerships for each row execute function amity.first_training_kinds();

-- ---------------------------------------------------------------------------------------------------------------
-- What an officer may do at an agency: the acts of their roles there, without those over all agencies where they do not
-- count, and without those whose training has run out or was never done.
create function amity.acts_in_roles(p_partnership int, p_officer uuid, p_agency uuid, p_now timestamptz) returns text[]
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(array_agg(distinct act), '{}') from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id cross join unnest(r.acts) act
  where x.partnership_id = p_partnership and x.officer_id = p_officer and x.agency_id = p_agency and (x.ended_on is null or x.ended_on >= p_now::date)
    and (act <> all (amity.wide_acts()) or exists (select from partnerships where id = p_partnership and triage_agency_id = p_agency))
$$;
alter function amity.acts_in_roles owner to amity_gate;
revoke all on function amity.acts_in_roles from public;
create function amity.lapsed_acts(p_partnership int, p_officer uuid, p_now timestamptz) returns table (act text, training text, ran_out_on date)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select g.act, k.name, (select max(r.expires_on) from training_records r where r.partnership_id = g.partnership_id and r.officer_id = p_officer and r.kind_id = g.kind_id and r.withdrawn_at is null)
  from training_gates g join training_kinds k on k.partnership_id = g.partnership_id and k.id = g.kind_id cross join (select (p_now at time zone 'Europe/London')::date as day) today
  where g.partnership_id = p_partnership and g.ended_at is null and g.from_day <= today.day
    and not exists (select from training_records r where r.partnership_id = g.partnership_id and r.officer_id = p_officer and r.kind_id = g.kind_id and r.withdrawn_at is null
      and r.done_on <= today.day and (r.expires_on is null or r.expires_on >= today.day))
$$;
alter function amity.lapsed_acts owner to amity_gate;
revoke all on function amity.lapsed_acts from public;
create function amity.acts_of(p_partnership int, p_officer uuid, p_agency uuid, p_now timestamptz) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(jsonb_agg(act order by act), '[]') from unnest(amity.acts_in_roles(p_partnership, p_officer, p_agency, p_now)) act
  where act not in (select l.act from amity.lapsed_acts(p_partnership, p_officer, p_now) l)
$$;
alter function amity.acts_of owner to amity_gate;
revoke all on function amity.acts_of from public;
-- And why not, for the page that refuses.
create function amity.lapsed_of(p_partnership int, p_officer uuid, p_agency uuid, p_now timestamptz) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('act', l.act, 'training', l.training, 'ranOutOn', l.ran_out_on) order by l.act, l.training), '[]')
  from amity.lapsed_acts(p_partnership, p_officer, p_now) l where l.act = any (amity.acts_in_roles(p_partnership, p_officer, p_agency, p_now))
$$;
alter function amity.lapsed_of owner to amity_gate;
revoke all on function amity.lapsed_of from public;

-- As in 0003, but that acts come from amity.acts_of, and lapsed from amity.lapsed_of.
create or replace function amity.find_session(p_partnership int, p_hash text, p_now timestamptz, p_idle interval) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare s sessions; o officers;
begin
  select * into s from sessions where token_hash = p_hash and partnership_id = p_partnership;
  if s.id is null then return null; end if;
  select * into o from officers where partnership_id = s.partnership_id and id = s.officer_id;
  if s.ended_at is not null or s.expires_at <= p_now or s.seen_at + p_idle <= p_now or o.left_at is not null then
    return jsonb_build_object('ended', true, 'officerId', s.officer_id);
  end if;
  if s.seen_at < p_now - interval '1 minute' then
    update sessions set seen_at = p_now where partnership_id = s.partnership_id and id = s.id;
  end if;
  return (
    select jsonb_build_object('ended', false, 'sessionId', s.id, 'officerId', o.id, 'officerName', o.name, 'agencyId', a.id,
      'agencyName', a.short_name,
      'acts', amity.acts_of(s.partnership_id, o.id, a.id, p_now), 'lapsed', amity.lapsed_of(s.partnership_id, o.id, a.id, p_now),
      'principals', (select jsonb_agg(p) from (
          select o.principal as p union select a.principal
          union select t.principal from posts x join teams t on t.partnership_id = x.partnership_id and t.id = x.team_id
            where x.partnership_id = s.partnership_id and x.officer_id = o.id and x.agency_id = a.id and (x.ended_on is null or x.ended_on >= p_now::date)
          union select c.principal from circle_members m join circles c on c.partnership_id = m.partnership_id and c.id = m.circle_id
            where m.partnership_id = s.partnership_id and m.officer_id = o.id and m.ended_at is null and c.ended_on is null) mine))
    from agencies a where a.partnership_id = s.partnership_id and a.id = s.agency_id and a.ended_on is null
      and exists (select from posts x where x.partnership_id = s.partnership_id and x.officer_id = o.id and x.agency_id = a.id
                  and (x.ended_on is null or x.ended_on >= p_now::date)));
end $$;
alter function amity.find_session owner to amity_gate;
