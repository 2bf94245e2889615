-- Which circles an officer holds was found by asking of every circle of a class or an agency whether they are in it: eighty of them in a
-- partnership of forty agencies, at every page. Now a membership says whether its circle is one that is held (0298: that of a case is not,
-- its members stand on the case themselves), and those of one officer are found by one look at an index.
alter table circle_members add column holds boolean not null default false;
alter table circle_members disable trigger user;
set local role amity_gate;
update circle_members m set holds = true from circles q where q.partnership_id = m.partnership_id and q.id = m.circle_id and q.kind <> 'case';
reset role;
alter table circle_members enable trigger user;
create index circle_members_held on circle_members (partnership_id, officer_id, circle_id) where ended_at is null and holds;

-- What kind of circle it is never changes, and nobody says it of a membership.
create function amity.membership_holds() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  new.holds := coalesce((select q.kind <> 'case' from circles q where q.partnership_id = new.partnership_id and q.id = new.circle_id), false);
  return new;
end $$;
alter function amity.membership_holds owner to amity_gate;
create trigger holds before insert or update of circle_id, holds on circle_members for each row execute function amity.membership_holds();
create function amity.circle_stays_its_kind() returns trigger language plpgsql as $$
begin
  raise exception 'A circle stays of its kind' using errcode = 'check_violation';
end $$;
create trigger stays_its_kind before update on circles for each row when (old.kind <> new.kind) execute function amity.circle_stays_its_kind();

-- As in 0298 but for how they are found.
create or replace function amity.circle_principals(p_partnership int, p_officer uuid) returns setof int
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
begin
  return query select x.id from principals x where x.partnership_id = p_partnership and x.kind = 'member' and x.subject_id = p_officer
    union all select q.principal from circle_members m join circles q on q.partnership_id = m.partnership_id and q.id = m.circle_id
      where m.partnership_id = p_partnership and m.officer_id = p_officer and m.ended_at is null and m.holds and q.kind <> 'case' and q.ended_on is null;
end $$;
drop index circles_held;
