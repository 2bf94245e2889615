-- A system that gets a new key stays the same system: what it sent under an earlier key of the same name and agency stays its own.
create or replace function amity.find_api_key(p_partnership int, p_hash text, p_now timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare k api_keys; first_id uuid;
begin
  select * into k from api_keys where partnership_id = p_partnership and key_hash = p_hash and ended_at is null;
  if k.id is null then return null; end if;
  if k.used_at is null or k.used_at < p_now - interval '5 minutes' then
    update api_keys set used_at = p_now where partnership_id = k.partnership_id and id = k.id;
  end if;
  select id into first_id from api_keys where partnership_id = k.partnership_id and agency_id = k.agency_id and lower(name) = lower(k.name) order by made_at, id limit 1;
  return jsonb_build_object('keyId', first_id, 'agencyId', k.agency_id);
end $$;
