-- What the service sees of its own health, for whoever runs the partnership: figures and moments, never words of a record.
create table service_looks (
  partnership_id int not null references partnerships (id), looked_at timestamptz not null, found jsonb not null,
  primary key (partnership_id)
);
-- What is not as it should be, since when, and whether its administrators were told: once, until it is well again.
create table service_troubles (
  partnership_id int not null references partnerships (id), what text not null check (what ~ '^[a-z][a-z0-9 ./-]{1,80}$'),
  since timestamptz not null, told_at timestamptz,
  primary key (partnership_id, what)
);
select amity.protect('service_looks', false);
select amity.protect('service_troubles', false);
create policy service on service_looks to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
create policy service on service_troubles to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
create policy shown on service_looks for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'officer' and amity.runs());
create policy shown on service_troubles for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'officer' and amity.runs());
grant select, insert, update on service_looks to amity_web;
grant select, insert, update, delete on service_troubles to amity_web;

-- Led by what waits alone, so that a look costs the same however much has been done.
create index outbox_waiting_here on outbox (partnership_id, announced_at) where handed_on_at is null;
create index attachments_unhomed on attachments (partnership_id, given_at) where unhomed_at is not null and case_id is null and report_id is null;
create index attachments_unscanned on attachments (partnership_id, given_at) where scan = 'not scanned' and scanned_at is null;
create index outgoing_messages_last_sent on outgoing_messages (partnership_id, means, sent_at desc) where state = 'sent';

-- Moments of this partnership's own queues, for the service alone: pages read neither the outbox nor the trail.
create function amity.service_moments() returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object(
    'newsSince', (select announced_at from outbox where partnership_id = amity.partnership() and handed_on_at is null order by announced_at limit 1),
    'unsealedSince', (select at from audit_events where partnership_id = amity.partnership() and position is null order by id limit 1),
    'sealedAt', (select sealed_at from audit_seals where partnership_id = amity.partnership() order by number desc limit 1))
  where amity.actor() = 'system'
$$;
alter function amity.service_moments owner to amity_gate;
revoke all on function amity.service_moments from public;
grant execute on function amity.service_moments to amity_web;
