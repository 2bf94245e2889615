-- Searches that cost what they find, not what there is: the words of a case or person stand in one index beside who may see it, so that a
-- common word among a million cases is looked for among one's own alone. A word with one slip is looked for as every word one slip from it:
-- some hundreds of places in that index, whatever it holds. Who may see a hit is still asked of each (case_access, visible_to).

-- Every word of a text, in small letters, as the index and whoever searches split it alike. An index takes no word of any length. Costly as it
-- is: no plan shall work it out for every row of a table.
create function amity.words_in(p_text text) returns text[] language sql immutable parallel safe cost 10000
  begin atomic
    select coalesce(array_agg(left(w, 60)), '{}') from unnest(string_to_array(regexp_replace(lower(p_text), '[^[:alnum:]]+', ' ', 'g'), ' ')) w where w <> '';
  end;
-- Who may see it, as words of the index that no text can hold.
create function amity.seers_in(p_partnership int, p_seers int[]) returns text[] language sql immutable parallel safe
  return string_to_array('=' || p_partnership || ':' || array_to_string(p_seers, ' =' || p_partnership || ':'), ' ');
create function amity.case_tokens(p_partnership int, p_seers int[], p_words text) returns tsvector language sql immutable parallel safe
  return array_to_tsvector(amity.words_in(p_words) || amity.seers_in(p_partnership, p_seers));
create function amity.person_tokens(p_partnership int, p_seers int[], p_names text, p_address text, p_phone text, p_postcode text, p_born date) returns tsvector language sql immutable parallel safe
  return array_to_tsvector(amity.words_in(p_names || ' ' || p_address) || amity.seers_in(p_partnership, p_seers)
    -- The last digits first: whoever knows the end of a number finds it.
    || case when amity.last_digits(p_phone) is null then '{}' else array['#' || reverse(amity.last_digits(p_phone))] end
    || case when p_postcode is null or p_postcode = '' then '{}' else array['@' || p_postcode] end || case when p_born is null then '{}' else array['^' || (p_born - date '1800-01-01')] end);

-- Who may see the case, beside its words.
alter table case_words add column seers int[] not null default '{}';
-- First, so that it is not written anew with every row.
drop index case_words_trigrams;
set local role amity_gate;
update case_words w set seers = c.visible_to from cases c where c.partnership_id = w.partnership_id and c.id = w.case_id;
reset role;
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
create index case_words_own on case_words using gin (amity.case_tokens(partnership_id, seers, words));
create index people_own on people using gin (amity.person_tokens(partnership_id, visible_to, given_name || ' ' || family_name || ' ' || coalesce(known_as, ''), coalesce(address, ''), phone, postcode, born_on));

-- All words one slip from a word: a letter left out, one too many, another one, or two that changed places. Of short words there are too many
-- near ones, and a number is another number. The slip may lie in the word typed or in the one kept.
create function amity.near_words(p_word text) returns text[] language sql immutable parallel safe
  begin atomic
    with letters as (select chr(c) as letter from generate_series(97, 122) c), places as (select i from generate_series(0, length(p_word)) i)
    select coalesce(array_agg(distinct near), '{}') from (
      select left(p_word, i - 1) || substr(p_word, i + 1) as near from places where i > 0
      union all select left(p_word, i - 1) || substr(p_word, i + 1, 1) || substr(p_word, i, 1) || substr(p_word, i + 2) from places where i between 1 and length(p_word) - 1
      union all select left(p_word, i - 1) || letter || substr(p_word, i + 1) from places, letters where i > 0
      union all select left(p_word, i) || letter || substr(p_word, i + 1) from places, letters) n
    where length(p_word) between 4 and 24 and p_word !~ '[0-9]';
  end;
-- Which words to take with a slip, try after try: none; each by itself; and, of a name, all.
create function amity.slips_tried(p_typed text[]) returns jsonb language sql immutable parallel safe
  begin atomic
    select jsonb_build_array(jsonb_build_array()) || coalesce(jsonb_agg(jsonb_build_array(w)), '[]') || case when count(*) between 2 and 3 then jsonb_build_array(jsonb_agg(w)) else '[]' end
      from (select distinct w from unnest(p_typed) w where cardinality(amity.near_words(w)) > 0) longer;
  end;
-- What is typed as a question to those indexes: each word as a beginning, with those near it where a slip is taken, among what one of my
-- principals may see. Only letters and digits stand in it, so there is nothing to escape.
create function amity.asked_of_own(p_typed text[], p_slipped jsonb, p_partnership int, p_principals int[]) returns text language sql immutable parallel safe as $$
  select concat_ws(' & ', '(' || (select string_agg('''=' || p_partnership || ':' || p || '''', ' | ') from unnest(p_principals) p) || ')',
    (select string_agg('(''' || w || ''':*' || case when p_slipped ? w then (select string_agg(' | ''' || near || '''', '') from unnest(amity.near_words(w)) near) else '' end || ')', ' & ') from unnest(p_typed) w))
$$;

-- Cases in which every one of these words stands, as the beginning of a word; where there is none, as a word one slip from it. Of those
-- whoever asks may see, so many and in no order: who gets as many as they asked for goes down the list instead (amity.cases_with), where
-- there is soon a page of them, and so does who gets none, for what stands inside words alone.
drop function amity.find_cases(text[], int);
-- Workers beside it are of no use: where many ask at once, every core has somebody to work for.
create function amity.find_cases(p_words text[], p_most int) returns table (case_id uuid)
language plpgsql stable security definer rows 100 set search_path = public, amity, pg_temp set max_parallel_workers_per_gather = 0 as $$
declare
  here int := amity.partnership(); mine int[] := amity.principals(); typed text[] := amity.words_in(array_to_string(p_words, ' ')); slipped jsonb; asked tsquery;
begin
  if amity.actor() is distinct from 'officer' or cardinality(typed) = 0 or mine is null then return; end if;
  for slipped in select * from jsonb_array_elements(amity.slips_tried(typed)) loop
    asked := amity.asked_of_own(typed, slipped, here, mine)::tsquery;
    return query select w.case_id from case_words w
      where amity.case_tokens(w.partnership_id, w.seers, w.words) @@ asked and w.partnership_id = here
        and exists (select from case_access a where a.partnership_id = here and a.case_id = w.case_id and a.principal = any (mine) and not a.hidden_from && mine) limit least(p_most, 2001);
    if found then return; end if;
  end loop;
end $$;
alter function amity.find_cases owner to amity_gate;
revoke all on function amity.find_cases from public;
grant execute on function amity.find_cases to amity_web;

-- People of whom everything typed is true; where there is nobody, people whose names are one slip from the words typed. What is kept
-- confidential stands apart and is found by its keepers alone: by any of the words, or by its telephone or postcode.
drop function amity.people_with(text[], text, text, date, int);
drop index people_words;
drop index people_phone_digits;
drop index people_born;
drop function amity.words_of_person(text, text, text, text);
create function amity.find_people(p_words text[], p_digits text, p_postcode text, p_born date, p_most int) returns table (person_id uuid)
language plpgsql stable security definer rows 20 set search_path = public, amity, pg_temp set max_parallel_workers_per_gather = 0 as $$
declare
  here int := amity.partnership(); mine int[] := amity.principals(); typed text[] := amity.words_in(array_to_string(p_words, ' ')); others text; slipped jsonb; asked tsquery;
begin
  -- Signs alone are no words: nothing is asked, so nobody is found.
  if amity.actor() is distinct from 'officer' or mine is null or (cardinality(typed) = 0 and p_digits is null and p_postcode is null and p_born is null) then return; end if;
  others := case when coalesce(p_digits, '') ~ '^[0-9]+$' then ' & ''#' || reverse(p_digits) || ''':*' else '' end
    || case when p_postcode is null then '' else ' & ''@' || replace(replace(p_postcode, '\', ''), '''', '') || '''' end
    || case when p_born is null then '' else ' & ''^' || (p_born - date '1800-01-01') || '''' end;
  for slipped in select * from jsonb_array_elements(amity.slips_tried(typed)) loop
    asked := (amity.asked_of_own(typed, slipped, here, mine) || others)::tsquery;
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
        where slipped = '[]' and k.report_id is null and k.visible_to && mine and not k.hidden_from && mine and p.visible_to && mine and not p.hidden_from && mine
          and (p_born is null or p.born_on = p_born) and (p_postcode is null or k.postcode = p_postcode) and (p_digits is null or amity.last_digits(k.phone) like '%' || p_digits)
          and not exists (select from unnest(typed) w where not exists (select from unnest(amity.words_in(concat_ws(' ', p.given_name, p.family_name, p.known_as, p.address, k.address))) x where starts_with(x, w))) limit p_most);
    if found then return; end if;
  end loop;
end $$;
alter function amity.find_people owner to amity_gate;
revoke all on function amity.find_people from public;
grant execute on function amity.find_people to amity_web;
