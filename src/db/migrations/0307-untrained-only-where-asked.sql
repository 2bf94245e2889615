-- Whoever lacks the training an act asks for is left out of every box that offers officers. Where nobody asks training for that act, as in most
-- partnerships, nobody's is looked at: 4.6 of PostgreSQL's 25 ms for a new case in an agency of 54 officers went on looking at all of them in vain.
-- Planned once, as 0270 did with what it calls.
create or replace function amity.untrained(p_agency uuid, p_act text) returns table (officer_id uuid, training text, ran_out_on date)
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
#variable_conflict use_column
begin
  if (amity.actor() in ('officer', 'system')) is not true
    or not exists (select from training_gates g where g.partnership_id = amity.partnership() and g.act = p_act and g.ended_at is null) then
    return;
  end if;
  return query select x.officer_id, l.training, l.ran_out_on from (select distinct officer_id from posts where partnership_id = amity.partnership() and agency_id = p_agency and ended_on is null) x
    cross join lateral amity.lapsed_acts(amity.partnership(), x.officer_id, amity.now()) l
    where l.act = p_act;
end $$;
