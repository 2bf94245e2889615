-- What is known of a file beside its bytes: who took it and when, what is said in it, what was noted, which parts were covered, and
-- through whose hands it went. Each is added to and never changed, and is seen by whoever sees the file itself.
alter table attachments add column trouble text check (trouble in ('password', 'damaged')), add column facts_read_at timestamptz;
create index attachments_facts on attachments (given_at) where facts_read_at is null;

-- A row about a file is seen as the file is, and is written only by who sees the file and, where it has one, its case itself: a partner
-- with the evidence part reads. "Not yours" looks like "not there".
create function amity.visible_as_file() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare f record;
begin
  select visible_to, hidden_from, case_id into f from attachments where partnership_id = new.partnership_id and id = new.attachment_id;
  if f is null or (new.case_id is not null and new.case_id is distinct from f.case_id) or (amity.actor() in ('system', 'owner') or (amity.actor() = 'officer'
      and f.visible_to && amity.principals() and not f.hidden_from && amity.principals() and (f.case_id is null or amity.sees('case', f.case_id)))) is not true then
    raise exception 'no such record' using errcode = 'foreign_key_violation';
  end if;
  if f.case_id is not null and amity.sees_by_glass(f.case_id) then raise exception 'Whoever broke the glass changes nothing' using errcode = 'insufficient_privilege'; end if;
  new.case_id := f.case_id;
  new.visible_to := f.visible_to;
  new.hidden_from := f.hidden_from;
  return new;
end $$;
alter function amity.visible_as_file owner to amity_gate;

-- Nothing here is rewritten or taken away by itself. It follows its file: who sees it, to its case, and out of the store.
create function amity.only_added_to() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() > 1 and (tg_op = 'DELETE' or to_jsonb(new) - array['visible_to', 'hidden_from', 'case_id', 'copy_id', 'transcript_id'] = to_jsonb(old) - array['visible_to', 'hidden_from', 'case_id', 'copy_id', 'transcript_id']) then
    return coalesce(new, old);
  end if;
  raise exception 'This is added to, never changed' using errcode = 'insufficient_privilege';
end $$;

create function amity.wall_file_child(t regclass, audited boolean default true) returns void language plpgsql as $$
begin
  perform amity.wall_rows(t, audited);
  execute format('revoke update on %s from amity_web', t);
  execute format('drop policy changed on %s', t);
  execute format('create trigger visible before insert on %s for each row execute function amity.visible_as_file()', t);
  execute format('create trigger only_added_to before update or delete on %s for each row execute function amity.only_added_to()', t);
  execute format('create trigger not_truncated before truncate on %s for each statement execute function amity.audit_is_append_only()', t);
end $$;

create table file_facts (
  partnership_id int not null, id uuid not null default amity.new_id(), attachment_id uuid not null, case_id uuid,
  -- Who says so: an officer who asked, or the file itself.
  source text not null check (source in ('person', 'file')),
  captured_by text not null default '' check (length(captured_by) <= 200), captured_at timestamptz, captured_about text not null default '' check (length(captured_about) <= 200),
  captured_where text not null default '' check (length(captured_where) <= 300), device text not null default '' check (length(device) <= 200),
  received_how text not null default '' check (length(received_how) <= 300), because text not null default '' check (length(because) <= 300),
  written_at timestamptz not null, written_by uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, attachment_id) references attachments (partnership_id, id) on delete cascade,
  check ((source = 'person') = (written_by is not null))
);
create index file_facts_file on file_facts (partnership_id, attachment_id, written_at);
select amity.wall_file_child('file_facts');

create table transcripts (
  partnership_id int not null, id uuid not null default amity.new_id(), attachment_id uuid not null, case_id uuid,
  body text not null check (length(body) between 1 and 100000),
  written_at timestamptz not null, written_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, attachment_id) references attachments (partnership_id, id) on delete cascade
);
create index transcripts_file on transcripts (partnership_id, attachment_id, written_at desc);
select amity.wall_file_child('transcripts');

create table file_notes (
  partnership_id int not null, id uuid not null default amity.new_id(), attachment_id uuid not null, case_id uuid,
  -- Where in the recording, in seconds from its beginning.
  at_second int check (at_second between 0 and 359999), body text not null check (length(body) between 1 and 1000),
  written_at timestamptz not null, written_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, attachment_id) references attachments (partnership_id, id) on delete cascade
);
create index file_notes_file on file_notes (partnership_id, attachment_id, at_second);
select amity.wall_file_child('file_notes');

-- A layer over a file: what was covered, why and for which disclosure. The copy is a file of its own with its own digest; the original
-- is never touched. Without a copy the marks are kept and the copy is still to be made elsewhere.
create table redactions (
  partnership_id int not null, id uuid not null default amity.new_id(), attachment_id uuid not null, case_id uuid,
  kind text not null check (kind in ('boxes', 'spans', 'words')),
  marks jsonb not null, copy_id uuid, transcript_id uuid,
  reason text not null check (reason in ('third party', 'address', 'child', 'witness', 'privilege', 'police', 'not relevant')),
  made_for text not null check (length(made_for) between 1 and 300),
  made_at timestamptz not null, made_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, attachment_id) references attachments (partnership_id, id) on delete cascade,
  foreign key (partnership_id, copy_id) references attachments (partnership_id, id) on delete set null (copy_id),
  foreign key (partnership_id, transcript_id) references transcripts (partnership_id, id) on delete set null (transcript_id)
);
create index redactions_file on redactions (partnership_id, attachment_id, made_at);
create unique index redactions_copy on redactions (partnership_id, copy_id) where copy_id is not null;
select amity.wall_file_child('redactions');
create trigger names_only_seen before insert on redactions for each row execute function amity.names_only_seen('copy_id', 'attachments', 'transcript_id', 'transcripts');
create trigger signed before insert on file_facts for each row execute function amity.signed_by_themselves('written_by');
create trigger signed before insert on transcripts for each row execute function amity.signed_by_themselves('written_by');
create trigger signed before insert on file_notes for each row execute function amity.signed_by_themselves('written_by');
create trigger signed before insert on redactions for each row execute function amity.signed_by_themselves('made_by');

-- Through whose hands a file went. Written by triggers and by the one function below, and by nobody else. Who and which agency are kept
-- as they were called then.
create table custody_events (
  partnership_id int not null, id uuid not null default amity.new_id(), attachment_id uuid not null, case_id uuid,
  what text not null, at timestamptz not null, officer_id uuid, who text not null, of_agency text, says text not null default '',
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, attachment_id) references attachments (partnership_id, id) on delete cascade
);
create index custody_events_file on custody_events (partnership_id, attachment_id, at, id);
select amity.protect('custody_events', false);
create policy seen on custody_events for select to amity_web using (partnership_id = amity.partnership() and visible_to && amity.principals() and not hidden_from && amity.principals());
grant select on custody_events to amity_web;
create trigger only_added_to before update or delete on custody_events for each row execute function amity.only_added_to();
create trigger not_truncated before truncate on custody_events for each statement execute function amity.audit_is_append_only();

create function amity.note_custody(p_partnership int, p_file uuid, p_what text, p_says text) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into custody_events (partnership_id, attachment_id, case_id, what, at, officer_id, who, of_agency, says, visible_to, hidden_from)
  select f.partnership_id, f.id, f.case_id, p_what, amity.now(), amity.officer(),
    coalesce(o.name, case amity.actor() when 'person' then 'The person harmed' when 'public' then 'Whoever reported' when 'key' then 'Another system' else 'Amity' end), a.short_name, left(p_says, 500), f.visible_to, f.hidden_from
  from attachments f left join officers o on o.partnership_id = f.partnership_id and o.id = amity.officer() left join agencies a on a.partnership_id = f.partnership_id and a.id = amity.agency()
  where f.partnership_id = p_partnership and f.id = p_file
$$;
alter function amity.note_custody owner to amity_gate;
revoke all on function amity.note_custody from public;

-- What no table shows by itself, said by the page that does it. Nothing for a file whoever asks does not see.
create function amity.custody(p_file uuid, p_what text, p_says text) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() is distinct from 'officer' or p_what not in ('original downloaded', 'original taken from quarantine', 'file opened', 'custody list printed', 'exported', 'printed') then return; end if;
  if exists (select from attachments f where f.partnership_id = amity.partnership() and f.id = p_file and f.visible_to && amity.principals() and not f.hidden_from && amity.principals()) then
    perform amity.note_custody(amity.partnership(), p_file, p_what, coalesce(p_says, ''));
  end if;
end $$;
alter function amity.custody owner to amity_gate;
revoke all on function amity.custody from public;
grant execute on function amity.custody to amity_web;

create function amity.file_in_custody() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform amity.note_custody(new.partnership_id, new.id, 'received', new.file_name || ', ' || new.size || ' bytes, SHA-256 ' || new.sha256 || ', from ' || case new.given_by when 'public' then 'whoever reported' when 'officer' then 'an officer' else 'the ' || new.given_by end);
    return null;
  end if;
  if new.shown_as is distinct from old.shown_as and new.shown_as is not null then perform amity.note_custody(new.partnership_id, new.id, 'display copy made', 'Place, time and camera left out'); end if;
  if new.scan is distinct from old.scan then perform amity.note_custody(new.partnership_id, new.id, 'scanned for viruses', new.scan); end if;
  if new.visibility is distinct from old.visibility then perform amity.note_custody(new.partnership_id, new.id, 'who may see it changed', 'From ' || old.visibility || ' to ' || new.visibility); end if;
  if new.case_id is distinct from old.case_id or new.report_id is distinct from old.report_id then perform amity.note_custody(new.partnership_id, new.id, 'put where it belongs', ''); end if;
  return null;
end $$;
alter function amity.file_in_custody owner to amity_gate;
create trigger in_custody after insert or update on attachments for each row execute function amity.file_in_custody();

create function amity.layer_in_custody() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare n int; copied record;
begin
  case tg_table_name
    when 'file_facts' then perform amity.note_custody(new.partnership_id, new.attachment_id, case new.source when 'file' then 'facts read from the file' else 'facts written down' end, new.because);
    when 'transcripts' then
      select count(*) into n from transcripts where partnership_id = new.partnership_id and attachment_id = new.attachment_id;
      perform amity.note_custody(new.partnership_id, new.attachment_id, 'transcript written', 'Version ' || n);
    when 'file_notes' then perform amity.note_custody(new.partnership_id, new.attachment_id, 'note added', '');
    when 'redactions' then
      select file_name, sha256 into copied from attachments where partnership_id = new.partnership_id and id = new.copy_id;
      perform amity.note_custody(new.partnership_id, new.attachment_id, case when new.copy_id is null then 'redaction marked' else 'redacted copy made' end,
        coalesce(copied.file_name || ', SHA-256 ' || copied.sha256 || '. ', 'No copy could be made here. ') || new.reason || ', for ' || new.made_for);
      if new.copy_id is not null then perform amity.note_custody(new.partnership_id, new.copy_id, 'made as a redacted copy', ''); end if;
    else perform amity.note_custody(new.partnership_id, new.attachment_id, 'exhibit reference given', to_jsonb(new) ->> 'reference');
  end case;
  return null;
end $$;
alter function amity.layer_in_custody owner to amity_gate;
create trigger in_custody after insert on file_facts for each row execute function amity.layer_in_custody();
create trigger in_custody after insert on transcripts for each row execute function amity.layer_in_custody();
create trigger in_custody after insert on file_notes for each row execute function amity.layer_in_custody();
create trigger in_custody after insert on redactions for each row execute function amity.layer_in_custody();

-- Who opened a file is drawn from the trail, a line for each officer and day, for whoever keeps the case (as amity.who_looked): a player asks
-- for one film in hundreds of parts.
create function amity.file_openings(p_file uuid)
returns table (first_at timestamptz, last_at timestamptz, who text, of_agency text, what text, times int)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select min(e.at), max(e.at), coalesce(o.name, 'Somebody'), a.short_name, e.action, count(*)::int
  from attachments f join audit_events e on e.partnership_id = f.partnership_id and e.subject_kind = 'attachment' and e.subject_id = f.id::text and e.action in ('file opened', 'file page read')
    left join officers o on o.partnership_id = e.partnership_id and o.id = e.officer_id left join agencies a on a.partnership_id = e.partnership_id and a.id = e.agency_id
  where f.partnership_id = amity.partnership() and f.id = p_file and f.visible_to && amity.principals() and not f.hidden_from && amity.principals() and f.case_id is not null and amity.keeps_case(f.case_id)
  group by o.name, a.short_name, e.action, amity.london_day(e.at) order by min(e.at) limit 500
$$;
alter function amity.file_openings owner to amity_gate;
revoke all on function amity.file_openings from public;
grant execute on function amity.file_openings to amity_web;

-- All of a file follows it.
create function amity.spread_file() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare child text;
begin
  foreach child in array array['file_facts', 'transcripts', 'file_notes', 'redactions', 'custody_events'] loop
    execute format('update %I set visible_to = $1, hidden_from = $2, case_id = $3 where partnership_id = $4 and attachment_id = $5', child) using new.visible_to, new.hidden_from, new.case_id, new.partnership_id, new.id;
  end loop;
  return null;
end $$;
alter function amity.spread_file owner to amity_gate;
create trigger spread_file after update on attachments for each row
  when (old.visible_to is distinct from new.visible_to or old.hidden_from is distinct from new.hidden_from or old.case_id is distinct from new.case_id) execute function amity.spread_file();

-- "Keep to us": a file that partners with the evidence part see may be kept from them, and given back, by whoever sees the case itself.
-- What the person harmed gave stays on their own page.
create function amity.kept_by_case() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() = 'officer' and new.visibility is distinct from old.visibility and (old.visibility in ('staff', 'restricted') and new.visibility in ('staff', 'restricted') and old.case_id is not null
      and amity.sees('case', old.case_id) and not amity.sees_by_glass(old.case_id)) is not true then
    raise exception 'Who may see a file is decided by whoever sees its case' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
alter function amity.kept_by_case owner to amity_gate;
create trigger kept_by_case before update of visibility on attachments for each row execute function amity.kept_by_case();
create function amity.refresh_file() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update attachments f set visible_to = case when new.visibility = 'restricted' then c.visible_to else c.visible_to || amity.part_viewers(c.partnership_id, c.id, 'evidence') end, hidden_from = c.hidden_from
    from cases c where c.partnership_id = new.partnership_id and c.id = new.case_id and f.partnership_id = new.partnership_id and f.id = new.id;
  return null;
end $$;
alter function amity.refresh_file owner to amity_gate;
create trigger refresh_file after update of visibility on attachments for each row when (old.visibility is distinct from new.visibility and new.case_id is not null) execute function amity.refresh_file();

-- Files that were here before: what is known of how they came.
set local role amity_gate;
insert into custody_events (partnership_id, attachment_id, case_id, what, at, officer_id, who, says, visible_to, hidden_from)
  select f.partnership_id, f.id, f.case_id, 'received', f.given_at, f.officer_id, coalesce(o.name, 'Amity'), f.file_name || ', ' || f.size || ' bytes, SHA-256 ' || f.sha256, f.visible_to, f.hidden_from
  from attachments f left join officers o on o.partnership_id = f.partnership_id and o.id = f.officer_id;
reset role;
