-- E-mails that tell officers of their diary say how many things wait, restricted ones among them: such a message is its officer's and the
-- service's, and not their whole agency's to read (found by test/walls/inference.test.ts after the morning's chore).
create function amity.news_is_their_own() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  new.visible_to := array[1] || coalesce((select array_agg(o.principal order by o.principal) from officers o where o.partnership_id = new.partnership_id and lower(o.email) = lower(new.address)), '{}');
  return new;
end $$;
alter function amity.news_is_their_own owner to amity_gate;
-- After "visible" by its name.
create trigger visible_officer_news before insert on outgoing_messages for each row when (new.purpose = 'officer news') execute function amity.news_is_their_own();

-- Nobody lists circles by their numbers, not even their own: an officer in conflict is still named in one.
drop policy seen on principals;
create policy seen on principals for select to amity_web using (partnership_id = amity.partnership() and amity.inside() and kind <> 'circle');

set local role amity_gate;
update outgoing_messages m set visible_to = array[1] || coalesce((select array_agg(o.principal order by o.principal) from officers o where o.partnership_id = m.partnership_id and lower(o.email) = lower(m.address)), '{}') where purpose = 'officer news';
reset role;
