-- Where the rooms meet: a session knows what was proven (0060), what training allows (0068), and which acts reach over all.
create or replace function amity.wide_acts() returns text[] language sql immutable parallel safe
  return array['run the partnership', 'see the audit trail', 'see the whole trail'];

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
      'acts', amity.acts_of(s.partnership_id, o.id, a.id, p_now), 'lapsed', amity.lapsed_of(s.partnership_id, o.id, a.id, p_now),
      -- Whoever has proven no second factor holds no circle: that is how the wall knows.
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

-- Names of circles are no longer unique (0084: a name that is taken would tell that there is such a circle), so the standing
-- circle of an agency's restricted reports is found by what it is for, one maker at a time.
create or replace function amity.keep_restricted_circle(p_partnership int, p_agency uuid) returns int
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare made circles; readers uuid[] := array(select officer_id from amity.restricted_readers(p_partnership, p_agency));
begin
  perform pg_advisory_xact_lock(hashtextextended('restricted reports ' || p_partnership || ' ' || p_agency, 0));
  select * into made from circles where partnership_id = p_partnership and for_flag = 'restricted reports' and name = 'Restricted reports, ' || p_agency;
  if made.id is null then
    insert into circles (partnership_id, name, for_flag) values (p_partnership, 'Restricted reports, ' || p_agency, 'restricted reports') returning * into made;
  end if;
  insert into circle_members (partnership_id, circle_id, officer_id, because, added_at)
    select p_partnership, made.id, reader, 'manager', amity.now() from unnest(readers) reader
      where not exists (select from circle_members m where m.partnership_id = p_partnership and m.circle_id = made.id and m.officer_id = reader and m.ended_at is null);
  update circle_members m set ended_at = amity.now(), ended_because = 'no longer in this post'
    where m.partnership_id = p_partnership and m.circle_id = made.id and m.ended_at is null and not m.officer_id = any (readers);
  return made.principal;
end $$;
create or replace function amity.restricted_principal(p_partnership int, p_agency uuid) returns int
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select principal from circles where partnership_id = p_partnership and for_flag = 'restricted reports' and name = 'Restricted reports, ' || p_agency
$$;

-- What becomes of each when two agencies become one: what was written, given, asked and looked at stays with who did it.
create or replace function amity.stays_with_agency() returns text[] language sql immutable parallel safe return array[
  'agency_names.agency_id', 'posts.agency_id', 'post_moves.agency_id', 'teams.agency_id', 'settings.agency_id', 'setting_changes.agency_id', 'audit_events.agency_id',
  'case_transfers.from_agency_id', 'case_transfers.to_agency_id', 'partnerships.triage_agency_id', 'imported_rows.agency_id',
  'certifiers.agency_id', 'certifications.agency_id', 'certification_lines.agency_id',
  'circles.agency_id', 'entries.agency_id', 'attachments.written_by_agency_id', 'single_sign_ons.agency_id', 'audit_heads_sent.agency_id', 'audit_links.agency_id',
  'access_days.keeper_agency_id', 'unusual_access.officer_agency_id', 'unusual_access.keeper_agency_id', 'sharing_parties.agency_id', 'case_grants.to_agency_id',
  'glass_breaks.agency_id', 'disclosures.agency_id', 'disclosures.to_agency_id', 'referrals.from_agency_id', 'referrals.to_agency_id', 'person_asks.agency_id',
  'agency_exports.agency_id', 'agency_leavings.agency_id', 'markers.agency_id'];
