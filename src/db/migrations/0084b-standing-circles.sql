-- 0084 let names of circles repeat, and until 0092 the function that keeps an agency's standing circle still leant on their being unique: a
-- database with officers in it stopped at 0085b, which changes roles. So the function stands here already as 0092 makes it.
create or replace function amity.keep_restricted_circle(p_partnership int, p_agency uuid) returns int
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare made circles; readers uuid[] := array(select officer_id from amity.restricted_readers(p_partnership, p_agency));
begin
  perform pg_advisory_xact_lock(hashtextextended('restricted reports ' || p_partnership || ' ' || p_agency, 0));
  select * into made from circles where partnership_id = p_partnership and for_flag = 'restricted reports' and name = 'Restricted reports, ' || p_agency;
  if made.id is null then
    insert into circles (partnership_id, name, for_flag) values (p_partnership, 'Restricted reports, ' || p_agency, 'restricted reports') returning * into made;
  end if;
  insert into circle_members (partnership_id, circle_id, officer_id, because, added_at)
    select p_partnership, made.id, reader, 'manager', amity.now() from unnest(readers) reader
      where not exists (select from circle_members m where m.partnership_id = p_partnership and m.circle_id = made.id and m.officer_id = reader and m.ended_at is null);
  update circle_members m set ended_at = amity.now(), ended_because = 'no longer in this post'
    where m.partnership_id = p_partnership and m.circle_id = made.id and m.ended_at is null and not m.officer_id = any (readers);
  return made.principal;
end $$;
