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
