-- A way in from the console, when nobody can sign in any other way: a password link, and the officer's ties to an agency's
-- own sign-in undone, because with them a password leads nowhere. They are tied again when they next come that way.
create function amity.make_way_in(p_partnership int, p_email text, p_hash text, p_now timestamptz, p_until timestamptz, p_reset boolean) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare o officers; untied int;
begin
  select * into o from officers where partnership_id = p_partnership and lower(email) = lower(p_email) and left_at is null;
  if o.id is null then return null; end if;
  delete from officer_identities where partnership_id = p_partnership and officer_id = o.id;
  get diagnostics untied = row_count;
  if p_reset then
    update authenticator_apps set ended_at = p_now where partnership_id = p_partnership and officer_id = o.id and ended_at is null;
    update passkeys set ended_at = p_now where partnership_id = p_partnership and officer_id = o.id and ended_at is null;
    update recovery_codes set ended_at = p_now where partnership_id = p_partnership and officer_id = o.id and used_at is null and ended_at is null;
  end if;
  insert into one_time_links (partnership_id, token_hash, purpose, officer_id, expires_at) values (p_partnership, p_hash, 'choose password', o.id, p_until);
  insert into audit_events (partnership_id, actor, action, subject_kind, subject_id, purpose, salt, digest, row_hash)
    values (p_partnership, 'console', 'way in made at the console' || case when p_reset then ', second factor taken away' else '' end, 'officer', o.id::text, 'somebody could not sign in', '', '', '');
  return jsonb_build_object('officerId', o.id, 'name', o.name, 'untied', untied > 0);
end $$;
alter function amity.make_way_in owner to amity_gate;
revoke all on function amity.make_way_in from public;
