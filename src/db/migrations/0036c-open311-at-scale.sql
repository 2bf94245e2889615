-- The same answers as 0036, found by an index: a door that anyone may knock at must stay cheap with years of reports behind it.
-- The statement is put together from fixed pieces only (a plan for "any of four questions" would read every report); values go in as parameters.
create index reports_open311 on reports (partnership_id, received_at) where channel = 'open311';

create or replace function amity.open311_requests(p_ids text[], p_codes text[], p_status text, p_by text, p_from timestamptz, p_until timestamptz, p_limit int)
returns table (reference text, service_code text, service_name text, status text, outcome text, told text, agency text, ward text,
  latitude double precision, longitude double precision, requested_at timestamptz, decided_at timestamptz, closed_at timestamptz)
language plpgsql stable security definer set search_path = public, amity, pg_temp set jit = off as $function$
declare
  pid int := amity.partnership();
  v jsonb := (select s.value from settings s where s.partnership_id = pid and s.agency_id is null and s.key = 'open311');
  grid numeric := case when jsonb_typeof(v -> 'gridMetres') = 'number' then (v ->> 'gridMetres')::numeric else 0 end;
  source text := 'open311 ' || amity.held_key();
  -- Roughly first, so that an index serves; exactly below, with the moments as published.
  first timestamptz := p_from - interval '2 days';
  last timestamptz := p_until + interval '2 days';
begin
  if amity.actor() is distinct from 'key' then return; end if;
  return query execute $query$
  with candidates as (
    select r.id, r.partnership_id, r.reference, r.category_code, r.agency_id, r.ward_code, r.latitude, r.longitude, r.channel, r.state, r.received_at, r.decided_at, r.told_reporter,
      cat.resident_name, coalesce(r.external_source = $2, false) as own, coalesce(m.closed_at, c.closed_at) as case_closed_at,
      -- Anything that says somebody may be at risk, in the report, its case, or the case that took it over.
      cat.code is null or cat.sensitive
        or r.in_danger or cardinality(r.because_of) > 0 or coalesce(r.children, false) or coalesce(r.vulnerability, '') <> '' or coalesce(r.must_not_know, '') <> '' or cardinality(r.hidden_from) > 0
        or coalesce(c.circle_id is not null or c.flags && $3 or cardinality(c.hidden_from) > 0 or ccat.sensitive or c.severity = 'high', false)
        or coalesce(m.circle_id is not null or m.flags && $3 or cardinality(m.hidden_from) > 0 or mcat.sensitive or m.severity = 'high' or m.status = 'merged', false) as sensitive
    from reports r
    left join categories cat on cat.partnership_id = r.partnership_id and cat.code = r.category_code
    left join cases c on c.partnership_id = r.partnership_id and c.id = r.case_id
    left join categories ccat on ccat.partnership_id = c.partnership_id and ccat.code = c.category_code
    left join cases m on m.partnership_id = c.partnership_id and m.id = c.merged_into_id and c.status = 'merged'
    left join categories mcat on mcat.partnership_id = m.partnership_id and mcat.code = m.category_code
    where r.partnership_id = $1
      -- What a sender adds to a report it sent earlier is read by an officer like a report, but is no request of its own.
      and coalesce(r.external_key, '') not like 'update %'
  $query$
  || case when v -> 'everyChannel' = 'true' then '' else $query$ and r.channel = 'open311' $query$ end
  || case when p_ids is not null then $query$ and r.reference = any ($4) $query$
       when p_by = 'requested' then $query$ and r.received_at between $7 and $8 $query$
       else $query$ and (r.decided_at between $7 and $8 or m.closed_at between $7 and $8 or c.closed_at between $7 and $8) $query$ end
  || case when p_codes is null then '' else $query$ and r.category_code = any ($5) $query$ end
  || $query$
  ), stamped as (
    -- Its sender sees the moments, and of a sensitive report what it would see of one nobody has read; others see days, when they are over.
    select k.*, case when k.own then k.received_at else amity.day_of(k.received_at) end as shown_received,
      case when k.own and k.sensitive or k.state = 'waiting' then null when k.own then k.decided_at else amity.day_after(k.decided_at) end as shown_decided,
      case when k.own and k.sensitive or k.state = 'waiting' or (k.state in ('case opened', 'added to case') and k.case_closed_at is null) then null
        when k.own then greatest(k.case_closed_at, k.decided_at) else amity.day_after(greatest(k.case_closed_at, k.decided_at)) end as shown_closed
    from candidates k
  ), published as (
    select s.*, coalesce(s.shown_decided <= $9, false) as is_decided, coalesce(s.shown_closed <= $9, false) as is_closed
    from stamped s
    where s.own or ($10 and not s.sensitive and s.state <> 'withdrawn' and (s.shown_decided <= $9 or ($11 and amity.day_after(s.received_at) <= $9)))
  ), answer as materialized (
    select p.*, case when $12 = 'requested' then p.shown_received else greatest(p.shown_decided, p.shown_closed) end as stamp from published p
    where ($6 is null or $6 = case when p.is_closed then 'closed' else 'open' end)
      and ($4 is not null or case when $12 = 'requested' then p.shown_received between $13 and $14
        else (p.is_decided and p.shown_decided between $13 and $14) or (p.is_closed and p.shown_closed between $13 and $14) end)
    -- By day and reference: the order within a day says nothing.
    order by stamp desc, p.reference limit least($15, 1000)
  ), middles as materialized (
    select x.ward_code, round(avg(x.latitude)::numeric, 3)::double precision as latitude, round(avg(x.longitude)::numeric, 3)::double precision as longitude
    from postcodes x where x.partnership_id = $1 and x.ward_code in (select ward_code from answer) group by x.ward_code
  )
  select p.reference, p.category_code, coalesce(p.resident_name, p.category_code), case when p.is_closed then 'closed' else 'open' end,
    case when not p.is_decided then 'waiting' when p.state in ('case opened', 'added to case') then case when p.is_closed then 'finished' else 'taken up' end
      when p.state = 'advised and closed' then 'advised' when p.state = 'transferred' then 'passed on' else 'withdrawn' end,
    case when $16 and p.is_decided then p.told_reporter end, a.name, wa.name,
    case when $17 >= 500 then round(((floor(p.latitude / lat.step) + 0.5) * lat.step)::numeric, 4)::double precision else middle.latitude end,
    case when $17 >= 500 then round(((floor(p.longitude / lon.step) + 0.5) * lon.step)::numeric, 4)::double precision else middle.longitude end,
    p.shown_received, case when p.is_decided then p.shown_decided end, case when p.is_closed then p.shown_closed end
  from answer p
  left join agencies a on a.partnership_id = p.partnership_id and a.id = p.agency_id
  left join wards wa on wa.partnership_id = p.partnership_id and wa.code = p.ward_code
  left join middles middle on middle.ward_code = p.ward_code
  cross join lateral (select greatest($17, 500)::double precision / 111320 as step) lat
  cross join lateral (select lat.step / greatest(cos(radians((floor(coalesce(p.latitude, 0) / lat.step) + 0.5) * lat.step)), 0.01) as step) lon
  order by p.stamp desc, p.reference
  $query$
  using pid, source, array['hate', 'domestic abuse', 'safeguarding', 'child', 'vulnerable'], p_ids, p_codes, p_status, first, last, amity.now(),
    coalesce(v -> 'publicReads', 'true') = 'true', coalesce(v -> 'showWaiting' = 'true', false), p_by, p_from, p_until, p_limit,
    coalesce(v -> 'tellWords' = 'true', false), grid;
end $function$;
