-- Single sign-on: which providers there are, who configures them, and what a proven sign-in does to accounts and posts.
create function amity.providers() returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'label', g.label, 'agencyName', a.name) order by a.name), '[]')
  from single_sign_ons g join agencies a on a.partnership_id = g.partnership_id and a.id = g.agency_id and a.ended_on is null
  where g.partnership_id = amity.partnership() and g.enabled
$$;
-- Everything needed to talk with one provider. The secret stays sealed: only whoever holds AMITY_SECRET can open it.
create function amity.provider(p_id uuid) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('id', g.id, 'agencyId', g.agency_id, 'agencyName', a.name, 'label', g.label, 'issuer', g.issuer, 'clientId', g.client_id, 'groupClaim', g.group_claim, 'emailDomains', g.email_domains,
    'secondFactor', g.second_factor, 'enabled', g.enabled, 'sealedSecret', s.sealed,
    'groups', (select coalesce(jsonb_agg(jsonb_build_object('group', m.group_name, 'roleId', m.role_id, 'role', r.name, 'teamId', m.team_id) order by m.id), '[]')
      from single_sign_on_groups m join roles r on r.partnership_id = m.partnership_id and r.id = m.role_id where m.partnership_id = g.partnership_id and m.provider_id = g.id))
  from single_sign_ons g join agencies a on a.partnership_id = g.partnership_id and a.id = g.agency_id
    left join single_sign_on_secrets s on s.partnership_id = g.partnership_id and s.provider_id = g.id
  where g.partnership_id = amity.partnership() and g.id = p_id
$$;

-- An administrator configures their own agency's; the agency that runs the partnership, anybody's.
create function amity.may_configure_provider(p_agency uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.actor() = 'officer' and exists (select from agencies where partnership_id = amity.partnership() and id = p_agency and ended_on is null)
    and (p_agency = amity.agency() or exists (select from partnerships where id = amity.partnership() and triage_agency_id = amity.agency()))
    and exists (select from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
      where x.partnership_id = amity.partnership() and x.officer_id = amity.officer() and x.agency_id = amity.agency() and 'run the partnership' = any (r.acts) and (x.ended_on is null or x.ended_on >= amity.now()::date))
$$;
create function amity.providers_to_configure() returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('agencyId', a.id, 'agencyName', a.name, 'providerId', g.id, 'issuer', g.issuer, 'enabled', coalesce(g.enabled, false)) order by a.name), '[]')
  from agencies a left join single_sign_ons g on g.partnership_id = a.partnership_id and g.agency_id = a.id
  where a.partnership_id = amity.partnership() and a.ended_on is null and amity.may_configure_provider(a.id)
$$;
create function amity.provider_of_agency(p_agency uuid) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.provider(g.id) - 'sealedSecret' || jsonb_build_object('hasSecret', exists (select from single_sign_on_secrets s where s.partnership_id = g.partnership_id and s.provider_id = g.id))
  from single_sign_ons g where g.partnership_id = amity.partnership() and g.agency_id = p_agency and amity.may_configure_provider(p_agency)
$$;
-- Turning it off, or to another issuer or client, ends every session it began; another issuer also forgets whom its
-- accounts were: the same name there may be somebody else.
create function amity.save_provider(p_agency uuid, p jsonb, p_sealed text) returns uuid
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare g single_sign_ons;
begin
  if not amity.may_configure_provider(p_agency) then return null; end if;
  select * into g from single_sign_ons where partnership_id = amity.partnership() and agency_id = p_agency for update;
  if g.id is null then
    insert into single_sign_ons (partnership_id, agency_id, label, issuer, client_id, email_domains)
      values (amity.partnership(), p_agency, p ->> 'label', p ->> 'issuer', p ->> 'clientId', array(select jsonb_array_elements_text(p -> 'emailDomains'))) returning * into g;
  elsif g.issuer <> p ->> 'issuer' or g.client_id <> p ->> 'clientId' or (g.enabled and not (p ->> 'enabled')::boolean) then
    update sessions set ended_at = amity.now() where partnership_id = g.partnership_id and provider_id = g.id and ended_at is null;
    if g.issuer <> p ->> 'issuer' then delete from officer_identities where partnership_id = g.partnership_id and provider_id = g.id; end if;
  end if;
  update single_sign_ons set label = p ->> 'label', issuer = p ->> 'issuer', client_id = p ->> 'clientId', group_claim = p ->> 'groupClaim',
      email_domains = array(select jsonb_array_elements_text(p -> 'emailDomains')), second_factor = p ->> 'secondFactor', enabled = (p ->> 'enabled')::boolean
    where partnership_id = g.partnership_id and id = g.id;
  if p_sealed is not null then
    insert into single_sign_on_secrets (partnership_id, provider_id, sealed, set_at) values (g.partnership_id, g.id, p_sealed, amity.now())
      on conflict (partnership_id, provider_id) do update set sealed = excluded.sealed, set_at = excluded.set_at;
    perform amity.write_audit('client secret of single sign-on set', 'single_sign_ons', g.id::text, null, null);
  end if;
  delete from single_sign_on_groups where partnership_id = g.partnership_id and provider_id = g.id;
  insert into single_sign_on_groups (partnership_id, provider_id, group_name, role_id, team_id)
    select distinct g.partnership_id, g.id, m ->> 'group', r.id, t.id from jsonb_array_elements(p -> 'groups') m
      join roles r on r.partnership_id = g.partnership_id and r.id = (m ->> 'roleId')::uuid
      left join teams t on t.partnership_id = g.partnership_id and t.agency_id = p_agency and t.id = nullif(m ->> 'teamId', '')::uuid;
  return g.id;
end $$;

-- Who comes from the provider, and what follows: {officerId} to go on with, or {refused: why}. The caller has verified the
-- token; the step's proof that it was this browser which asked is used up before. Groups decide the posts, each time anew.
create function amity.arrive(p_provider uuid, p_subject text, p_email text, p_name text, p_groups text[]) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare g single_sign_ons; o officers; who uuid; today date := amity.now()::date; made boolean := false;
begin
  select * into g from single_sign_ons where partnership_id = amity.partnership() and id = p_provider and enabled;
  if g.id is null then return jsonb_build_object('refused', 'off'); end if;
  perform pg_advisory_xact_lock(hashtextextended(g.partnership_id || '|' || g.id || '|' || p_subject, 61));
  select officer_id into who from officer_identities where partnership_id = g.partnership_id and provider_id = g.id and subject = p_subject;
  select * into o from officers where partnership_id = g.partnership_id and (id = who or who is null and lower(email) = lower(p_email));
  if o.left_at is not null then return jsonb_build_object('refused', 'left', 'officerId', o.id); end if;
  -- A first arrival takes an account that has this e-mail only where it works for this agency and no other: a provider
  -- speaks for its own agency's people alone. And an account that another subject holds is not given away.
  if who is null and o.id is not null and (
      not exists (select from posts x where x.partnership_id = g.partnership_id and x.officer_id = o.id and x.agency_id = g.agency_id)
      or exists (select from posts x where x.partnership_id = g.partnership_id and x.officer_id = o.id and x.agency_id <> g.agency_id and (x.ended_on is null or x.ended_on >= today))
      or exists (select from officer_identities i where i.partnership_id = g.partnership_id and i.provider_id = g.id and i.officer_id = o.id)) then
    return jsonb_build_object('refused', 'somebody else', 'officerId', o.id);
  end if;
  if not exists (select from single_sign_on_groups m where m.partnership_id = g.partnership_id and m.provider_id = g.id and m.group_name = any (p_groups)) then
    if who is not null then
      update posts set ended_on = today - 1 where partnership_id = g.partnership_id and officer_id = who and provider_id = g.id and (ended_on is null or ended_on >= today);
      update sessions set ended_at = amity.now() where partnership_id = g.partnership_id and officer_id = who and provider_id = g.id and ended_at is null;
    end if;
    return jsonb_build_object('refused', 'no group', 'officerId', who);
  end if;
  -- Nobody is left without a way in: the only administrator keeps being one.
  if exists (select from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id where x.partnership_id = g.partnership_id and x.officer_id = o.id and x.agency_id = g.agency_id
        and 'run the partnership' = any (r.acts) and (x.ended_on is null or x.ended_on >= today))
    and not exists (select from single_sign_on_groups m join roles r on r.partnership_id = m.partnership_id and r.id = m.role_id where m.partnership_id = g.partnership_id and m.provider_id = g.id and m.group_name = any (p_groups) and 'run the partnership' = any (r.acts))
    and not exists (select from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id join officers f on f.partnership_id = x.partnership_id and f.id = x.officer_id and f.left_at is null
      where x.partnership_id = g.partnership_id and x.officer_id <> o.id and 'run the partnership' = any (r.acts) and (x.ended_on is null or x.ended_on >= today)) then
    return jsonb_build_object('refused', 'last administrator', 'officerId', o.id);
  end if;
  if o.id is null then
    insert into officers (partnership_id, name, email) values (g.partnership_id, left(p_name, 120), p_email) returning * into o;
    made := true;
  end if;
  if who is null then
    insert into officer_identities (partnership_id, officer_id, provider_id, subject, linked_at, seen_at) values (g.partnership_id, o.id, g.id, p_subject, amity.now(), amity.now());
    -- From now on the groups say what they are here, and what was given by hand ends with them; a password no longer leads in.
    update posts set provider_id = g.id where partnership_id = g.partnership_id and officer_id = o.id and agency_id = g.agency_id and (ended_on is null or ended_on >= today);
    update sessions set ended_at = amity.now() where partnership_id = g.partnership_id and officer_id = o.id and agency_id = g.agency_id and provider_id is null and ended_at is null;
  else
    update officer_identities set seen_at = amity.now() where partnership_id = g.partnership_id and provider_id = g.id and subject = p_subject;
  end if;
  update posts x set ended_on = today - 1 where x.partnership_id = g.partnership_id and x.officer_id = o.id and x.agency_id = g.agency_id and (x.ended_on is null or x.ended_on >= today)
    and not exists (select from single_sign_on_groups m where m.partnership_id = g.partnership_id and m.provider_id = g.id and m.group_name = any (p_groups) and m.role_id = x.role_id and m.team_id is not distinct from x.team_id);
  insert into posts (partnership_id, officer_id, agency_id, team_id, role_id, provider_id)
    select distinct g.partnership_id, o.id, g.agency_id, m.team_id, m.role_id, g.id from single_sign_on_groups m
    where m.partnership_id = g.partnership_id and m.provider_id = g.id and m.group_name = any (p_groups)
      and not exists (select from posts x where x.partnership_id = g.partnership_id and x.officer_id = o.id and x.agency_id = g.agency_id and x.role_id = m.role_id
        and x.team_id is not distinct from m.team_id and (x.ended_on is null or x.ended_on >= today));
  return jsonb_build_object('officerId', o.id, 'agencyId', g.agency_id, 'made', made,
    'hasSecondFactor', exists (select from authenticator_apps where partnership_id = o.partnership_id and officer_id = o.id and confirmed_at is not null and ended_at is null)
      or exists (select from passkeys where partnership_id = o.partnership_id and officer_id = o.id and ended_at is null));
end $$;

-- Of the officer's own session: the provider behind it and what it wants to see again when signing out.
create function amity.provider_of_session(p_session uuid) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('providerId', s.provider_id, 'hint', s.provider_hint, 'subject', i.subject) from sessions s
    left join officer_identities i on i.partnership_id = s.partnership_id and i.provider_id = s.provider_id and i.officer_id = s.officer_id
  where s.partnership_id = amity.partnership() and s.id = p_session and s.officer_id = amity.officer() and s.provider_id is not null
$$;

do $$ declare f regprocedure; begin
  foreach f in array array['amity.providers()', 'amity.provider(uuid)', 'amity.may_configure_provider(uuid)', 'amity.providers_to_configure()', 'amity.provider_of_agency(uuid)', 'amity.save_provider(uuid,jsonb,text)',
    'amity.arrive(uuid,text,text,text,text[])', 'amity.provider_of_session(uuid)']::regprocedure[] loop
    execute format('alter function %s owner to amity_gate', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to amity_web', f);
  end loop;
end $$;
