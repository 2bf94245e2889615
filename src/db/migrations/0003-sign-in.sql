-- The functions that look before anybody is known: which partnership is this host, whose session is this cookie.
create function amity.find_partnership(p_host text) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('id', p.id, 'name', p.name, 'language', p.language, 'isDemonstration', p.is_demonstration,
    'triageAgencyId', p.triage_agency_id, 'brandColour', a.brand_colour, 'agencyName', a.name, 'phone', a.phone, 'email', a.email)
  from partnerships p left join agencies a on a.partnership_id = p.id and a.id = p.triage_agency_id
  where p_host = any (p.hosts) or p.hosts = '{}'
  order by (p_host = any (p.hosts)) desc, p.id limit 1
$$;
alter function amity.find_partnership owner to amity_gate;
revoke all on function amity.find_partnership from public;
grant execute on function amity.find_partnership to amity_web;

-- Everything a request needs to know about the officer behind a session, in one look. Null when there is none.
create function amity.find_session(p_partnership int, p_hash text, p_now timestamptz, p_idle interval) returns jsonb
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
      'acts', (select coalesce(jsonb_agg(distinct act), '[]') from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
               cross join unnest(r.acts) act
               where x.partnership_id = s.partnership_id and x.officer_id = o.id and x.agency_id = a.id and (x.ended_on is null or x.ended_on >= p_now::date)),
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
revoke all on function amity.find_session from public;
grant execute on function amity.find_session to amity_web;

-- What sign-in needs: the hash to check, and how often this account was lately tried from this address and from everywhere.
create function amity.find_sign_in(p_partnership int, p_email text, p_address text, p_since timestamptz) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object(
    'failuresHere', (select count(*) from sign_in_attempts where partnership_id = p_partnership and account = lower(p_email) and from_address = p_address and at > p_since and not succeeded),
    'failuresFromAddress', (select count(*) from sign_in_attempts where partnership_id = p_partnership and from_address = p_address and at > p_since and not succeeded),
    'officer', (select jsonb_build_object('id', o.id, 'passwordHash', o.password_hash,
        'agencyId', (select x.agency_id from posts x where x.partnership_id = o.partnership_id and x.officer_id = o.id and x.ended_on is null order by x.id limit 1))
      from officers o where o.partnership_id = p_partnership and lower(o.email) = lower(p_email) and o.left_at is null))
$$;
alter function amity.find_sign_in owner to amity_gate;
revoke all on function amity.find_sign_in from public;
grant execute on function amity.find_sign_in to amity_web;

create function amity.note_sign_in(p_partnership int, p_email text, p_address text, p_now timestamptz, p_succeeded boolean) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into sign_in_attempts (partnership_id, account, from_address, at, succeeded)
  values (p_partnership, lower(left(p_email, 254)), p_address, p_now, p_succeeded)
$$;
alter function amity.note_sign_in owner to amity_gate;
revoke all on function amity.note_sign_in from public;
grant execute on function amity.note_sign_in to amity_web;

create function amity.start_session(p_partnership int, p_hash text, p_officer uuid, p_agency uuid, p_now timestamptz, p_until timestamptz, p_device text) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into sessions (partnership_id, token_hash, officer_id, agency_id, started_at, seen_at, expires_at, device)
  values (p_partnership, p_hash, p_officer, p_agency, p_now, p_now, p_until, left(p_device, 200))
$$;
alter function amity.start_session owner to amity_gate;
revoke all on function amity.start_session from public;
grant execute on function amity.start_session to amity_web;

-- Keeps what was typed when the session behind the form had ended.
create function amity.keep_answers(p_partnership int, p_officer uuid, p_path text, p_answers jsonb, p_now timestamptz) returns uuid
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into kept_answers (partnership_id, officer_id, path, answers, kept_at)
  values (p_partnership, p_officer, p_path, p_answers, p_now) returning id
$$;
alter function amity.keep_answers owner to amity_gate;
revoke all on function amity.keep_answers from public;
grant execute on function amity.keep_answers to amity_web;

-- A password is set with a one-time link, or by the officer whose session this is.
create function amity.set_password(p_officer uuid, p_hash text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.officer() is distinct from p_officer then return false; end if;
  update officers set password_hash = p_hash where partnership_id = amity.partnership() and id = p_officer;
  update sessions set ended_at = amity.now() where partnership_id = amity.partnership() and officer_id = p_officer and ended_at is null;
  return found;
end $$;
alter function amity.set_password owner to amity_gate;
revoke all on function amity.set_password from public;
grant execute on function amity.set_password to amity_web;

create function amity.offer_link(p_hash text, p_purpose text, p_officer uuid, p_until timestamptz) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into one_time_links (partnership_id, token_hash, purpose, officer_id, expires_at)
  select amity.partnership(), p_hash, p_purpose, p_officer, p_until where amity.inside()
$$;
alter function amity.offer_link owner to amity_gate;
revoke all on function amity.offer_link from public;
grant execute on function amity.offer_link to amity_web;

-- Whose link is this? Null when unknown, used or too old.
create function amity.find_link(p_partnership int, p_hash text, p_purpose text, p_now timestamptz) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('officerId', l.officer_id, 'officerName', o.name, 'email', o.email)
  from one_time_links l left join officers o on o.partnership_id = l.partnership_id and o.id = l.officer_id
  where l.partnership_id = p_partnership and l.token_hash = p_hash and l.purpose = p_purpose and l.used_at is null and l.expires_at > p_now
$$;
alter function amity.find_link owner to amity_gate;
revoke all on function amity.find_link from public;
grant execute on function amity.find_link to amity_web;

create function amity.use_password_link(p_partnership int, p_token_hash text, p_password_hash text, p_now timestamptz) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare who uuid;
begin
  update one_time_links set used_at = p_now
    where partnership_id = p_partnership and token_hash = p_token_hash and purpose = 'choose password' and used_at is null and expires_at > p_now
    returning officer_id into who;
  if who is null then return false; end if;
  update officers set password_hash = p_password_hash where partnership_id = p_partnership and id = who;
  update sessions set ended_at = p_now where partnership_id = p_partnership and officer_id = who and ended_at is null;
  return true;
end $$;
alter function amity.use_password_link owner to amity_gate;
revoke all on function amity.use_password_link from public;
grant execute on function amity.use_password_link to amity_web;
