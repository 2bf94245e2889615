-- How surely we know who is there: each session says how it was begun, whether a second factor was proven, and when last.
alter table sessions
  add column assurance text not null default 'password' check (assurance in ('password', 'second factor')),
  add column signed_in_by text not null default 'password' check (signed_in_by in ('password', 'passkey', 'single sign-on', 'demonstration')),
  add column proven_at timestamptz,
  add column provider_id uuid,
  -- What the provider wants to see again when signing out there; encrypted.
  add column provider_hint text;
grant select (assurance, signed_in_by, proven_at, provider_id) on sessions to amity_web;
-- The agency of a session is changed by amity.switch_agency alone, which asks whether the officer works there.
revoke update (agency_id) on sessions from amity_web;

-- Sign-in through an agency's own provider (OpenID Connect). The client secret stands apart: nobody reads it back.
create table single_sign_ons (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  agency_id uuid not null, label text not null check (length(label) between 1 and 80),
  issuer text not null, client_id text not null, group_claim text not null default 'groups',
  email_domains text[] not null check (cardinality(email_domains) > 0),
  -- Who proves the second factor: the provider always, the provider when it says so (amr), or we do here.
  second_factor text not null default 'here' check (second_factor in ('provider', 'claim', 'here')),
  enabled boolean not null default false,
  primary key (partnership_id, id), unique (partnership_id, agency_id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id)
);
select amity.protect('single_sign_ons');
create table single_sign_on_secrets (
  partnership_id int not null, provider_id uuid not null, sealed text not null, set_at timestamptz not null,
  primary key (partnership_id, provider_id),
  foreign key (partnership_id, provider_id) references single_sign_ons (partnership_id, id)
);
select amity.protect('single_sign_on_secrets', false);
create table single_sign_on_groups (
  partnership_id int not null, id uuid not null default amity.new_id(),
  provider_id uuid not null, group_name text not null check (length(group_name) between 1 and 300), role_id uuid not null, team_id uuid,
  primary key (partnership_id, id),
  foreign key (partnership_id, provider_id) references single_sign_ons (partnership_id, id),
  foreign key (partnership_id, role_id) references roles (partnership_id, id),
  foreign key (partnership_id, team_id) references teams (partnership_id, id)
);
create unique index single_sign_on_groups_once on single_sign_on_groups (partnership_id, provider_id, group_name, role_id);
select amity.protect('single_sign_on_groups');
-- Which account of the provider is which officer of ours.
create table officer_identities (
  partnership_id int not null, id uuid not null default amity.new_id(),
  officer_id uuid not null, provider_id uuid not null, subject text not null, linked_at timestamptz not null, seen_at timestamptz not null,
  primary key (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id),
  foreign key (partnership_id, provider_id) references single_sign_ons (partnership_id, id),
  unique (partnership_id, provider_id, subject), unique (partnership_id, provider_id, officer_id)
);
select amity.protect('officer_identities', false);
-- A post that the provider's groups gave, and take away again.
alter table posts add column provider_id uuid;

-- Second factors. The app's secret is encrypted; recovery codes are digests; neither is in the trail.
create table authenticator_apps (
  partnership_id int not null, id uuid not null default amity.new_id(),
  officer_id uuid not null, sealed_secret text not null, made_at timestamptz not null, confirmed_at timestamptz, ended_at timestamptz,
  -- The last half minute whose code was used: a code works once.
  last_step bigint not null default 0,
  primary key (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id)
);
create unique index authenticator_apps_one on authenticator_apps (partnership_id, officer_id) where confirmed_at is not null and ended_at is null;
select amity.protect('authenticator_apps', false);
create table recovery_codes (
  partnership_id int not null, id uuid not null default amity.new_id(),
  officer_id uuid not null, code_hash text not null, made_at timestamptz not null, used_at timestamptz, ended_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id)
);
create index recovery_codes_officer on recovery_codes (partnership_id, officer_id) where used_at is null and ended_at is null;
select amity.protect('recovery_codes', false);
create table passkeys (
  partnership_id int not null, id uuid not null default amity.new_id(),
  officer_id uuid not null, name text not null check (length(name) between 1 and 60), credential_id text not null, public_key text not null,
  counter bigint not null default 0, transports text[] not null default '{}', host text not null,
  made_at timestamptz not null, used_at timestamptz, ended_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id)
);
create unique index passkeys_credential on passkeys (partnership_id, credential_id);
create index passkeys_officer on passkeys (partnership_id, officer_id) where ended_at is null;
select amity.protect('passkeys');

-- Devices an officer has signed in from (a digest of a cookie), so that a strange one can be told of.
create table known_devices (
  partnership_id int not null, id uuid not null default amity.new_id(),
  officer_id uuid not null, device_hash text not null, device text not null, first_seen_at timestamptz not null, last_seen_at timestamptz not null,
  primary key (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id),
  unique (partnership_id, officer_id, device_hash)
);
select amity.protect('known_devices', false);
-- A sign-in half done: after the password, or on the way to a provider. Used once, in the browser that began it.
create table sign_in_steps (
  partnership_id int not null, id uuid not null default amity.new_id(),
  token_hash text not null unique, kind text not null check (kind in ('second factor', 'provider', 'challenge')),
  officer_id uuid, about jsonb not null default '{}', expires_at timestamptz not null, used_at timestamptz,
  primary key (partnership_id, id)
);
create index sign_in_steps_old on sign_in_steps (partnership_id, expires_at);
select amity.protect('sign_in_steps', false);
create index sign_in_attempts_place on sign_in_attempts (partnership_id, from_address, at);

-- ---------------------------------------------------------------------------------------------------------------
-- A setting as it stands for one agency: its own, else the partnership's.
create function amity.agency_setting(p_partnership int, p_agency uuid, p_key text) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select value from settings where partnership_id = p_partnership and key = p_key and (agency_id is null or agency_id = p_agency) order by agency_id nulls last limit 1
$$;
alter function amity.agency_setting owner to amity_gate;
revoke all on function amity.agency_setting from public;
-- A number of the setting 'sign-in terms' within limits that no setting can leave; the laxest when it says nothing.
create function amity.sign_in_limit(p_partnership int, p_agency uuid, p_field text, p_least int, p_most int) returns int
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select least(p_most, greatest(p_least, coalesce((select case when jsonb_typeof(v -> p_field) = 'number' then (v ->> p_field)::numeric::int end
    from amity.agency_setting(p_partnership, p_agency, 'sign-in terms') v), p_most)))
$$;
alter function amity.sign_in_limit owner to amity_gate;
revoke all on function amity.sign_in_limit from public;
create function amity.needs_second_factor(p_partnership int, p_agency uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(amity.agency_setting(p_partnership, p_agency, 'second factor') -> 'required' = 'true'::jsonb, false)
$$;
alter function amity.needs_second_factor owner to amity_gate;
revoke all on function amity.needs_second_factor from public;

-- Whoever has proven no second factor holds no circle: that is how the wall knows. In a demonstration nobody is real.
create or replace function amity.find_session(p_partnership int, p_hash text, p_now timestamptz, p_idle interval) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare s sessions; o officers; demonstration boolean; idle interval; proven boolean;
begin
  select * into s from sessions where token_hash = p_hash and partnership_id = p_partnership;
  if s.id is null then return null; end if;
  select * into o from officers where partnership_id = s.partnership_id and id = s.officer_id;
  idle := least(p_idle, make_interval(mins => amity.sign_in_limit(s.partnership_id, s.agency_id, 'idleMinutes', 5, 60)));
  if s.ended_at is not null or s.expires_at <= p_now or s.seen_at + idle <= p_now or o.left_at is not null then
    return jsonb_build_object('ended', true, 'officerId', s.officer_id);
  end if;
  if s.seen_at < p_now - interval '1 minute' then
    update sessions set seen_at = p_now where partnership_id = s.partnership_id and id = s.id;
  end if;
  select is_demonstration into demonstration from partnerships where id = s.partnership_id;
  proven := s.assurance = 'second factor' or demonstration;
  return (
    select jsonb_build_object('ended', false, 'sessionId', s.id, 'officerId', o.id, 'officerName', o.name, 'agencyId', a.id,
      'agencyName', a.short_name, 'assurance', case when proven then 'second factor' else 'password' end,
      'provenAt', coalesce(s.proven_at, s.started_at), 'mustProve', not proven and amity.needs_second_factor(s.partnership_id, a.id),
      'acts', (select coalesce(jsonb_agg(distinct act), '[]') from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
               cross join unnest(r.acts) act
               where x.partnership_id = s.partnership_id and x.officer_id = o.id and x.agency_id = a.id and (x.ended_on is null or x.ended_on >= p_now::date)),
      'principals', (select jsonb_agg(p) from (
          select o.principal as p union select a.principal
          union select t.principal from posts x join teams t on t.partnership_id = x.partnership_id and t.id = x.team_id
            where x.partnership_id = s.partnership_id and x.officer_id = o.id and x.agency_id = a.id and (x.ended_on is null or x.ended_on >= p_now::date)
          union select c.principal from circle_members m join circles c on c.partnership_id = m.partnership_id and c.id = m.circle_id
            where proven and m.partnership_id = s.partnership_id and m.officer_id = o.id and m.ended_at is null and c.ended_on is null) mine))
    from agencies a where a.partnership_id = s.partnership_id and a.id = s.agency_id and a.ended_on is null
      and exists (select from posts x where x.partnership_id = s.partnership_id and x.officer_id = o.id and x.agency_id = a.id
                  and (x.ended_on is null or x.ended_on >= p_now::date)));
end $$;

-- For tests and the console: a session with everything proven. A page begins one with amity.begin_session.
create or replace function amity.start_session(p_partnership int, p_hash text, p_officer uuid, p_agency uuid, p_now timestamptz, p_until timestamptz, p_device text) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into sessions (partnership_id, token_hash, officer_id, agency_id, started_at, seen_at, expires_at, device, assurance, proven_at)
  values (p_partnership, p_hash, p_officer, p_agency, p_now, p_now, p_until, left(p_device, 200), 'second factor', p_now)
$$;
revoke execute on function amity.start_session from amity_web;

-- For which agencies this officer may act now. Where an agency signs its people in itself, a linked officer comes that
-- way or not at all (its groups decide), and that way leads to no other agency: its provider speaks for nobody else.
create function amity.agencies_for(p_partnership int, p_officer uuid, p_provider uuid, p_now timestamptz) returns table (id uuid, name text)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select a.id, a.name from agencies a where a.partnership_id = p_partnership and a.ended_on is null
    and exists (select from posts x where x.partnership_id = p_partnership and x.officer_id = p_officer and x.agency_id = a.id and (x.ended_on is null or x.ended_on >= p_now::date))
    and case when p_provider is not null then exists (select from single_sign_ons g where g.partnership_id = p_partnership and g.id = p_provider and g.agency_id = a.id and g.enabled)
      else not exists (select from single_sign_ons g join officer_identities i on i.partnership_id = g.partnership_id and i.provider_id = g.id
        where g.partnership_id = p_partnership and g.agency_id = a.id and g.enabled and i.officer_id = p_officer) end
  order by (select min(x.id::text) from posts x where x.partnership_id = p_partnership and x.officer_id = p_officer and x.agency_id = a.id)
$$;
alter function amity.agencies_for owner to amity_gate;
revoke all on function amity.agencies_for from public;

-- What sign-in needs. Guesses are counted by account and place; a device the officer has used is a place of its own, so
-- that a stranger behind the same address cannot use it up. The lock makes guesses from one place come one by one.
drop function amity.find_sign_in(int, text, text, timestamptz);
create function amity.find_account(p_email text, p_address text, p_device text, p_since timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare o officers; known boolean; place text;
begin
  select * into o from officers where partnership_id = amity.partnership() and lower(email) = lower(p_email) and left_at is null;
  known := exists (select from known_devices where partnership_id = amity.partnership() and officer_id = o.id and device_hash = p_device);
  place := case when known then 'device ' || p_device else p_address end;
  perform pg_advisory_xact_lock(hashtextextended(amity.partnership() || '|' || lower(p_email) || '|' || place, 60));
  return jsonb_build_object('place', place,
    'failuresHere', (select count(*) from sign_in_attempts where partnership_id = amity.partnership() and account = lower(p_email) and from_address = place and at > p_since and not succeeded),
    'failuresFromAddress', (select count(*) from sign_in_attempts where partnership_id = amity.partnership() and from_address = p_address and at > p_since and not succeeded and not known),
    'officer', case when o.id is not null then jsonb_build_object('id', o.id, 'passwordHash', o.password_hash,
      'agencies', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name)), '[]') from amity.agencies_for(o.partnership_id, o.id, null, amity.now()) a),
      'hasSecondFactor', exists (select from authenticator_apps where partnership_id = o.partnership_id and officer_id = o.id and confirmed_at is not null and ended_at is null)
        or exists (select from passkeys where partnership_id = o.partnership_id and officer_id = o.id and ended_at is null)) end);
end $$;
alter function amity.find_account owner to amity_gate;
revoke all on function amity.find_account from public;
grant execute on function amity.find_account to amity_web;

-- The same for an officer known already, whose code or password is asked for. From places that are not known devices all
-- wrong codes count together: whoever tries them holds the password, and could try from many places at once.
create function amity.look_at_tries(p_officer uuid, p_what text, p_address text, p_device text, p_since timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare known boolean; place text; who text := p_what || '|' || p_officer;
begin
  known := exists (select from known_devices where partnership_id = amity.partnership() and officer_id = p_officer and device_hash = p_device);
  place := case when known then 'device ' || p_device else p_address end;
  perform pg_advisory_xact_lock(hashtextextended(amity.partnership() || '|' || who || '|' || known, 60));
  return jsonb_build_object('place', place,
    'failuresHere', (select count(*) from sign_in_attempts where partnership_id = amity.partnership() and account = who and from_address = place and at > p_since and not succeeded),
    'failuresOfStrangers', (select count(*) from sign_in_attempts where partnership_id = amity.partnership() and account = who and from_address not like 'device %' and at > p_since and not succeeded and not known));
end $$;
alter function amity.look_at_tries owner to amity_gate;
revoke all on function amity.look_at_tries from public;
grant execute on function amity.look_at_tries to amity_web;

-- Steps of a sign-in.
create function amity.open_step(p_hash text, p_kind text, p_officer uuid, p_about jsonb, p_until timestamptz) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into sign_in_steps (partnership_id, token_hash, kind, officer_id, about, expires_at) values (amity.partnership(), p_hash, p_kind, p_officer, p_about, p_until)
$$;
create function amity.find_step(p_hash text, p_kind text) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('officerId', officer_id, 'about', about) from sign_in_steps
  where partnership_id = amity.partnership() and token_hash = p_hash and kind = p_kind and used_at is null and expires_at > amity.now()
$$;
create function amity.use_step(p_hash text, p_kind text) returns jsonb
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  update sign_in_steps set used_at = amity.now() where partnership_id = amity.partnership() and token_hash = p_hash and kind = p_kind and used_at is null and expires_at > amity.now()
  returning jsonb_build_object('officerId', officer_id, 'about', about)
$$;
-- A passkey's challenge is made without a row; using it makes one, and it cannot be used again.
create function amity.spend_challenge(p_hash text, p_until timestamptz) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  insert into sign_in_steps (partnership_id, token_hash, kind, expires_at, used_at) values (amity.partnership(), p_hash, 'challenge', p_until, amity.now()) on conflict do nothing;
  return found;
end $$;
do $$ declare f text; begin
  foreach f in array array['open_step(text,text,uuid,jsonb,timestamptz)', 'find_step(text,text)', 'use_step(text,text)', 'spend_challenge(text,timestamptz)'] loop
    execute format('alter function amity.%s owner to amity_gate', f);
    execute format('revoke all on function amity.%s from public', f);
    execute format('grant execute on function amity.%s to amity_web', f);
  end loop;
end $$;

-- Begins a session under a new cookie; the one this browser held before ends. Null: they may not act for that agency.
create function amity.begin_session(p_hash text, p_officer uuid, p_agency uuid, p_by text, p_assurance text, p_device text, p_device_hash text, p_before text, p_provider uuid, p_hint text) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare until timestamptz := amity.now() + make_interval(hours => amity.sign_in_limit(amity.partnership(), p_agency, 'hours', 1, 12)); known boolean;
begin
  if not exists (select from officers where partnership_id = amity.partnership() and id = p_officer and left_at is null)
    or not exists (select from amity.agencies_for(amity.partnership(), p_officer, p_provider, amity.now()) a where a.id = p_agency) then return null; end if;
  update sessions set ended_at = amity.now() where partnership_id = amity.partnership() and token_hash = p_before and ended_at is null;
  insert into sessions (partnership_id, token_hash, officer_id, agency_id, started_at, seen_at, expires_at, device, assurance, signed_in_by, proven_at, provider_id, provider_hint)
    values (amity.partnership(), p_hash, p_officer, p_agency, amity.now(), amity.now(), until, left(p_device, 200), p_assurance, p_by, amity.now(), p_provider, p_hint);
  update known_devices set last_seen_at = amity.now() where partnership_id = amity.partnership() and officer_id = p_officer and device_hash = p_device_hash;
  known := found;
  if not known then
    insert into known_devices (partnership_id, officer_id, device_hash, device, first_seen_at, last_seen_at)
      values (amity.partnership(), p_officer, p_device_hash, left(p_device, 200), amity.now(), amity.now());
  end if;
  return jsonb_build_object('until', until, 'knownDevice', known);
end $$;
alter function amity.begin_session owner to amity_gate;
revoke all on function amity.begin_session from public;
grant execute on function amity.begin_session to amity_web;

-- The officer has proven again who they are. With more proven than before, the session goes on under another cookie.
create function amity.prove_session(p_session uuid, p_second_factor boolean, p_new_hash text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare s sessions;
begin
  select * into s from sessions where partnership_id = amity.partnership() and id = p_session and officer_id = amity.officer() and ended_at is null for update;
  if s.id is null then return null; end if;
  if p_second_factor and s.assurance = 'password' then
    update sessions set assurance = 'second factor', proven_at = amity.now(), token_hash = p_new_hash where partnership_id = s.partnership_id and id = s.id;
    return true;
  end if;
  update sessions set proven_at = amity.now() where partnership_id = s.partnership_id and id = s.id;
  return false;
end $$;
alter function amity.prove_session owner to amity_gate;
revoke all on function amity.prove_session from public;
grant execute on function amity.prove_session to amity_web;

-- For which agencies the officer of this session may act, and acting for another.
create function amity.my_agencies(p_session uuid) returns table (id uuid, name text)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select a.id, a.name from sessions s cross join lateral amity.agencies_for(s.partnership_id, s.officer_id, s.provider_id, amity.now()) a
  where s.partnership_id = amity.partnership() and s.id = p_session and s.officer_id = amity.officer()
$$;
alter function amity.my_agencies owner to amity_gate;
revoke all on function amity.my_agencies from public;
grant execute on function amity.my_agencies to amity_web;
create function amity.switch_agency(p_session uuid, p_agency uuid) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  update sessions set agency_id = p_agency where partnership_id = amity.partnership() and id = p_session and officer_id = amity.officer() and ended_at is null
    and exists (select from amity.my_agencies(p_session) a where a.id = p_agency);
  return found;
end $$;
alter function amity.switch_agency owner to amity_gate;
revoke all on function amity.switch_agency from public;
grant execute on function amity.switch_agency to amity_web;
