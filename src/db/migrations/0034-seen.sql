-- What became of what a colleague passed on: neutral words by state, to whoever passed it on, and nothing of the case.
create function amity.my_sightings(p_before timestamptz, p_most int) returns table (reference text, received_at timestamptz, category_code text, place text, became text)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select r.reference, r.received_at, r.category_code, coalesce(r.place_described, ''),
    case r.state when 'waiting' then 'waiting' when 'transferred' then 'passed on' when 'advised and closed' then 'no case' when 'withdrawn' then 'no case' else 'worked on' end
  from reports r where r.partnership_id = amity.partnership() and amity.actor() = 'officer' and r.entered_by = amity.officer() and r.channel = 'staff' and r.received_at < p_before
  order by r.received_at desc, r.id desc limit least(p_most, 101)
$$;
alter function amity.my_sightings owner to amity_gate;
revoke all on function amity.my_sightings from public;
grant execute on function amity.my_sightings to amity_web;
create index reports_seen_by on reports (partnership_id, entered_by, received_at desc) where channel = 'staff';
