-- Who asks is found at every page: 1.3 of the 4 to 6 ms PostgreSQL works for a list. It was asked in fourteen small questions, each in a function of its own;
-- now in eight. What it answers is as it was (0092, 0270, 0302).

-- What has run out is ended first; nearly always nothing has, and that is one question.
create or replace function amity.find_officer(p_partnership int, p_hash text, p_now timestamptz, p_idle interval) returns jsonb
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare before text[]; run_out boolean;
begin
  select least((select min(until) from glass_breaks where partnership_id = p_partnership and ended_at is null), (select min(ends_at) from case_grants where partnership_id = p_partnership and ended_at is null)) <= p_now
    or (select min(ends_on) from sharing_agreements where partnership_id = p_partnership and ended_at is null) < amity.london_day(p_now) into run_out;
  if run_out then
    before := array[current_setting('amity.now', true), current_setting('amity.actor', true), current_setting('amity.partnership', true)];
    perform amity.end_lapsed(p_partnership, p_now);
    perform set_config('amity.now', coalesce(before[1], ''), true), set_config('amity.actor', coalesce(before[2], ''), true), set_config('amity.partnership', coalesce(before[3], ''), true);
  end if;
  return amity.find_session(p_partnership, p_hash, p_now, p_idle);
end $$;

create or replace function amity.find_session(p_partnership int, p_hash text, p_now timestamptz, p_idle interval) returns jsonb
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare s record; idle interval; proven boolean; trains boolean;
begin
  select x.id, x.partnership_id, x.officer_id, x.agency_id, x.started_at, x.ended_at, x.expires_at, x.seen_at, x.proven_at, x.assurance, o.name, o.left_at, o.principal, p.is_demonstration into s
    from sessions x join partnerships p on p.id = x.partnership_id left join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id
    where x.token_hash = p_hash and x.partnership_id = p_partnership;
  if s.id is null then return null; end if;
  idle := least(p_idle, make_interval(mins => amity.sign_in_limit(s.partnership_id, s.agency_id, 'idleMinutes', 5, 60)));
  if s.ended_at is not null or s.expires_at <= p_now or s.seen_at + idle <= p_now or s.left_at is not null then
    return jsonb_build_object('ended', true, 'officerId', s.officer_id);
  end if;
  if s.seen_at < p_now - interval '1 minute' then
    update sessions set seen_at = p_now where partnership_id = s.partnership_id and id = s.id;
  end if;
  proven := s.assurance = 'second factor' or s.is_demonstration;
  -- Where no act asks for training none has lapsed.
  trains := exists (select from training_gates g where g.partnership_id = s.partnership_id and g.ended_at is null);
  return (
    select jsonb_build_object('ended', false, 'sessionId', s.id, 'officerId', s.officer_id, 'officerName', s.name, 'agencyId', a.id,
      'agencyName', a.short_name, 'assurance', case when proven then 'second factor' else 'password' end,
      'provenAt', coalesce(s.proven_at, s.started_at), 'mustProve', not proven and amity.needs_second_factor(s.partnership_id, a.id),
      'acts', case when trains then amity.acts_of(s.partnership_id, s.officer_id, a.id, p_now) else to_jsonb(amity.acts_in_roles(s.partnership_id, s.officer_id, a.id, p_now)) end,
      'lapsed', case when trains then amity.lapsed_of(s.partnership_id, s.officer_id, a.id, p_now) else '[]' end,
      -- Whoever has proven no second factor holds no circle: that is how the wall knows.
      'principals', (select jsonb_agg(p) from (
          select s.principal as p union select a.principal
          union select t.principal from posts x join teams t on t.partnership_id = x.partnership_id and t.id = x.team_id
            where x.partnership_id = s.partnership_id and x.officer_id = s.officer_id and x.agency_id = a.id and (x.ended_on is null or x.ended_on >= p_now::date)
          union select amity.circle_principals(s.partnership_id, s.officer_id) where proven) mine))
    from agencies a where a.partnership_id = s.partnership_id and a.id = s.agency_id and a.ended_on is null
      and exists (select from posts x where x.partnership_id = s.partnership_id and x.officer_id = s.officer_id and x.agency_id = a.id
                  and (x.ended_on is null or x.ended_on >= p_now::date)));
end $$;
