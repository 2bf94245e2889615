-- Second factors: looked at by the officer they belong to, or by whoever holds the step that follows their right password.
create function amity.may_use_factors(p_officer uuid, p_step text) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(amity.actor() = 'officer' and amity.officer() = p_officer, false)
    or exists (select from sign_in_steps where partnership_id = amity.partnership() and token_hash = p_step and kind = 'second factor' and officer_id = p_officer and used_at is null and expires_at > amity.now())
$$;
alter function amity.may_use_factors owner to amity_gate;
revoke all on function amity.may_use_factors from public;

create function amity.factors(p_officer uuid, p_step text) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('officerId', o.id, 'name', o.name, 'email', o.email, 'passwordHash', o.password_hash,
    'app', (select jsonb_build_object('id', a.id, 'sealedSecret', a.sealed_secret, 'lastStep', a.last_step) from authenticator_apps a
      where a.partnership_id = o.partnership_id and a.officer_id = o.id and a.confirmed_at is not null and a.ended_at is null),
    'passkeys', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'credentialId', p.credential_id, 'publicKey', p.public_key, 'counter', p.counter, 'transports', p.transports, 'host', p.host, 'madeAt', p.made_at, 'usedAt', p.used_at) order by p.id), '[]')
      from passkeys p where p.partnership_id = o.partnership_id and p.officer_id = o.id and p.ended_at is null),
    'codesLeft', (select count(*) from recovery_codes c where c.partnership_id = o.partnership_id and c.officer_id = o.id and c.used_at is null and c.ended_at is null))
  from officers o where o.partnership_id = amity.partnership() and o.id = p_officer and o.left_at is null and amity.may_use_factors(p_officer, p_step)
$$;

-- A code of the app, by its half minute: true once, and never for an earlier one afterwards.
create function amity.use_app_code(p_officer uuid, p_step text, p_half_minute bigint) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if not amity.may_use_factors(p_officer, p_step) then return false; end if;
  update authenticator_apps set last_step = p_half_minute
    where partnership_id = amity.partnership() and officer_id = p_officer and confirmed_at is not null and ended_at is null and last_step < p_half_minute;
  return found;
end $$;
create function amity.use_recovery_code(p_officer uuid, p_step text, p_hash text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if not amity.may_use_factors(p_officer, p_step) then return false; end if;
  update recovery_codes set used_at = amity.now()
    where partnership_id = amity.partnership() and officer_id = p_officer and code_hash = p_hash and used_at is null and ended_at is null;
  return found;
end $$;

-- Whose passkey is this? Its public half only.
create function amity.find_passkey(p_credential text) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('officerId', o.id, 'id', p.id, 'name', p.name, 'credentialId', p.credential_id, 'publicKey', p.public_key, 'counter', p.counter, 'transports', p.transports, 'host', p.host,
    'agencies', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name)), '[]') from amity.agencies_for(o.partnership_id, o.id, null, amity.now()) a))
  from passkeys p join officers o on o.partnership_id = p.partnership_id and o.id = p.officer_id
  where p.partnership_id = amity.partnership() and p.credential_id = p_credential and p.ended_at is null and o.left_at is null
$$;
create function amity.note_passkey(p_id uuid, p_counter bigint) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  update passkeys set used_at = amity.now(), counter = greatest(counter, p_counter) where partnership_id = amity.partnership() and id = p_id and ended_at is null
$$;

-- The officer's own: an app is offered, then confirmed with a code of it; the one before ends.
create function amity.offer_app(p_sealed text) returns uuid
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare made uuid;
begin
  if amity.actor() is distinct from 'officer' then return null; end if;
  delete from authenticator_apps where partnership_id = amity.partnership() and officer_id = amity.officer() and confirmed_at is null;
  insert into authenticator_apps (partnership_id, officer_id, sealed_secret, made_at) values (amity.partnership(), amity.officer(), p_sealed, amity.now()) returning id into made;
  return made;
end $$;
create function amity.offered_app() returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('id', id, 'sealedSecret', sealed_secret) from authenticator_apps
  where partnership_id = amity.partnership() and officer_id = amity.officer() and amity.actor() = 'officer' and confirmed_at is null and ended_at is null and made_at > amity.now() - interval '1 hour' order by id desc limit 1
$$;
create function amity.confirm_app(p_id uuid, p_half_minute bigint) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() is distinct from 'officer' or not exists (select from authenticator_apps where partnership_id = amity.partnership() and officer_id = amity.officer() and id = p_id and confirmed_at is null) then return false; end if;
  update authenticator_apps set ended_at = amity.now() where partnership_id = amity.partnership() and officer_id = amity.officer() and confirmed_at is not null and ended_at is null;
  update authenticator_apps set confirmed_at = amity.now(), last_step = p_half_minute where partnership_id = amity.partnership() and id = p_id;
  return true;
end $$;
create function amity.end_app() returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  update authenticator_apps set ended_at = amity.now() where partnership_id = amity.partnership() and officer_id = amity.officer() and amity.actor() = 'officer' and ended_at is null
$$;
create function amity.keep_recovery_codes(p_hashes text[]) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() is distinct from 'officer' then return; end if;
  update recovery_codes set ended_at = amity.now() where partnership_id = amity.partnership() and officer_id = amity.officer() and used_at is null and ended_at is null;
  insert into recovery_codes (partnership_id, officer_id, code_hash, made_at) select amity.partnership(), amity.officer(), h, amity.now() from unnest(p_hashes) h;
end $$;
create function amity.keep_passkey(p jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() is distinct from 'officer' then return false; end if;
  insert into passkeys (partnership_id, officer_id, name, credential_id, public_key, counter, transports, host, made_at)
    values (amity.partnership(), amity.officer(), p ->> 'name', p ->> 'credentialId', p ->> 'publicKey', (p ->> 'counter')::bigint, array(select jsonb_array_elements_text(p -> 'transports')), p ->> 'host', amity.now())
    on conflict do nothing;
  return found;
end $$;
create function amity.end_passkey(p_id uuid) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  update passkeys set ended_at = amity.now() where partnership_id = amity.partnership() and officer_id = amity.officer() and amity.actor() = 'officer' and id = p_id and ended_at is null;
  return found;
end $$;

-- A password changed by its owner ends the sessions elsewhere, not the one it was changed in.
create function amity.change_password(p_hash text, p_session uuid) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() is distinct from 'officer' then return false; end if;
  update sessions set ended_at = amity.now() where partnership_id = amity.partnership() and officer_id = amity.officer() and id <> p_session and ended_at is null;
  update officers set password_hash = p_hash where partnership_id = amity.partnership() and id = amity.officer() and password_hash is not null;
  return found;
end $$;

-- An administrator and an officer of the same agency. Resetting is for whoever answers for the officer alone: not for an
-- agency that shares them, whose administrator could so get in as them elsewhere.
create function amity.may_look_after(p_officer uuid, p_alone boolean) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.actor() = 'officer'
    and exists (select from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
      where x.partnership_id = amity.partnership() and x.officer_id = amity.officer() and x.agency_id = amity.agency() and 'run the partnership' = any (r.acts) and (x.ended_on is null or x.ended_on >= amity.now()::date))
    and exists (select from posts x where x.partnership_id = amity.partnership() and x.officer_id = p_officer and x.agency_id = amity.agency() and (x.ended_on is null or x.ended_on >= amity.now()::date))
    and not (p_alone and exists (select from posts x where x.partnership_id = amity.partnership() and x.officer_id = p_officer and x.agency_id <> amity.agency() and (x.ended_on is null or x.ended_on >= amity.now()::date)))
$$;
create function amity.sign_in_of(p_officer uuid) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('id', o.id, 'name', o.name, 'email', o.email, 'alone', amity.may_look_after(p_officer, true), 'hasPassword', o.password_hash is not null,
    'app', exists (select from authenticator_apps a where a.partnership_id = o.partnership_id and a.officer_id = o.id and a.confirmed_at is not null and a.ended_at is null),
    'passkeys', (select count(*) from passkeys p where p.partnership_id = o.partnership_id and p.officer_id = o.id and p.ended_at is null),
    'linked', exists (select from officer_identities i where i.partnership_id = o.partnership_id and i.officer_id = o.id),
    'sessions', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'startedAt', s.started_at, 'seenAt', s.seen_at, 'device', s.device, 'assurance', s.assurance, 'signedInBy', s.signed_in_by) order by s.seen_at desc), '[]')
      from sessions s where s.partnership_id = o.partnership_id and s.officer_id = o.id and s.agency_id = amity.agency() and s.ended_at is null and s.expires_at > amity.now()))
  from officers o where o.partnership_id = amity.partnership() and o.id = p_officer and amity.may_look_after(p_officer, false)
$$;
create function amity.end_sessions_of(p_officer uuid, p_session uuid) returns int
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare n int;
begin
  if not amity.may_look_after(p_officer, false) then return null; end if;
  update sessions set ended_at = amity.now() where partnership_id = amity.partnership() and officer_id = p_officer and agency_id = amity.agency() and ended_at is null and (p_session is null or id = p_session);
  get diagnostics n = row_count;
  return n;
end $$;
create function amity.reset_second_factor(p_officer uuid) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if not amity.may_look_after(p_officer, true) or p_officer = amity.officer() then return false; end if;
  update authenticator_apps set ended_at = amity.now() where partnership_id = amity.partnership() and officer_id = p_officer and ended_at is null;
  update passkeys set ended_at = amity.now() where partnership_id = amity.partnership() and officer_id = p_officer and ended_at is null;
  update recovery_codes set ended_at = amity.now() where partnership_id = amity.partnership() and officer_id = p_officer and used_at is null and ended_at is null;
  update sessions set ended_at = amity.now() where partnership_id = amity.partnership() and officer_id = p_officer and ended_at is null;
  return true;
end $$;

-- What is over is forgotten: steps after a day, attempts after a month, devices and ended sessions after about a year.
create function amity.forget_sign_ins() returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() is distinct from 'system' then return; end if;
  delete from sign_in_steps where partnership_id = amity.partnership() and expires_at < amity.now() - interval '1 day';
  delete from sign_in_attempts where partnership_id = amity.partnership() and at < amity.now() - interval '31 days';
  delete from known_devices where partnership_id = amity.partnership() and last_seen_at < amity.now() - interval '400 days';
  delete from sessions where partnership_id = amity.partnership() and coalesce(ended_at, expires_at) < amity.now() - interval '400 days';
  delete from authenticator_apps where partnership_id = amity.partnership() and (ended_at is not null or confirmed_at is null) and made_at < amity.now() - interval '1 day';
end $$;

do $$ declare f regprocedure; begin
  foreach f in array array['amity.factors(uuid,text)', 'amity.use_app_code(uuid,text,bigint)', 'amity.use_recovery_code(uuid,text,text)', 'amity.find_passkey(text)', 'amity.note_passkey(uuid,bigint)',
    'amity.offer_app(text)', 'amity.offered_app()', 'amity.confirm_app(uuid,bigint)', 'amity.end_app()', 'amity.keep_recovery_codes(text[])', 'amity.keep_passkey(jsonb)', 'amity.end_passkey(uuid)', 'amity.change_password(text,uuid)',
    'amity.may_look_after(uuid,boolean)', 'amity.sign_in_of(uuid)', 'amity.end_sessions_of(uuid,uuid)', 'amity.reset_second_factor(uuid)', 'amity.forget_sign_ins()']::regprocedure[] loop
    execute format('alter function %s owner to amity_gate', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to amity_web', f);
  end loop;
end $$;
