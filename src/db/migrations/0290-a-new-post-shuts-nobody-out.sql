-- As 0066, but only a post that ends or changes lets a manager out of a circle. The manager of an agency that passed a restricted case on, who
-- stays in its circle, was let out when they were given an ordinary post at the new lead agency (found by the model after 9,557 histories).
create or replace function amity.circles_follow_posts() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record; is_manager boolean;
begin
  if amity.circles_stay() then return null; end if;
  is_manager := amity.is_manager_at(new.partnership_id, new.officer_id, new.agency_id);
  if not is_manager and tg_op = 'INSERT' then return null; end if;
  for c in select distinct k.circle_id from cases k join circles q on q.partnership_id = k.partnership_id and q.id = k.circle_id and q.for_flag is not null
      where k.partnership_id = new.partnership_id and k.lead_agency_id = new.agency_id loop
    if not is_manager then
      update circle_members set ended_at = amity.now(), ended_because = 'no longer in this post' where partnership_id = new.partnership_id and circle_id = c.circle_id
        and officer_id = new.officer_id and because = 'manager' and ended_at is null;
    elsif not exists (select from circle_members m where m.partnership_id = new.partnership_id and m.circle_id = c.circle_id and m.officer_id = new.officer_id
        and m.ended_at is not null and m.ended_because is distinct from 'no longer in this post') then
      perform amity.let_in(new.partnership_id, c.circle_id, new.officer_id, 'manager');
    end if;
  end loop;
  return null;
end $$;
