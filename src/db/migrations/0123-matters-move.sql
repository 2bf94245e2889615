-- A matter's states cannot be jumped: the database lets through the ordinary moves and, once each, what somebody else authorised.
create function amity.matter_moves() returns text[] language sql immutable parallel safe return array[
  'preparing > authorised', 'preparing > ended', 'authorised > applied', 'authorised > in force', 'authorised > ended', 'applied > in force', 'applied > ended', 'in force > ended'];

create function amity.matter_moves_in_order() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare authorised uuid;
begin
  -- The wall's own upkeep.
  if amity.actor() in ('system', 'owner') or amity.actor() is null or pg_trigger_depth() > 1 then return new; end if;
  new.version := old.version + 1;
  if old.state = 'ended' then raise exception 'A matter that has ended is begun anew, not opened again' using errcode = 'insufficient_privilege'; end if;
  if new.state = old.state then return new; end if;
  if old.state || ' > ' || new.state = any (amity.matter_moves()) then return new; end if;
  if exists (select from matter_overrides where partnership_id = new.partnership_id and matter_id = new.id and from_state = old.state and to_state = new.state and answer = 'authorised' and answered_by <> asked_by) then return new; end if;
  raise exception 'A matter''s states are not jumped without authority' using errcode = 'insufficient_privilege';
end $$;
alter function amity.matter_moves_in_order owner to amity_gate;
create trigger moves_in_order before update on matters for each row execute function amity.matter_moves_in_order();

-- An override is answered once, in one's own name, by somebody with the act who did not ask; and it marks the matter for ever.
create function amity.override_is_answered() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() in ('system', 'owner') or amity.actor() is null or pg_trigger_depth() > 1 then return new; end if;
  if old.answered_at is not null or new.answered_by is distinct from amity.officer() or new.asked_by = amity.officer() or not amity.has_act('authorise legal steps') then
    raise exception 'An override is answered once, by somebody else who may authorise legal steps' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
alter function amity.override_is_answered owner to amity_gate;
create trigger is_answered before update on matter_overrides for each row execute function amity.override_is_answered();
create function amity.override_is_asked() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() = 'officer' and (new.answered_at is not null or new.answered_by is not null or new.answer is not null) then
    raise exception 'An override is asked first, and answered by somebody else' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
alter function amity.override_is_asked owner to amity_gate;
create trigger is_asked before insert on matter_overrides for each row execute function amity.override_is_asked();
create function amity.override_marks() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update matters set overridden = true where partnership_id = new.partnership_id and id = new.matter_id and not overridden;
  return null;
end $$;
alter function amity.override_marks owner to amity_gate;
create trigger marks after update of answer on matter_overrides for each row when (new.answer = 'authorised') execute function amity.override_marks();

-- A gate or a matter is begun unsigned and at its beginning.
create function amity.gate_is_written() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() = 'officer' and new.signed_at is not null then raise exception 'An assessment is signed by somebody else' using errcode = 'insufficient_privilege'; end if;
  return new;
end $$;
alter function amity.gate_is_written owner to amity_gate;
create trigger is_written before insert on gate_assessments for each row execute function amity.gate_is_written();
create function amity.matter_begins() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() = 'officer' and (new.state <> 'preparing' or new.overridden or new.ended_at is not null or new.authorised_at is not null) then
    raise exception 'A matter begins at its beginning' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
alter function amity.matter_begins owner to amity_gate;
create trigger begins before insert on matters for each row execute function amity.matter_begins();

-- When an agency leaves, what it did with its tools goes with its cases: before the case is emptied, and with a line that says so.
create function amity.matters_leave() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare l agency_leavings; child text; ours text := 'exists (select from cases c where c.partnership_id = t.partnership_id and c.id = t.case_id and c.lead_agency_id = $4)';
begin
  select * into l from agency_leavings where partnership_id = new.partnership_id and id = nullif(current_setting('amity.removing', true), '')::uuid and state = 'confirmed';
  if l.id is null or amity.actor() is distinct from 'system' then return new; end if;
  foreach child in array array['matter_elements', 'matter_steps', 'matter_terms', 'matter_services', 'matter_events', 'matter_breaches', 'matter_clocks', 'matter_overrides', 'matter_costs', 'matters', 'gate_assessments', 'tool_events', 'tool_facts'] loop
    perform amity.bury(child, ours, l);
  end loop;
  return new;
end $$;
alter function amity.matters_leave owner to amity_gate;
create trigger matters_leave before update of close_reason on cases for each row when (new.close_reason = 'the agency left') execute function amity.matters_leave();
