-- Who may ask is settled first, so that an answer to anybody else is always the same one.
create or replace function amity.names_responsible(p_case uuid, p_text text) returns boolean
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  if not coalesce(amity.actor() = 'system' or p_case = amity.own_case()
      or exists (select from cases c where c.partnership_id = amity.partnership() and c.id = p_case and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()), false) then
    return false;
  end if;
  return exists (
    select from case_parties cp join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id
      cross join lateral unnest(array[p.family_name, p.known_as]) said(name)
    where cp.partnership_id = amity.partnership() and cp.case_id = p_case and cp.role = 'alleged perpetrator' and length(trim(said.name)) >= 3
      and lower(p_text) ~ ('\m' || regexp_replace(lower(trim(said.name)), '([^[:alnum:][:space:]])', '\\\1', 'g') || '\M')
      and not exists (select from case_parties o join people q on q.partnership_id = o.partnership_id and q.id = o.person_id
        where o.partnership_id = cp.partnership_id and o.case_id = cp.case_id and lower(said.name) in (lower(q.family_name), lower(q.known_as))
          and not exists (select from case_parties r where r.partnership_id = o.partnership_id and r.case_id = o.case_id and r.person_id = q.id and r.role = 'alleged perpetrator')));
end $$;
