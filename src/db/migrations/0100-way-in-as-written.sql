-- Signing in as OWASP ASVS 5.0 asks it: proving again gives a new session number each time (V7.2.4), everybody has a second factor unless
-- an agency says otherwise (V6.3.3), and recovery codes that could be guessed from their digest are ended (V6.5.2).
create or replace function amity.prove_session(p_session uuid, p_second_factor boolean, p_new_hash text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare s sessions;
begin
  select * into s from sessions where partnership_id = amity.partnership() and id = p_session and officer_id = amity.officer() and ended_at is null for update;
  if s.id is null then return null; end if;
  update sessions set proven_at = amity.now(), token_hash = p_new_hash, assurance = case when p_second_factor then 'second factor' else s.assurance end
  where partnership_id = s.partnership_id and id = s.id;
  return true;
end $$;

-- Unset is yes. In a demonstration nobody is real, and amity.find_session counts everybody as proven.
create or replace function amity.needs_second_factor(p_partnership int, p_agency uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.agency_setting(p_partnership, p_agency, 'second factor') -> 'required' is distinct from 'false'::jsonb
$$;

-- Codes made until now had 59 bits: enough against guessing at the door, too few against a copy of the table. New ones have 118.
update recovery_codes set ended_at = now() where used_at is null and ended_at is null;
