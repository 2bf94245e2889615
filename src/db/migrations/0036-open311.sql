-- What other systems may read of reports: one function that looks across the wall and answers only what may be published.

-- The jobs that load the demonstration make keys too; and a key that is polled with fills the trail once in five minutes, not at each request.
drop policy inside on api_keys;
create policy inside on api_keys to amity_web using (partnership_id = amity.partnership() and amity.inside()) with check (partnership_id = amity.partnership() and amity.inside());

create or replace function amity.find_api_key(p_partnership int, p_hash text, p_now timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare k api_keys;
begin
  select * into k from api_keys where partnership_id = p_partnership and key_hash = p_hash and ended_at is null;
  if k.id is null then return null; end if;
  if k.used_at is null or k.used_at < p_now - interval '5 minutes' then
    update api_keys set used_at = p_now where partnership_id = k.partnership_id and id = k.id;
  end if;
  return jsonb_build_object('keyId', k.id, 'agencyId', k.agency_id);
end $$;

create index reports_decided on reports (partnership_id, decided_at) where decided_at is not null;
create index reports_external_source on reports (partnership_id, external_source, received_at) where external_source is not null;

-- Midnight in London at the start of a day, and of the day after.
create function amity.day_of(p_at timestamptz) returns timestamptz language sql immutable parallel safe as
  $$ select date_trunc('day', p_at at time zone 'Europe/London') at time zone 'Europe/London' $$;
create function amity.day_after(p_at timestamptz) returns timestamptz language sql immutable parallel safe as
  $$ select (date_trunc('day', p_at at time zone 'Europe/London') + interval '1 day') at time zone 'Europe/London' $$;

-- What a system may know of reports. Two readers:
-- the one whose key sent a report sees its progress at once; of a sensitive one it sees what it would see of one nobody has read yet;
-- everybody sees what was decided, by whole days and only when that day is over, and of a sensitive report nothing.
-- Windows (p_by: 'requested' or 'updated') are compared with the moments as published, so that narrowing one tells no more than the answer does.
create function amity.open311_requests(p_ids text[], p_codes text[], p_status text, p_by text, p_from timestamptz, p_until timestamptz, p_limit int)
returns table (reference text, service_code text, service_name text, status text, outcome text, told text, agency text, ward text,
  latitude double precision, longitude double precision, requested_at timestamptz, decided_at timestamptz, closed_at timestamptz)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  with wanted as materialized (
    select coalesce(v -> 'publicReads', 'true') = 'true' as public_reads, v -> 'everyChannel' = 'true' as every_channel, v -> 'showWaiting' = 'true' as show_waiting,
      v -> 'tellWords' = 'true' as tell_words, case when jsonb_typeof(v -> 'gridMetres') = 'number' then (v ->> 'gridMetres')::numeric else 0 end as grid
    from (select (select s.value from settings s where s.partnership_id = amity.partnership() and s.agency_id is null and s.key = 'open311') as v) x
    where amity.actor() = 'key'
  ), candidates as (
    select r.*, cat.resident_name, cat.code is null or cat.sensitive as category_hidden,
      amity.held_key() is not null and r.external_source = 'open311 ' || amity.held_key() as own,
      coalesce(m.id, c.id) as final_id, coalesce(m.closed_at, c.closed_at) as case_closed_at,
      -- Anything that says somebody may be at risk, in the report, its case, or the case that took it over.
      r.in_danger or cardinality(r.because_of) > 0 or coalesce(r.children, false) or coalesce(r.vulnerability, '') <> '' or coalesce(r.must_not_know, '') <> ''
        or coalesce(c.circle_id is not null or c.flags && hidden.flags or cardinality(c.hidden_from) > 0 or ccat.sensitive or c.severity = 'high', false)
        or coalesce(m.circle_id is not null or m.flags && hidden.flags or cardinality(m.hidden_from) > 0 or mcat.sensitive or m.severity = 'high' or m.status = 'merged', false)
        or cardinality(r.hidden_from) > 0 as risky
    from reports r
    cross join (select array['hate', 'domestic abuse', 'safeguarding', 'child', 'vulnerable'] as flags) hidden
    left join categories cat on cat.partnership_id = r.partnership_id and cat.code = r.category_code
    left join cases c on c.partnership_id = r.partnership_id and c.id = r.case_id
    left join categories ccat on ccat.partnership_id = c.partnership_id and ccat.code = c.category_code
    left join cases m on m.partnership_id = c.partnership_id and m.id = c.merged_into_id and c.status = 'merged'
    left join categories mcat on mcat.partnership_id = m.partnership_id and mcat.code = m.category_code
    where r.partnership_id = amity.partnership()
      -- What a sender adds to a report it sent earlier is read by an officer like a report, but is no request of its own.
      and coalesce(r.external_key, '') not like 'update %'
      and (p_ids is null or r.reference = any (p_ids))
      and (p_codes is null or r.category_code = any (p_codes))
      and (p_ids is not null or p_by = 'updated' or r.received_at >= p_from - interval '2 days' and r.received_at <= p_until + interval '2 days')
  ), stamped as (
    select k.*, k.category_hidden or k.risky as sensitive,
      case when k.own then k.received_at else amity.day_of(k.received_at) end as shown_received,
      case when k.state = 'waiting' or (k.own and (k.category_hidden or k.risky)) then null when k.own then k.decided_at else amity.day_after(k.decided_at) end as shown_decided,
      case when k.state = 'waiting' or (k.own and (k.category_hidden or k.risky)) then null
        when k.state in ('case opened', 'added to case') then case when k.own then greatest(k.case_closed_at, case when k.case_closed_at is not null then k.decided_at end)
          else amity.day_after(greatest(k.case_closed_at, case when k.case_closed_at is not null then k.decided_at end)) end
        when k.own then k.decided_at else amity.day_after(k.decided_at) end as shown_closed
    from candidates k
  ), published as (
    select s.*, s.shown_decided is not null and s.shown_decided <= amity.now() as is_decided, s.shown_closed is not null and s.shown_closed <= amity.now() as is_closed
    from stamped s cross join wanted w
    where s.own or (w.public_reads and not s.sensitive and s.state <> 'withdrawn' and (s.channel = 'open311' or w.every_channel)
      and (s.shown_decided <= amity.now() or (w.show_waiting and amity.day_after(s.received_at) <= amity.now())))
  )
  select p.reference, p.category_code, coalesce(p.resident_name, p.category_code), case when p.is_closed then 'closed' else 'open' end,
    case when not p.is_decided then 'waiting' when p.state in ('case opened', 'added to case') then case when p.is_closed then 'finished' else 'taken up' end
      when p.state = 'advised and closed' then 'advised' when p.state = 'transferred' then 'passed on' else 'withdrawn' end,
    case when w.tell_words and p.is_decided then p.told_reporter end,
    a.name, wa.name,
    case when w.grid >= 500 then round((floor(p.latitude / lat.step) + 0.5)::numeric * lat.step::numeric, 4)::double precision else middle.latitude end,
    case when w.grid >= 500 then round(((floor(p.longitude / lon.step) + 0.5) * lon.step)::numeric, 4)::double precision else middle.longitude end,
    p.shown_received, case when p.is_decided then p.shown_decided end, case when p.is_closed then p.shown_closed end
  from published p cross join wanted w
  left join agencies a on a.partnership_id = p.partnership_id and a.id = p.agency_id
  left join wards wa on wa.partnership_id = p.partnership_id and wa.code = p.ward_code
  left join (select ward_code, round(avg(latitude)::numeric, 3)::double precision as latitude, round(avg(longitude)::numeric, 3)::double precision as longitude
    from postcodes where partnership_id = amity.partnership() group by ward_code) middle on middle.ward_code = p.ward_code
  cross join lateral (select greatest(w.grid, 500)::double precision / 111320 as step) lat
  cross join lateral (select lat.step / greatest(cos(radians((floor(coalesce(p.latitude, 0) / lat.step) + 0.5) * lat.step)), 0.01) as step) lon
  where (p_status is null or p_status = case when p.is_closed then 'closed' else 'open' end)
    and (p_ids is not null or case when p_by = 'requested' then p.shown_received between p_from and p_until
      else (p.is_decided and p.shown_decided between p_from and p_until) or (p.is_closed and p.shown_closed between p_from and p_until) end)
  -- By day and reference: the order within a day says nothing.
  order by case when p_by = 'requested' then p.shown_received else greatest(p.shown_decided, p.shown_closed) end desc, p.reference
  limit least(p_limit, 1000)
$$;
alter function amity.open311_requests owner to amity_gate;
revoke all on function amity.open311_requests from public;
grant execute on function amity.open311_requests to amity_web;

-- Whether this key sent a report of this number, sensitive or not: it may then tell us more about it.
create function amity.open311_sent(p_reference text) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('reference', r.reference, 'serviceCode', r.category_code) from reports r
  where amity.actor() = 'key' and amity.held_key() is not null and r.partnership_id = amity.partnership() and r.reference = p_reference
    and r.external_source = 'open311 ' || amity.held_key()
$$;
alter function amity.open311_sent owner to amity_gate;
revoke all on function amity.open311_sent from public;
grant execute on function amity.open311_sent to amity_web;

-- The number of what this key sent under a key of its own: a sender that tries again gets the same answer.
create function amity.open311_sent_as(p_external_key text) returns text
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select r.reference from reports r
  where amity.actor() = 'key' and amity.held_key() is not null and r.partnership_id = amity.partnership() and r.external_key = p_external_key
    and r.external_source = 'open311 ' || amity.held_key()
$$;
alter function amity.open311_sent_as owner to amity_gate;
revoke all on function amity.open311_sent_as from public;
grant execute on function amity.open311_sent_as to amity_web;
