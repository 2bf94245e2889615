-- The last line before the person harmed reads something: at reading on their own page and at sending, long after it was
-- written, because somebody may have been said to be responsible since. The same rules as where words are typed
-- (rooms/cases/never-name.ts, whose examples are tried here too): family names, aliases and organisations, given names
-- written as names, descriptions and the names in them, and the houses of those said to be responsible.
create function amity.as_pattern(said text) returns text language sql immutable parallel safe as $$
  select regexp_replace(trim(said), '([^[:alnum:][:space:]])', '\\\1', 'g')
$$;

-- "12 larch" of "12 Larch Walk"; two words where the first is as short as "the". A street alone tells nothing.
create function amity.houses_in(address text, capitals boolean) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct lower(h[1] || ' ' || h[2] || case when length(h[2]) < 4 and h[3] is not null then ' ' || h[3] else '' end)), '{}')
  from regexp_matches(case when capitals then address else lower(address) end,
    '(?:^|[^[:alnum:]])([0-9]+[[:alnum:]_]?)[[:space:],]+(' || case when capitals then '[[:upper:]]' else '[[:alpha:]]' end || '[[:alpha:]''’.-]*)(?:[[:space:],]+([[:alpha:]][[:alpha:]''’-]*))?', 'g') h
$$;

create function amity.gives_house(said text, house text) returns boolean language sql immutable parallel safe as $$
  select lower(said) ~ ('(^|[^[:alnum:]])' || replace(amity.as_pattern(house), ' ', '[[:space:],]+') || '($|[^[:alpha:]''’.-])')
$$;

-- The names that stand in a description: "danny" of "Danny from 12 Larch Walk".
create function amity.names_in(described text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(lower(n[1])), '{}') from regexp_matches(regexp_replace(described, '\m[0-9]+[[:alnum:]_]?([[:space:]]+[[:upper:]][[:alpha:]''’]*)+', ' ', 'g'), '([[:upper:]][[:alpha:]''’-]{2,})', 'g') n
  where not lower(n[1]) = any (array['the', 'two', 'three', 'man', 'men', 'woman', 'women', 'boy', 'boys', 'girl', 'girls', 'group', 'young', 'youths', 'unknown', 'not', 'someone', 'somebody', 'people', 'person',
    'tenant', 'tenants', 'neighbour', 'neighbours', 'flat', 'house', 'upstairs', 'downstairs', 'top', 'bottom', 'next', 'male', 'female', 'teenager', 'teenagers', 'child', 'children', 'mother', 'father', 'son', 'daughter', 'family', 'known', 'dog', 'owner', 'visitor', 'visitors'])
$$;

create or replace function amity.names_responsible(p_case uuid, p_text text) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  with who as (
    select cp.person_id, cp.described_as, p.given_name, p.family_name, p.known_as, p.address
    from case_parties cp left join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id
    where cp.partnership_id = amity.partnership() and cp.case_id = p_case and cp.role = 'alleged perpetrator'
  ), others as (
    select p.given_name, p.family_name, p.known_as, p.address
    from case_parties o join people p on p.partnership_id = o.partnership_id and p.id = o.person_id
    where o.partnership_id = amity.partnership() and o.case_id = p_case and o.person_id not in (select person_id from who where person_id is not null)
  ), names as (
    -- A name borne by somebody else on the case, who is not said to be responsible, tells nothing.
    select amity.as_pattern(lower(said.name)) as name from who cross join lateral unnest(array[who.family_name, who.known_as]) said(name)
    where length(trim(said.name)) >= 3 and not exists (select from others where lower(trim(said.name)) in (lower(trim(others.family_name)), lower(trim(others.known_as))))
    union select amity.as_pattern(name) from who cross join lateral unnest(amity.names_in(who.described_as)) said(name)
  ), called as (
    select trim(given_name) as name from who where length(trim(given_name)) >= 3 and not exists (select from others where lower(trim(others.given_name)) = lower(trim(who.given_name)))
  ), houses as (
    select unnest(amity.houses_in(coalesce(address, ''), false) || amity.houses_in(coalesce(described_as, ''), true)) as house from who
    except select unnest(amity.houses_in(coalesce(address, ''), false)) from others
  ), described as (
    select lower(trim(described_as)) as whole from who
    where length(trim(described_as)) >= 3 and not lower(trim(described_as)) = any (array['not known', 'not known yet', 'unknown', 'nobody known', 'not sure', 'do not know', 'don''t know'])
  )
  select (exists (select from names where lower(p_text) ~ ('\m' || name || '\M'))
      or exists (select from called where p_text ~ ('\m(' || amity.as_pattern(name) || '|' || amity.as_pattern(upper(name)) || ')\M'))
      or exists (select from houses where amity.gives_house(p_text, house))
      or exists (select from described where position(whole in lower(p_text)) > 0))
    and coalesce(amity.actor() = 'system' or p_case = amity.own_case()
      or exists (select from cases c where c.partnership_id = amity.partnership() and c.id = p_case and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()), false)
$$;
alter function amity.names_responsible owner to amity_gate;
revoke all on function amity.names_responsible from public;
grant execute on function amity.names_responsible to amity_web;
