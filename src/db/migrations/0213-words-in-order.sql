-- Which of these cases hold every word: for a search that goes down a list in its order instead of finding all hits first. A word that stands
-- in every tenth case is soon found so, however many cases there are; amity.find_cases read all hits of the whole partnership for it. Only of
-- cases whoever asks may see.
create function amity.cases_with(p_cases uuid[], p_words text[]) returns table (case_id uuid)
language plpgsql stable security definer rows 20 set search_path = public, amity, pg_temp as $$
declare mine int[] := amity.principals(); here int := amity.partnership();
begin
  if amity.actor() is distinct from 'officer' or mine is null then return; end if;
  return query select w.case_id from unnest(p_cases) c(id) join case_words w on w.partnership_id = here and w.case_id = c.id
    where not exists (select from unnest(p_words) x where position(x in w.words) = 0)
      and exists (select from case_access a where a.partnership_id = here and a.case_id = w.case_id and a.principal = any (mine) and (a.hidden_from = '{}' or not a.hidden_from && mine));
end $$;
alter function amity.cases_with owner to amity_gate;
revoke all on function amity.cases_with from public;
grant execute on function amity.cases_with to amity_web;
