-- Files on their way in, part by part. The bytes so far rest beside the file store; this row says how many of them count. Nobody but
-- the officer who sends one sees it, and only while they see the case. Its parts are not lines of the trail: its beginning and its end are.
create table half_uploads (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, officer_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200), size bigint not null check (size > 0), received bigint not null default 0,
  -- What the browser says the file's last change was: with name and size it tells whether this is the same file as before.
  changed_at timestamptz,
  says text not null check (length(says) between 1 and 300), visibility text not null check (visibility in ('staff', 'restricted')), shared boolean not null,
  began_at timestamptz not null, last_at timestamptz not null,
  -- Set together at the end; the bytes then belong to the file, and the row goes with the next tidying.
  attachment_id uuid, done_at timestamptz,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id) on delete cascade,
  check (received between 0 and size), check ((attachment_id is null) = (done_at is null))
);
create index half_uploads_officer on half_uploads (partnership_id, officer_id, last_at);
create index half_uploads_tidy on half_uploads (partnership_id, last_at);
select amity.wall_case_child('half_uploads', false);
update case_child_tables set part = 'evidence' where name = 'half_uploads';
create policy own on half_uploads as restrictive to amity_web using (amity.actor() = 'system' or officer_id = amity.officer()) with check (amity.actor() = 'system' or officer_id = amity.officer());
create policy tidied on half_uploads for delete to amity_web using (partnership_id = amity.partnership() and amity.inside());
grant delete on half_uploads to amity_web;
create trigger signed before insert on half_uploads for each row execute function amity.signed_by_themselves('officer_id');
-- Where it goes, what it is called and how long it is are said once.
create function amity.same_upload() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - array['received', 'last_at', 'attachment_id', 'done_at', 'visible_to', 'hidden_from'] <> to_jsonb(old) - array['received', 'last_at', 'attachment_id', 'done_at', 'visible_to', 'hidden_from']
      or (old.done_at is not null and pg_trigger_depth() = 1) then
    raise exception 'An upload is begun anew, never turned into another' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger same_upload before update on half_uploads for each row execute function amity.same_upload();
