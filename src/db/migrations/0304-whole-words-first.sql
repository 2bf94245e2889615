-- A search looked for beginnings of words and for words inside others before it looked for the words themselves: for "ann" the newest cases
-- held "planned" and "cannot", and the index collected all words that begin so before it could say which cases hold both of two. Now the
-- words are looked for as they are typed, and longer ones where those fill no page, or where whoever searches asks for them
-- (docs/decisions/0304-whole-words-first.md).

-- As 0292, of the words as they are. All that are found, for whoever asks takes the first of them in the order of their list.
create function amity.find_whole(p_words text[]) returns table (case_id uuid)
language plpgsql stable security definer rows 100 set search_path = public, amity, pg_temp set max_parallel_workers_per_gather = 0 as $$
declare
  here int := amity.partnership(); mine int[] := amity.principals(); typed text[] := amity.words_in(array_to_string(p_words, ' ')); asked tsquery;
begin
  if amity.actor() is distinct from 'officer' or cardinality(typed) = 0 or mine is null then return; end if;
  -- Only letters and digits stand in a word, so there is nothing to escape.
  asked := concat_ws(' & ', '(' || (select string_agg('''=' || here || ':' || p || '''', ' | ') from unnest(mine) p) || ')', (select string_agg('''' || w || '''', ' & ') from unnest(typed) w))::tsquery;
  return query with hits as materialized (select w.case_id from case_words w where amity.case_tokens(w.partnership_id, w.seers, w.words) @@ asked and w.partnership_id = here)
    select h.case_id from hits h where (select true from case_access a where a.partnership_id = here and a.case_id = h.case_id and a.principal = any (mine) and not a.hidden_from && mine limit 1);
end $$;
alter function amity.find_whole owner to amity_gate;
revoke all on function amity.find_whole from public;
grant execute on function amity.find_whole to amity_web;

-- As 0301, and whether the words stand there whole.
drop function amity.cases_with(uuid[], text[]);
create function amity.cases_with(p_cases uuid[], p_words text[]) returns table (case_id uuid, whole boolean)
language plpgsql stable security definer rows 20 set search_path = public, amity, pg_temp as $$
declare mine int[] := amity.principals(); here int := amity.partnership(); typed text[] := amity.words_in(array_to_string(p_words, ' '));
begin
  if amity.actor() is distinct from 'officer' or mine is null then return; end if;
  return query with said as materialized (
      select w.case_id, w.words from unnest(p_cases) c(id) join case_words w on w.partnership_id = here and w.case_id = c.id
      where not exists (select from unnest(p_words) x where position(x in w.words) = 0))
    select s.case_id, not exists (select from unnest(typed) x where s.words !~ ('(^|[^[:alnum:]])' || x || '($|[^[:alnum:]])')) from said s
    where exists (select from case_access a where a.partnership_id = here and a.case_id = s.case_id and a.principal = any (mine) and (a.hidden_from = '{}' or not a.hidden_from && mine));
end $$;
alter function amity.cases_with owner to amity_gate;
revoke all on function amity.cases_with from public;
grant execute on function amity.cases_with to amity_web;

-- As 0302, its people in their order: in whichever order the plan of the moment brought them, a case's words were now and then written anew
-- though nothing in them had changed.
create or replace function amity.words_of(p_partnership int, p_case uuid) returns text language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return (select left(lower(concat_ws(' ', c.title, c.summary, l.address, l.postcode,
      (select string_agg(concat_ws(' ', p.given_name, p.family_name, p.known_as, p.address, p.postcode, cp.described_as), ' ' order by cp.id) from case_parties cp
        left join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id where cp.partnership_id = c.partnership_id and cp.case_id = c.id))), 20000)
    from cases c left join places l on l.partnership_id = c.partnership_id and l.id = c.place_id where c.partnership_id = p_partnership and c.id = p_case);
end $$;
