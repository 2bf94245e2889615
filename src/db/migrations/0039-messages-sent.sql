-- Sending: claimed before it goes, its outcome after; what a carrier cannot tell us is a question for a person, never a second letter.
alter table outgoing_messages drop constraint outgoing_messages_state_check;
alter table outgoing_messages add constraint outgoing_messages_state_check check (state in ('waiting', 'sending', 'sent', 'unsure', 'failed', 'withheld', 'printed'));
alter table outgoing_messages add column claimed_at timestamptz, add column next_try_at timestamptz, add column carrier text;
drop index outgoing_messages_waiting;
create index outgoing_messages_due on outgoing_messages (next_try_at nulls first, written_at) where state in ('waiting', 'sending');
create index outgoing_messages_state on outgoing_messages (partnership_id, state, written_at desc, id desc);

-- Links and codes that open somebody's own page stand apart from the words around them: no officer reads them, and no audit
-- row keeps them. Gone once sent. In a demonstration nobody has a phone, so there they stay and are shown.
create table message_secrets (
  partnership_id int not null references partnerships (id), message_id uuid not null, secret text not null,
  primary key (partnership_id, message_id),
  foreign key (partnership_id, message_id) references outgoing_messages (partnership_id, id)
);
select amity.protect('message_secrets', false);
create policy kept on message_secrets for insert to amity_web with check (partnership_id = amity.partnership() and amity.inside());
create policy service on message_secrets for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system');
create policy service_wipes on message_secrets for delete to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select, insert, delete on message_secrets to amity_web;

create function amity.demonstration_secret(p_message uuid) returns text
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select s.secret from message_secrets s join partnerships p on p.id = s.partnership_id and p.is_demonstration
    join outgoing_messages m on m.partnership_id = s.partnership_id and m.id = s.message_id
  where s.partnership_id = amity.partnership() and s.message_id = p_message
    and amity.actor() = 'officer' and m.visible_to && amity.principals() and not m.hidden_from && amity.principals()
$$;
alter function amity.demonstration_secret owner to amity_gate;
revoke all on function amity.demonstration_secret from public;
grant execute on function amity.demonstration_secret to amity_web;
