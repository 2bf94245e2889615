-- Founding a partnership: its first agency, roles, categories, settings and officer, all at once or not at all.
-- The lists come from rooms/partnership/defaults.ts; a council edits them afterwards.
create function amity.found(p jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare pid int; aid uuid; oid uuid;
begin
  insert into partnerships (name, hosts, language, is_demonstration)
    values (p ->> 'name', array(select jsonb_array_elements_text(coalesce(p -> 'hosts', '[]'))), coalesce(p ->> 'language', 'en'), coalesce((p ->> 'isDemonstration')::boolean, false))
    returning id into pid;
  insert into principals (partnership_id, id, kind) values (pid, 1, 'service');
  insert into agencies (partnership_id, name, short_name, kind, phone, email, address, brand_colour)
    select pid, a ->> 'name', a ->> 'shortName', a ->> 'kind', a ->> 'phone', a ->> 'email', a ->> 'address', a ->> 'brandColour' from (select p -> 'agency' as a) x
    returning id into aid;
  update partnerships set triage_agency_id = aid where id = pid;
  insert into roles (partnership_id, name, acts)
    select pid, r ->> 'name', array(select jsonb_array_elements_text(r -> 'acts')) from jsonb_array_elements(p -> 'roles') r;
  insert into categories (partnership_id, code, name, resident_name, resident_hint, strand, severity, sensitive, advice, signpost_code, position)
    select pid, c ->> 'code', c ->> 'name', c ->> 'residentName', c ->> 'residentHint', c ->> 'strand', c ->> 'severity', coalesce((c ->> 'sensitive')::boolean, false), c ->> 'advice', c ->> 'signpostCode', n
    from jsonb_array_elements(p -> 'categories') with ordinality x(c, n);
  insert into signposts (partnership_id, code, name, phone, url, says, position)
    select pid, s ->> 'code', s ->> 'name', s ->> 'phone', s ->> 'url', s ->> 'says', n from jsonb_array_elements(p -> 'signposts') with ordinality x(s, n);
  insert into settings (partnership_id, key, value, source)
    select pid, s ->> 'key', s -> 'value', s ->> 'source' from jsonb_array_elements(p -> 'settings') s;
  insert into officers (partnership_id, name, email, job_title, password_hash)
    select pid, o ->> 'name', o ->> 'email', o ->> 'jobTitle', o ->> 'passwordHash' from (select p -> 'officer' as o) x
    returning id into oid;
  insert into posts (partnership_id, officer_id, agency_id, role_id)
    select pid, oid, aid, r.id from roles r where r.partnership_id = pid and r.name = p -> 'officer' ->> 'role';
  return jsonb_build_object('partnershipId', pid, 'agencyId', aid, 'officerId', oid);
end $$;
alter function amity.found owner to amity_gate;
revoke all on function amity.found from public;

-- The same for whoever holds the one-time link that the service printed when it first started.
create function amity.set_up(p_token_hash text, p_now timestamptz, p jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare used uuid;
begin
  update one_time_links set used_at = p_now
    where partnership_id = 0 and token_hash = p_token_hash and purpose = 'set up' and used_at is null and expires_at > p_now returning id into used;
  if used is null or exists (select from partnerships) then return null; end if;
  return amity.found(p);
end $$;
alter function amity.set_up owner to amity_gate;
revoke all on function amity.set_up from public;
grant execute on function amity.set_up to amity_web;
