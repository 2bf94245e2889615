-- A move to a role without casework hands over open work, as leaving does; and who lacks the training an act asks for, for lists to choose from.
create function amity.hand_over_work(p_officer uuid, p_agency uuid, p_to uuid, p_why text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() is distinct from 'officer' or p_officer = amity.officer() or p_to = p_officer or not (amity.runs() or (amity.may('run the agency') and p_agency = amity.agency()))
    or not exists (select from posts x join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id and o.left_at is null
      where x.partnership_id = amity.partnership() and x.officer_id = p_to and x.agency_id = p_agency and x.ended_on is null) then return false; end if;
  perform set_config('amity.actor', 'system', true);
  perform amity.hand_over_cases(amity.partnership(), p_officer, p_agency, p_to, p_why);
  perform amity.hand_over_the_rest(amity.partnership(), p_officer, p_agency, p_to);
  perform set_config('amity.actor', 'officer', true);
  return true;
end $$;
alter function amity.hand_over_work owner to amity_gate;
revoke all on function amity.hand_over_work from public;
grant execute on function amity.hand_over_work to amity_web;

create function amity.untrained(p_agency uuid, p_act text) returns table (officer_id uuid, training text, ran_out_on date)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select x.officer_id, l.training, l.ran_out_on from (select distinct officer_id from posts where partnership_id = amity.partnership() and agency_id = p_agency and ended_on is null) x
    cross join lateral amity.lapsed_acts(amity.partnership(), x.officer_id, amity.now()) l
  where l.act = p_act and amity.actor() in ('officer', 'system')
$$;
alter function amity.untrained owner to amity_gate;
revoke all on function amity.untrained from public;
grant execute on function amity.untrained to amity_web;
