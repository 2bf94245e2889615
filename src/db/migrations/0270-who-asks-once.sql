-- Who asks is found on every page. What SQL functions plan anew at each call, PL/pgSQL keeps planned for as long as the connection lives
-- (PostgreSQL 15, the demonstration, a loaded machine: finding an officer took 1.9 to 6.8 ms, and takes 0.4); and what has run out ends in the
-- same question.
create or replace function amity.acts_in_roles(p_partnership int, p_officer uuid, p_agency uuid, p_now timestamptz) returns text[]
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return (select coalesce(array_agg(distinct act), '{}') from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id cross join unnest(r.acts) act
    where x.partnership_id = p_partnership and x.officer_id = p_officer and x.agency_id = p_agency and (x.ended_on is null or x.ended_on >= p_now::date)
      and (act <> all (amity.wide_acts()) or exists (select from partnerships where id = p_partnership and triage_agency_id = p_agency)));
end $$;
create or replace function amity.lapsed_acts(p_partnership int, p_officer uuid, p_now timestamptz) returns table (act text, training text, ran_out_on date)
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
#variable_conflict use_column
declare today date := (p_now at time zone 'Europe/London')::date;
begin
  return query select g.act, k.name, (select max(r.expires_on) from training_records r where r.partnership_id = g.partnership_id and r.officer_id = p_officer and r.kind_id = g.kind_id and r.withdrawn_at is null)
    from training_gates g join training_kinds k on k.partnership_id = g.partnership_id and k.id = g.kind_id
    where g.partnership_id = p_partnership and g.ended_at is null and g.from_day <= today
      and not exists (select from training_records r where r.partnership_id = g.partnership_id and r.officer_id = p_officer and r.kind_id = g.kind_id and r.withdrawn_at is null
        and r.done_on <= today and (r.expires_on is null or r.expires_on >= today));
end $$;
create or replace function amity.acts_of(p_partnership int, p_officer uuid, p_agency uuid, p_now timestamptz) returns jsonb
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return (select coalesce(jsonb_agg(act order by act), '[]') from unnest(amity.acts_in_roles(p_partnership, p_officer, p_agency, p_now)) act
    where act not in (select l.act from amity.lapsed_acts(p_partnership, p_officer, p_now) l));
end $$;
create or replace function amity.lapsed_of(p_partnership int, p_officer uuid, p_agency uuid, p_now timestamptz) returns jsonb
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('act', l.act, 'training', l.training, 'ranOutOn', l.ran_out_on) order by l.act, l.training), '[]')
    from amity.lapsed_acts(p_partnership, p_officer, p_now) l where l.act = any (amity.acts_in_roles(p_partnership, p_officer, p_agency, p_now)));
end $$;
create or replace function amity.agency_setting(p_partnership int, p_agency uuid, p_key text) returns jsonb
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return (select value from settings where partnership_id = p_partnership and key = p_key and (agency_id is null or agency_id = p_agency) order by agency_id nulls last limit 1);
end $$;
create or replace function amity.find_partnership(p_host text) returns jsonb
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return (select jsonb_build_object('id', p.id, 'name', p.name, 'language', p.language, 'isDemonstration', p.is_demonstration,
      'triageAgencyId', p.triage_agency_id, 'brandColour', a.brand_colour, 'agencyName', a.name, 'phone', a.phone, 'email', a.email)
    from partnerships p left join agencies a on a.partnership_id = p.id and a.id = p.triage_agency_id
    where p_host = any (p.hosts) or p.hosts = '{}'
    order by (p_host = any (p.hosts)) desc, p.id limit 1);
end $$;

-- What has run out (a grant, an agreement, a broken glass) ends before the officer sees anything. That is the service's own doing: the
-- context is given back as it was.
create function amity.find_officer(p_partnership int, p_hash text, p_now timestamptz, p_idle interval) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare before text[] := array[current_setting('amity.now', true), current_setting('amity.actor', true), current_setting('amity.partnership', true)];
begin
  perform amity.end_lapsed(p_partnership, p_now);
  perform set_config('amity.now', coalesce(before[1], ''), true), set_config('amity.actor', coalesce(before[2], ''), true), set_config('amity.partnership', coalesce(before[3], ''), true);
  return amity.find_session(p_partnership, p_hash, p_now, p_idle);
end $$;
alter function amity.find_officer owner to amity_gate;
revoke all on function amity.find_officer from public;
grant execute on function amity.find_officer to amity_web;
revoke execute on function amity.find_session from amity_web;
