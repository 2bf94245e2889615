-- Visitors who are not officers: the person harmed on their own page, and other systems that hold an API key.
create table own_page_sessions (
  partnership_id int not null, id uuid not null default amity.new_id(),
  token_hash text not null unique, case_id uuid not null, person_id uuid not null,
  started_at timestamptz not null, expires_at timestamptz not null, ended_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, person_id) references people (partnership_id, id)
);
select amity.protect('own_page_sessions', false);

-- Whose own page is this? Null when ended, too old, or when the person is no longer a reporting or harmed party.
create function amity.find_own_page(p_partnership int, p_hash text, p_now timestamptz) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('caseId', s.case_id, 'personId', s.person_id) from own_page_sessions s
  where s.partnership_id = p_partnership and s.token_hash = p_hash and s.ended_at is null and s.expires_at > p_now
    and exists (select from case_parties cp where cp.partnership_id = s.partnership_id and cp.case_id = s.case_id and cp.person_id = s.person_id
                and cp.left_at is null and cp.role in ('reporting', 'harmed', 'advocate', 'parent or guardian'))
$$;
alter function amity.find_own_page owner to amity_gate;
revoke all on function amity.find_own_page from public;
grant execute on function amity.find_own_page to amity_web;

create function amity.end_own_page(p_hash text) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  update own_page_sessions set ended_at = amity.now() where partnership_id = amity.partnership() and token_hash = p_hash and ended_at is null
$$;
alter function amity.end_own_page owner to amity_gate;
revoke all on function amity.end_own_page from public;
grant execute on function amity.end_own_page to amity_web;

-- The digest of a key, never the key; one per system that may post on behalf of an agency.
create table api_keys (
  partnership_id int not null, id uuid not null default amity.new_id(),
  key_hash text not null unique, agency_id uuid not null, name text not null,
  made_at timestamptz not null, made_by uuid, used_at timestamptz, ended_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id)
);
select amity.protect('api_keys');
create policy inside on api_keys to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'officer') with check (partnership_id = amity.partnership() and amity.actor() = 'officer');
grant select (partnership_id, id, agency_id, name, made_at, made_by, used_at, ended_at) on api_keys to amity_web;
grant insert on api_keys to amity_web;
grant update (ended_at) on api_keys to amity_web;

create function amity.find_api_key(p_partnership int, p_hash text, p_now timestamptz) returns jsonb
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  update api_keys k set used_at = p_now
  where k.partnership_id = p_partnership and k.key_hash = p_hash and k.ended_at is null
  returning jsonb_build_object('keyId', k.id, 'agencyId', k.agency_id)
$$;
alter function amity.find_api_key owner to amity_gate;
revoke all on function amity.find_api_key from public;
grant execute on function amity.find_api_key to amity_web;
