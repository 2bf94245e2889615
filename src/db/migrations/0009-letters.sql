-- What we send, to whom, by which safe means, and what became of it. Nothing leaves before commit: the worker sends.
create table outgoing_messages (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  case_id uuid, report_id uuid, person_id uuid,
  purpose text not null,
  means text not null check (means in ('email', 'text', 'post')),
  address text not null, subject text, body text not null, language text not null default 'en',
  -- Why this means was judged safe, or why nothing may be sent.
  safe_because text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'withheld', 'printed')),
  written_at timestamptz not null, written_by uuid, sent_at timestamptz, tries int not null default 0, failure text, carrier_reference text,
  agency_id uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id)
);
create index outgoing_messages_waiting on outgoing_messages (partnership_id, written_at) where state = 'waiting';
create index outgoing_messages_case on outgoing_messages (partnership_id, case_id) where case_id is not null;
create index outgoing_messages_recent on outgoing_messages (partnership_id, written_at desc, id desc);
select amity.wall_rows('outgoing_messages');
create trigger visible before insert on outgoing_messages for each row execute function amity.diary_visibility();
create trigger keep_visibility before update of visible_to, hidden_from on outgoing_messages for each row execute function amity.keep_visibility();
insert into case_child_tables (name) values ('outgoing_messages');
