-- A manager who was taken out of a circle by name (they know the people, say) is not let in again when the lead or a post changes.
create or replace function amity.let_managers_in(p_partnership int, p_circle uuid, p_agency uuid) returns void
language sql security definer set search_path = public, amity, pg_temp as $$
  select amity.let_in(p_partnership, p_circle, officer_id, 'manager') from (
    select distinct x.officer_id from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
    where x.partnership_id = p_partnership and x.agency_id = p_agency and 'see restricted' = any (r.acts) and (x.ended_on is null or x.ended_on >= amity.now()::date)
      and not exists (select from circle_members m where m.partnership_id = p_partnership and m.circle_id = p_circle and m.officer_id = x.officer_id
        and m.ended_at is not null and m.ended_because is distinct from 'no longer in this post')) m
$$;
alter function amity.let_managers_in owner to amity_gate;
