-- Seals that say row by row what they hold, and with which key they were signed; and which heads went to which agency.
-- A seal without contents was made before this day: it is checked as it always was.
alter table audit_seals add column contents text, add column public_key bytea;

-- Whether the officer who asks holds an act, in the agency they ask for. Looked up, not believed.
create function amity.holds(p_act text) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.actor() = 'officer' and exists (select from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
    join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id and o.left_at is null
    where x.partnership_id = amity.partnership() and x.officer_id = amity.officer() and x.agency_id = amity.agency() and p_act = any (r.acts) and (x.ended_on is null or x.ended_on >= amity.now()::date))
$$;
alter function amity.holds owner to amity_gate;
revoke all on function amity.holds from public;

-- The last head of each day, newest first: each covers all before it. For whoever may see the trail, and for the service that sends
-- the newest. A head says nothing of any record. Seals made before they named their key are covered by the ones after them.
create function amity.audit_heads(p_since timestamptz) returns table (partnership_id int, number bigint, first_position bigint, last_position bigint, previous bytea, head bytea, signature bytea, sealed_at timestamptz, contents_digest bytea, public_key bytea)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select * from (select distinct on ((s.sealed_at at time zone 'Europe/London')::date) s.partnership_id, s.number, s.first_position, s.last_position, s.previous, s.head, s.signature, s.sealed_at, sha256(convert_to(s.contents, 'UTF8')), s.public_key
    from audit_seals s where s.partnership_id = amity.partnership() and s.public_key is not null and s.sealed_at >= p_since and (amity.actor() = 'system' or amity.holds('see the audit trail'))
    order by (s.sealed_at at time zone 'Europe/London')::date desc, s.number desc) daily order by number desc limit 5000
$$;
alter function amity.audit_heads owner to amity_gate;
revoke all on function amity.audit_heads from public;
grant execute on function amity.audit_heads to amity_web;
create index audit_seals_day on audit_seals (partnership_id, sealed_at);

create table audit_heads_sent (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  agency_id uuid not null, day date not null, address text not null, number bigint not null, last_position bigint not null, sent_at timestamptz not null,
  primary key (partnership_id, id),
  unique (partnership_id, agency_id, day),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id)
);
select amity.protect('audit_heads_sent');
create policy service on audit_heads_sent to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
create policy own_agency on audit_heads_sent for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'officer' and agency_id = amity.agency());
grant select, insert on audit_heads_sent to amity_web;
