-- Searches that cost what they find, not what there is: the words of a case or person stand in one index beside who may see it, so that a
-- common word among a million cases is looked for among one's own alone. Who may see a hit is still asked of each (case_access, visible_to).

-- Every word of a text, in small letters, as the index and whoever searches split it alike. An index takes no word of any length.
create function amity.words_in(p_text text) returns text[] language sql immutable parallel safe
  begin atomic
    select coalesce(array_agg(left(w, 60)), '{}') from unnest(string_to_array(regexp_replace(lower(p_text), '[^[:alnum:]]+', ' ', 'g'), ' ')) w where w <> '';
  end;
-- Who may see it, as words of the index that no text can hold.
create function amity.seers_in(p_partnership int, p_seers int[]) returns text[] language sql immutable parallel safe
  return string_to_array('=' || p_partnership || ':' || array_to_string(p_seers, ' =' || p_partnership || ':'), ' ');
-- A name, and the name with any one letter left out: two names one slip apart have one of these in common.
create function amity.slips_of(p_name text) returns text[] language sql immutable parallel safe
  begin atomic
    -- The last of them is the name itself.
    select coalesce(array_agg('~' || left(w, n - 1) || substr(w, n + 1)), '{}') from unnest(amity.words_in(p_name)) w cross join lateral generate_series(case when length(w) > 3 then 1 else length(w) + 1 end, length(w) + 1) n;
  end;
create function amity.case_tokens(p_partnership int, p_seers int[], p_words text) returns tsvector language sql immutable parallel safe
  return array_to_tsvector(amity.words_in(p_words) || amity.seers_in(p_partnership, p_seers));
create function amity.person_tokens(p_partnership int, p_seers int[], p_names text, p_address text, p_phone text, p_postcode text, p_born date) returns tsvector language sql immutable parallel safe
  return array_to_tsvector(amity.words_in(p_names || ' ' || p_address) || amity.slips_of(p_names) || amity.seers_in(p_partnership, p_seers)
    -- The last digits first: whoever knows the end of a number finds it.
    || case when amity.last_digits(p_phone) is null then '{}' else array['#' || reverse(amity.last_digits(p_phone))] end
    || case when p_postcode is null or p_postcode = '' then '{}' else array['@' || p_postcode] end || case when p_born is null then '{}' else array['^' || (p_born - date '1800-01-01')] end);

-- Who may see the case, beside its words.
alter table case_words add column seers int[] not null default '{}';
create function amity.words_have_seers() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  select visible_to into new.seers from cases where partnership_id = new.partnership_id and id = new.case_id;
  new.seers := coalesce(new.seers, '{}');
  return new;
end $$;
create trigger have_seers before insert or update on case_words for each row execute function amity.words_have_seers();
create function amity.seers_follow() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update case_words set seers = new.visible_to where partnership_id = new.partnership_id and case_id = new.id;
  return null;
end $$;
create trigger seers_follow after update on cases for each row when (new.visible_to is distinct from old.visible_to) execute function amity.seers_follow();
alter function amity.words_have_seers owner to amity_gate;
alter function amity.seers_follow owner to amity_gate;
revoke all on function amity.words_have_seers, amity.seers_follow from public;
set local role amity_gate;
update case_words set words = words;
reset role;
create index case_words_own on case_words using gin (amity.case_tokens(partnership_id, seers, words));
create index people_own on people using gin (amity.person_tokens(partnership_id, visible_to, given_name || ' ' || family_name || ' ' || coalesce(known_as, ''), coalesce(address, ''), phone, postcode, born_on));

-- What is typed as a question to those indexes: each word as a beginning, among what one of my principals may see. Only letters and
-- digits stand in it, so there is nothing to escape.
create function amity.asked_of_own(p_words text[], p_partnership int, p_principals int[]) returns tsquery language sql immutable parallel safe as $$
  select (string_agg('''' || w || ''':*', ' & ') || ' & (' || (select string_agg('''=' || p_partnership || ':' || p || '''', ' | ') from unnest(p_principals) p) || ')')::tsquery
    from unnest(amity.words_in(array_to_string(p_words, ' '))) w
$$;

-- As 0090, but words are found as beginnings of words first, among one's own cases; then anywhere inside words, and then as they sound.
create or replace function amity.find_cases(p_words text[], p_most int) returns table (case_id uuid, likeness real)
language plpgsql stable security definer rows 100 set search_path = public, amity, pg_temp as $$
declare
  -- Where so many of one's own are hits, the newest of one's own hold enough: they are looked at in order until the page is full.
  common constant int := 4000;
  longest text := (select w from unnest(p_words) w order by length(w) desc limit 1); pattern text;
  asked tsquery; here int := amity.partnership(); mine int[] := amity.principals(); hits uuid[];
begin
  if amity.actor() is distinct from 'officer' or longest is null then return; end if;
  asked := amity.asked_of_own(p_words, here, mine);
  if asked is not null then
    hits := array(select w.case_id from case_words w where amity.case_tokens(w.partnership_id, w.seers, w.words) @@ asked limit common + 1);
    if cardinality(hits) > common then
      return query
        select m.case_id, 1::real from (
          select distinct x.case_id, x.opened_at from unnest(mine) p(principal) cross join lateral (
            select a.case_id, a.opened_at from case_access a
              where a.partnership_id = here and a.principal = p.principal and not a.hidden_from && mine
                and exists (select from case_words w where w.partnership_id = here and w.case_id = a.case_id and not exists (select from unnest(p_words) t where position(t in w.words) = 0))
              order by a.opened_at desc, a.case_id desc limit least(p_most, 2000)) x) m
        order by m.opened_at desc, m.case_id limit least(p_most, 2000);
      return;
    end if;
    return query
      select m.case_id, 1::real from (
        select distinct a.case_id, a.opened_at from unnest(hits) h(case_id) join case_access a on a.partnership_id = here and a.case_id = h.case_id
        where a.principal = any (mine) and not a.hidden_from && mine) m
      order by m.opened_at desc, m.case_id limit least(p_most, 2000);
    if found then return; end if;
  end if;
  pattern := '%' || replace(replace(replace(longest, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  return query
    with hits as materialized (
      select w.case_id from case_words w where w.partnership_id = here and w.words like pattern and not exists (select from unnest(p_words) x where position(x in w.words) = 0)
    )
    select m.case_id, 1::real from (
      select distinct a.case_id, a.opened_at from hits h join case_access a on a.partnership_id = here and a.case_id = h.case_id
      where a.principal = any (mine) and not a.hidden_from && mine) m
    order by m.opened_at desc, m.case_id limit least(p_most, 2000);
  if found then return; end if;
  return query
    with hits as materialized (
      select w.case_id, (select min(word_similarity(x, w.words)) from unnest(p_words) x) as nearness from case_words w where w.partnership_id = here and w.words %> longest
    )
    select m.case_id, m.nearness from (
      select distinct a.case_id, a.opened_at, h.nearness from hits h join case_access a on a.partnership_id = here and a.case_id = h.case_id
      where h.nearness >= 0.6 and a.principal = any (mine) and not a.hidden_from && mine) m
    order by m.nearness desc, m.opened_at desc, m.case_id limit least(p_most, 2000);
end $$;

-- People of whom everything typed is true; where there are none, people whose names are one slip from the words typed. What is kept
-- confidential stands in another table and is not found here.
create function amity.find_people(p_words text[], p_digits text, p_postcode text, p_born date, p_most int) returns table (person_id uuid)
language plpgsql stable security definer rows 20 set search_path = public, amity, pg_temp as $$
declare
  here int := amity.partnership(); mine int[] := amity.principals(); typed text[] := amity.words_in(array_to_string(p_words, ' ')); others text; near text; asked text;
begin
  -- Signs alone are no words: nothing is asked, so nobody is found.
  if amity.actor() is distinct from 'officer' or (cardinality(typed) = 0 and p_digits is null and p_postcode is null and p_born is null) then return; end if;
  others := '(' || (select string_agg('''=' || here || ':' || p || '''', ' | ') from unnest(mine) p) || ')'
    || case when coalesce(p_digits, '') ~ '^[0-9]+$' then ' & ''#' || reverse(p_digits) || ''':*' else '' end
    || case when p_postcode is null then '' else ' & ''@' || replace(replace(p_postcode, '\', ''), '''', '') || '''' end
    || case when p_born is null then '' else ' & ''^' || (p_born - date '1800-01-01') || '''' end;
  asked := concat_ws(' & ', others, (select string_agg('''' || w || ''':*', ' & ') from unnest(typed) w));
  return query select p.id from people p where amity.person_tokens(p.partnership_id, p.visible_to, p.given_name || ' ' || p.family_name || ' ' || coalesce(p.known_as, ''), coalesce(p.address, ''), p.phone, p.postcode, p.born_on) @@ asked::tsquery
      and p.partnership_id = here and p.visible_to && mine and not p.hidden_from && mine limit p_most;
  if found or cardinality(typed) = 0 then return; end if;
  near := (select string_agg('(''' || w || ''':*' || (select string_agg(' | ''' || s || '''', '') from unnest(amity.slips_of(w)) s) || ')', ' & ') from unnest(typed) w);
  return query select p.id from people p where amity.person_tokens(p.partnership_id, p.visible_to, p.given_name || ' ' || p.family_name || ' ' || coalesce(p.known_as, ''), coalesce(p.address, ''), p.phone, p.postcode, p.born_on) @@ concat_ws(' & ', others, near)::tsquery
      and p.partnership_id = here and p.visible_to && mine and not p.hidden_from && mine limit p_most;
end $$;
alter function amity.find_people owner to amity_gate;
revoke all on function amity.find_people from public;
grant execute on function amity.find_people to amity_web;
