-- As 0301, of what is asked whenever a case, an entry or somebody in a case is written: in PL/pgSQL each connection plans it once. Bodies are
-- as in 0080, 0090 and 0212.
create or replace function amity.part_viewers(p_partnership int, p_case uuid, p_part text) returns int[] language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return (select coalesce(array_agg(a.principal order by a.principal), '{}') from case_grants g join agencies a on a.partnership_id = g.partnership_id and a.id = g.to_agency_id
    where g.partnership_id = p_partnership and g.case_id = p_case and g.ended_at is null and p_part = any (g.parts));
end $$;

create or replace function amity.next_due(p_partnership int, p_case uuid) returns timestamptz language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return (select coalesce(min(due_at), '9999-01-01 00:00+00') from diary_items where partnership_id = p_partnership and case_id = p_case and done_at is null and cancelled_at is null);
end $$;

create or replace function amity.last_line(p_partnership int, p_case uuid) returns timestamptz language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return coalesce((select happened_at from entries where partnership_id = p_partnership and case_id = p_case order by happened_at desc limit 1), '1900-01-01 00:00+00');
end $$;

create or replace function amity.words_of(p_partnership int, p_case uuid) returns text language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return (select left(lower(concat_ws(' ', c.title, c.summary, l.address, l.postcode,
      (select string_agg(concat_ws(' ', p.given_name, p.family_name, p.known_as, p.address, p.postcode, cp.described_as), ' ') from case_parties cp
        left join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id where cp.partnership_id = c.partnership_id and cp.case_id = c.id))), 20000)
    from cases c left join places l on l.partnership_id = c.partnership_id and l.id = c.place_id where c.partnership_id = p_partnership and c.id = p_case);
end $$;

create or replace function amity.write_words(p_partnership int, p_case uuid) returns void language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare said text := amity.words_of(p_partnership, p_case);
begin
  if said is null then return; end if;
  insert into case_words (partnership_id, case_id, words) values (p_partnership, p_case, said)
    on conflict (partnership_id, case_id) do update set words = excluded.words where case_words.words <> excluded.words;
end $$;

create or replace function amity.write_access(c cases) returns void language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  delete from case_access where partnership_id = c.partnership_id and case_id = c.id and not principal = any (c.visible_to);
  insert into case_access (partnership_id, principal, case_id, status, stage, opened_at, next_due_at, last_contact_at, lead_agency_id, lead_officer_id, ward_code, category_code, severity, risk_band, flags, harmed_spoke_last, hidden_from)
    select c.partnership_id, p, c.id, c.status, c.stage, c.opened_at, amity.next_due(c.partnership_id, c.id), coalesce(c.last_contact_at, '1900-01-01 00:00+00'), c.lead_agency_id, c.lead_officer_id, c.ward_code, c.category_code, c.severity, c.risk_band, c.flags, c.harmed_spoke_last, c.hidden_from
    -- The service reads the cases themselves.
    from (select distinct unnest(c.visible_to) as p) seers where p <> 1
  on conflict (partnership_id, principal, case_id) do update set status = excluded.status, stage = excluded.stage, opened_at = excluded.opened_at, last_contact_at = excluded.last_contact_at, lead_agency_id = excluded.lead_agency_id,
    lead_officer_id = excluded.lead_officer_id, ward_code = excluded.ward_code, category_code = excluded.category_code, severity = excluded.severity, risk_band = excluded.risk_band, flags = excluded.flags,
    harmed_spoke_last = excluded.harmed_spoke_last, hidden_from = excluded.hidden_from;
end $$;

create or replace function amity.count_case(c cases, p_sign int) returns void language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if c.status not in ('open', 'on hold', 'closed') then return; end if;
  insert into count_changes (partnership_id, visible_to, hidden_from, month, verdict, category_code, ward_code, lead_agency_id, lead_officer_id, n, high, spoke, closing)
  values (c.partnership_id, c.visible_to, c.hidden_from,
    case when c.status = 'closed' then date_trunc('month', c.closed_at at time zone 'Europe/London')::date end, case when c.status = 'closed' then coalesce(c.harmed_verdict, 'not asked') end,
    case when c.status = 'closed' then coalesce(c.category_code, '') end, coalesce(c.ward_code, ''), case when c.status <> 'closed' then c.lead_agency_id end, case when c.status <> 'closed' then c.lead_officer_id end,
    p_sign, p_sign * (c.risk_band is not distinct from 'high')::int, p_sign * c.harmed_spoke_last::int, p_sign * (c.stage = 'closing')::int);
end $$;
