-- Four pages took more than twice at a million cases what they took at ten thousand (docs/performance.md).

-- Closed cases of one ward: what they are counted by and who may see it stand in the index, so that the rows of other agencies, which are most of
-- them, are passed over there.
create index closed_counts_ward on closed_counts (partnership_id, ward_code, category_code, month) include (verdict, n, visible_to, hidden_from) where ward_code <> '*';
drop index closed_counts_one;

-- A rare flag: each flag has its own index, for among all cases with any flag most have another. A flag that is added wants one too (test/walls/tables.test.ts).
do $$ declare flag text; begin
  foreach flag in array array['hate', 'domestic abuse', 'marac', 'safeguarding', 'staff matter', 'sensitive location', 'child', 'repeat', 'vulnerable'] loop
    execute format('create index %I on case_access (partnership_id, principal, opened_at desc, case_id desc) where status in (''open'', ''on hold'') and %L = any (flags)', 'case_access_flag_' || replace(flag, ' ', '_'), flag);
  end loop;
end $$;
drop index case_access_flagged;

-- As 0212. What stands under the agency's own principal stands there once, and need not be sorted to be counted once; the rest, which is restricted, is.
create or replace function amity.team_overdue(p_now timestamptz, p_stale timestamptz) returns table (officer_id uuid, late int, stale int)
language plpgsql stable security definer rows 100 set search_path = public, amity, pg_temp as $$
declare mine int[] := amity.principals(); here int := amity.partnership(); ours uuid := amity.agency(); own int; others int[];
begin
  if amity.actor() is distinct from 'officer' or mine is null then return; end if;
  select g.principal into own from agencies g where g.partnership_id = here and g.id = ours and g.principal = any (mine);
  others := array_remove(mine, own);
  return query select o.officer, sum(o.late)::int, sum(o.stale)::int from (
    select a.lead_officer_id as officer, count(*) as late, 0::bigint as stale from case_access a
      where a.partnership_id = here and a.principal = own and a.status in ('open', 'on hold') and a.next_due_at < p_now and a.lead_agency_id = ours and (a.hidden_from = '{}' or not a.hidden_from && mine) group by 1
    union all
    select a.lead_officer_id, count(distinct a.case_id), 0 from case_access a
      where a.partnership_id = here and a.principal = any (others) and a.status in ('open', 'on hold') and a.next_due_at < p_now and a.lead_agency_id = ours and (a.hidden_from = '{}' or not a.hidden_from && mine)
        and not exists (select from case_access b where b.partnership_id = here and b.principal = own and b.case_id = a.case_id) group by 1
    union all
    select a.lead_officer_id, 0, count(*) from case_access a
      where a.partnership_id = here and a.principal = own and a.status = 'open' and a.last_line_at < p_stale and a.opened_at < p_stale and a.lead_agency_id = ours and (a.hidden_from = '{}' or not a.hidden_from && mine) group by 1
    union all
    select a.lead_officer_id, 0, count(distinct a.case_id) from case_access a
      where a.partnership_id = here and a.principal = any (others) and a.status = 'open' and a.last_line_at < p_stale and a.opened_at < p_stale and a.lead_agency_id = ours and (a.hidden_from = '{}' or not a.hidden_from && mine)
        and not exists (select from case_access b where b.partnership_id = here and b.principal = own and b.case_id = a.case_id) group by 1) o
  group by 1;
end $$;

-- As 0250, and whole words where one of several is a number: who types "12 Larch Walk" means that house and not 120. Where nobody is found so, the
-- words are beginnings, as before.
create function amity.is_address(p_typed text[]) returns boolean language sql immutable parallel safe
  return cardinality(p_typed) > 1 and exists (select from unnest(p_typed) w where w ~ '^[0-9]');
create function amity.whole_of_own(p_typed text[], p_partnership int, p_principals int[]) returns text language sql immutable parallel safe as $$
  select concat_ws(' & ', '(' || (select string_agg('''=' || p_partnership || ':' || p || '''', ' | ') from unnest(p_principals) p) || ')', (select string_agg('''' || w || '''', ' & ') from unnest(p_typed) w))
$$;
create or replace function amity.find_people(p_words text[], p_digits text, p_postcode text, p_born date, p_most int) returns table (person_id uuid)
language plpgsql stable security definer rows 20 set search_path = public, amity, pg_temp set max_parallel_workers_per_gather = 0 as $$
declare
  here int := amity.partnership(); mine int[] := amity.principals(); typed text[] := amity.words_in(array_to_string(p_words, ' ')); others text; try jsonb; asked tsquery; whole boolean;
begin
  -- Signs alone are no words: nothing is asked, so nobody is found.
  if amity.actor() is distinct from 'officer' or mine is null or (cardinality(typed) = 0 and p_digits is null and p_postcode is null and p_born is null) then return; end if;
  others := case when coalesce(p_digits, '') ~ '^[0-9]+$' then ' & ''#' || reverse(p_digits) || ''':*' else '' end
    || case when p_postcode is null then '' else ' & ''@' || replace(replace(p_postcode, '\', ''), '''', '') || '''' end
    || case when p_born is null then '' else ' & ''^' || (p_born - date '1800-01-01') || '''' end;
  for try in select * from jsonb_array_elements(case when amity.is_address(typed) then '["whole"]' else '[]'::jsonb end || amity.slips_tried(typed)) loop
    whole := try = '"whole"';
    asked := (case when whole then amity.whole_of_own(typed, here, mine) else amity.asked_of_own(typed, try, here, mine) end || others)::tsquery;
    return query
      (select p.id from people p
        where amity.person_tokens(p.partnership_id, p.visible_to, p.given_name || ' ' || p.family_name || ' ' || coalesce(p.known_as, ''), coalesce(p.address, ''), p.phone, p.postcode, p.born_on) @@ asked
          and p.partnership_id = here and p.visible_to && mine and not p.hidden_from && mine limit p_most)
      union
      (select p.id from (
          select c.* from confidential_contacts c where c.partnership_id = here and c.postcode = p_postcode and c.ended_at is null
          union select c.* from confidential_contacts c where c.partnership_id = here and amity.last_digits(c.phone) like '%' || p_digits and c.ended_at is null
          -- A word of one or two letters is in no index but where a word begins with it.
          union select c.* from unnest(typed) w cross join lateral (select * from confidential_contacts z where z.partnership_id = here and ' ' || lower(z.address) like case when length(w) < 3 then '% ' else '%' end || w || '%' and z.ended_at is null) c) k
        join people p on p.partnership_id = here and p.id = k.person_id
        where (whole or try = '[]') and k.report_id is null and k.visible_to && mine and not k.hidden_from && mine and p.visible_to && mine and not p.hidden_from && mine
          and (p_born is null or p.born_on = p_born) and (p_postcode is null or k.postcode = p_postcode) and (p_digits is null or amity.last_digits(k.phone) like '%' || p_digits)
          and not exists (select from unnest(typed) w where not exists (select from unnest(amity.words_in(concat_ws(' ', p.given_name, p.family_name, p.known_as, p.address, k.address))) x where case when whole then x = w else starts_with(x, w) end)) limit p_most);
    if found then return; end if;
  end loop;
end $$;

-- As 0304: the same question.
create or replace function amity.find_whole(p_words text[]) returns table (case_id uuid)
language plpgsql stable security definer rows 100 set search_path = public, amity, pg_temp set max_parallel_workers_per_gather = 0 as $$
declare
  here int := amity.partnership(); mine int[] := amity.principals(); typed text[] := amity.words_in(array_to_string(p_words, ' ')); asked tsquery;
begin
  if amity.actor() is distinct from 'officer' or cardinality(typed) = 0 or mine is null then return; end if;
  asked := amity.whole_of_own(typed, here, mine)::tsquery;
  return query with hits as materialized (select w.case_id from case_words w where amity.case_tokens(w.partnership_id, w.seers, w.words) @@ asked and w.partnership_id = here)
    select h.case_id from hits h where (select true from case_access a where a.partnership_id = here and a.case_id = h.case_id and a.principal = any (mine) and not a.hidden_from && mine limit 1);
end $$;
