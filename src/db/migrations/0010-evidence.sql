-- Files people give us. The original is kept as received with its digest; what is shown is a clean copy.
create table attachments (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  -- Its home. A file with none of these is un-homed and shows in the triage pot with its age.
  case_id uuid, report_id uuid, draft_id uuid, entry_id uuid,
  -- Where the bytes are, in the file store (never a name somebody typed).
  stored_as text not null, shown_as text,
  file_name text not null, media_type text not null, size bigint not null, sha256 text not null,
  kind text not null check (kind in ('photo', 'audio', 'video', 'document')),
  given_by text not null check (given_by in ('public', 'person harmed', 'officer', 'partner', 'import')),
  given_at timestamptz not null, officer_id uuid, says text not null default '',
  visibility text not null default 'staff' check (visibility in ('public', 'staff', 'restricted')),
  scan text not null default 'not scanned' check (scan in ('clean', 'infected', 'not scanned')),
  agency_id uuid not null, draft_key text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id)
);
create index attachments_case on attachments (partnership_id, case_id) where case_id is not null;
create index attachments_report on attachments (partnership_id, report_id) where report_id is not null;
create index attachments_draft on attachments (partnership_id, draft_id) where draft_id is not null;
select amity.wall_rows('attachments');
create function amity.attachment_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  -- Moving a file to its case gives it the case's visibility.
  if tg_op = 'INSERT' or new.case_id is distinct from old.case_id then
    if new.case_id is not null then
      select visible_to, hidden_from into new.visible_to, new.hidden_from from cases where partnership_id = new.partnership_id and id = new.case_id;
    else
      select array[1, principal], '{}' into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
    end if;
    if new.visible_to is null then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
  elsif current_user <> 'amity_gate' or pg_trigger_depth() = 1 then
    new.visible_to := old.visible_to;
    new.hidden_from := old.hidden_from;
  end if;
  return new;
end $$;
alter function amity.attachment_visibility owner to amity_gate;
create trigger visible before insert or update on attachments for each row execute function amity.attachment_visibility();
insert into case_child_tables (name) values ('attachments');
-- Whoever holds the private link of a half-made report may add, see and take back its files.
create policy draft_files on attachments to amity_web
  using (partnership_id = amity.partnership() and draft_key is not null and draft_key = amity.held_key() and report_id is null and case_id is null)
  with check (partnership_id = amity.partnership() and draft_key is not null and draft_key = amity.held_key());
grant delete on attachments to amity_web;
create policy own_case on attachments for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case() and visibility = 'public');
create policy own_case_write on attachments for insert to amity_web with check (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case() and visibility = 'public');
