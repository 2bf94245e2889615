-- Papers: templates that an agency writes and somebody else approves, the letters made from them, how they were served, and print runs.

-- A template as an agency words it: dated versions under one key; version 0 is the one that comes with the service and is no row.
create table paper_templates (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(), agency_id uuid not null,
  key text not null check (key ~ '^[a-z0-9][a-z0-9-]{0,59}$'), version int not null check (version > 0),
  kind text not null check (kind in ('letter', 'notice', 'agreement', 'statement')),
  name text not null check (length(name) between 1 and 120), title text not null check (length(title) between 1 and 200),
  blocks jsonb not null check (jsonb_typeof(blocks) = 'array'),
  -- Ids of what such a paper must say; each must stand on a block of it.
  contents text[] not null default '{}',
  why text not null check (length(why) between 1 and 1000),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'sent back', 'dropped')),
  made_at timestamptz not null, written_by uuid not null,
  -- Everybody whose words stand in it: none of them may approve it.
  writers uuid[] not null default '{}',
  submitted_at timestamptz, decided_at timestamptz, decided_by uuid, decided_because text,
  starts_on date, changes int not null default 0,
  primary key (partnership_id, id),
  unique (partnership_id, agency_id, key, version),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id),
  check (state <> 'approved' or (decided_by is not null and starts_on is not null)),
  check (decided_by is null or not decided_by = any (writers))
);
create index paper_templates_current on paper_templates (partnership_id, agency_id, key, starts_on) where state = 'approved';
select amity.wall_inside('paper_templates');
select amity.wall_by_act('paper_templates', $$agency_id = amity.agency() and (amity.may('write templates') or amity.may('approve templates'))$$);
create trigger signed before insert on paper_templates for each row execute function amity.signed_by_themselves('written_by');

create function amity.paper_template_rules() returns trigger language plpgsql as $$
declare theirs boolean := amity.actor() = 'officer';
begin
  if tg_op = 'INSERT' then
    if theirs and (not amity.may('write templates') or new.state <> 'draft' or new.decided_by is not null) then raise exception 'A template begins as a draft of whoever may write one' using errcode = 'insufficient_privilege'; end if;
    new.writers := array[new.written_by];
    return new;
  end if;
  if (to_jsonb(new) - array['name', 'title', 'blocks', 'contents', 'why', 'kind', 'state', 'writers', 'submitted_at', 'decided_at', 'decided_by', 'decided_because', 'starts_on', 'changes'])
      <> (to_jsonb(old) - array['name', 'title', 'blocks', 'contents', 'why', 'kind', 'state', 'writers', 'submitted_at', 'decided_at', 'decided_by', 'decided_because', 'starts_on', 'changes']) then
    raise exception 'A version keeps its place and its writer' using errcode = 'insufficient_privilege';
  end if;
  new.changes := old.changes + 1;
  new.writers := old.writers;
  if (new.name, new.title, new.blocks, new.contents, new.why, new.kind) is distinct from (old.name, old.title, old.blocks, old.contents, old.why, old.kind) then
    if old.state not in ('draft', 'sent back') or (theirs and not amity.may('write templates')) then raise exception 'What was submitted is not changed any more: write the next version' using errcode = 'insufficient_privilege'; end if;
    if amity.officer() is not null and not amity.officer() = any (old.writers) then new.writers := old.writers || amity.officer(); end if;
  end if;
  if new.state is distinct from old.state and not ((old.state in ('draft', 'sent back') and new.state in ('submitted', 'dropped')) or (old.state = 'submitted' and new.state in ('approved', 'sent back', 'dropped'))) then
    raise exception 'A template goes from draft to submitted to approved' using errcode = 'insufficient_privilege';
  end if;
  -- No answer without somebody else: neither approval nor a refusal is the writers' own, and the name under it is the one who gave it.
  if theirs and new.state in ('approved', 'sent back') and new.state is distinct from old.state
      and (not amity.may('approve templates') or new.decided_by is distinct from amity.officer() or amity.officer() = any (new.writers)) then
    raise exception 'Somebody else approves a template' using errcode = 'insufficient_privilege';
  end if;
  if old.state = 'approved' or (new.state = old.state and (new.decided_by, new.decided_at, new.starts_on) is distinct from (old.decided_by, old.decided_at, old.starts_on) and new.state <> 'sent back') then
    raise exception 'An approved version is never changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger rules before insert or update on paper_templates for each row execute function amity.paper_template_rules();

-- A letter in a case, to one person: a draft, then a document that is never changed again. The address stands in the document alone.
create table letters (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(), case_id uuid not null,
  number int not null check (number > 0), person_id uuid not null,
  role text not null check (role in ('reporting', 'harmed', 'witness', 'alleged perpetrator', 'parent or guardian', 'advocate')),
  template_key text not null, template_version int not null, template_name text not null,
  kind text not null check (kind in ('letter', 'notice', 'agreement', 'statement')),
  variant text not null check (variant in ('standard', 'large print', 'easy read', 'other language')), language text not null check (language ~ '^[a-z]{2,3}$'),
  title text not null check (length(title) between 1 and 200), blocks jsonb not null check (jsonb_typeof(blocks) = 'array'), contents text[] not null default '{}',
  state text not null default 'draft' check (state in ('draft', 'waiting', 'printed', 'sent', 'withdrawn')),
  channel text check (channel in ('post', 'email', 'by hand')),
  written_at timestamptz not null, written_by uuid, changes int not null default 0,
  -- "Safe to write?" as it was answered before it went, by whom, and the rule that stood then.
  safe_because text, ready_at timestamptz, ready_by uuid,
  -- The whole paper as it was made, but for the address: the document and every print are drawn from it.
  paper jsonb, stored_as text, sha256 text check (sha256 ~ '^[0-9a-f]{64}$'), size int, pages int,
  -- Keyed digest of the address in the document: shows that it is no longer theirs, and says nothing of it.
  address_digest text, message_id uuid,
  run_id uuid, printed_at timestamptz, printed_by uuid,
  withdrawn_at timestamptz, withdrawn_by uuid, withdrawn_because text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  unique (partnership_id, case_id, number),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  check (state in ('draft', 'withdrawn') or (paper is not null and stored_as is not null and sha256 is not null and size is not null and pages is not null and channel is not null and safe_because is not null and ready_by is not null)),
  check ((state = 'withdrawn') = (withdrawn_because is not null)),
  check (state <> 'printed' or printed_at is not null)
);
create index letters_case on letters (partnership_id, case_id, number);
create index letters_waiting on letters (partnership_id, ready_at) where state = 'waiting';
create index letters_run on letters (partnership_id, run_id) where run_id is not null;
select amity.wall_case_child('letters');
create trigger names_only_seen before insert or update on letters for each row execute function amity.names_only_seen('person_id', 'people');
create trigger signed before insert on letters for each row execute function amity.signed_by_themselves('written_by');

create function amity.letter_rules() returns trigger language plpgsql as $$
declare theirs boolean := amity.actor() = 'officer';
begin
  if theirs and not (amity.may('work on cases') or (tg_op = 'UPDATE' and amity.may('print letters'))) then raise exception 'Letters are written by whoever works on cases' using errcode = 'insufficient_privilege'; end if;
  if tg_op = 'INSERT' then
    if theirs and new.state <> 'draft' then raise exception 'A letter begins as a draft' using errcode = 'insufficient_privilege'; end if;
    return new;
  end if;
  if (new.partnership_id, new.id, new.case_id, new.number, new.person_id, new.role, new.written_at, new.written_by, new.template_key, new.template_version)
      is distinct from (old.partnership_id, old.id, old.case_id, old.number, old.person_id, old.role, old.written_at, old.written_by, old.template_key, old.template_version) then
    raise exception 'A letter keeps its case, its person and its template' using errcode = 'insufficient_privilege';
  end if;
  -- What went, or is about to go, is kept exactly as it is.
  if old.state <> 'draft' and (new.title, new.blocks, new.contents, new.variant, new.language, new.channel, new.paper, new.stored_as, new.sha256, new.size, new.pages, new.address_digest, new.safe_because, new.ready_at, new.ready_by, new.message_id)
      is distinct from (old.title, old.blocks, old.contents, old.variant, old.language, old.channel, old.paper, old.stored_as, old.sha256, old.size, old.pages, old.address_digest, old.safe_because, old.ready_at, old.ready_by, old.message_id) then
    raise exception 'A letter that is made is never changed' using errcode = 'insufficient_privilege';
  end if;
  if new.state is distinct from old.state and not ((old.state = 'draft' and new.state in ('waiting', 'printed', 'sent', 'withdrawn')) or (old.state = 'waiting' and new.state in ('printed', 'withdrawn'))) then
    raise exception 'A letter goes from draft to waiting to printed' using errcode = 'insufficient_privilege';
  end if;
  if theirs and new.state is distinct from old.state and new.state <> 'withdrawn' and new.ready_by is distinct from (case when old.state = 'draft' then amity.officer() else old.ready_by end) then
    raise exception 'Nobody answers that it is safe in somebody else''s name' using errcode = 'insufficient_privilege';
  end if;
  if theirs and old.state = 'waiting' and new.state = 'printed' and (not amity.may('print letters') or new.printed_by is distinct from amity.officer()) then
    raise exception 'Print runs are made by whoever may print letters' using errcode = 'insufficient_privilege';
  end if;
  if old.state in ('printed', 'sent', 'withdrawn') and to_jsonb(new) - array['visible_to', 'hidden_from'] is distinct from to_jsonb(old) - array['visible_to', 'hidden_from'] then
    raise exception 'What became of a letter is not changed afterwards' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger rules before insert or update on letters for each row execute function amity.letter_rules();

-- How and when a paper reached somebody, and what proves it. Never changed: a mistake is put right by another line.
create table letter_services (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(), case_id uuid not null, letter_id uuid not null,
  method text not null check (method in ('first class post', 'recorded delivery', 'by hand to them', 'left at their address', 'e-mail', 'given to their representative', 'not served: returned')),
  served_at timestamptz not null, proof text not null check (length(proof) between 1 and 2000),
  recorded_at timestamptz not null, recorded_by uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, letter_id) references letters (partnership_id, id),
  check (served_at <= recorded_at)
);
create index letter_services_letter on letter_services (partnership_id, letter_id, served_at);
select amity.wall_case_child('letter_services');
revoke update on letter_services from amity_web;
create trigger names_only_seen before insert on letter_services for each row execute function amity.names_only_seen('letter_id', 'letters');
create trigger signed before insert on letter_services for each row execute function amity.signed_by_themselves('recorded_by');

-- A print run: which letters, in which order, on which pages. Seen by whoever made it: it holds letters of many cases.
create table print_runs (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  made_at timestamptz not null, made_by uuid not null, letters int not null check (letters > 0), pages int not null, sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Number, letter, its key and its pages; no name and no address.
  manifest jsonb not null check (jsonb_typeof(manifest) = 'array'),
  envelopes_checked boolean not null default false,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, made_by) references officers (partnership_id, id)
);
create index print_runs_made on print_runs (partnership_id, made_at desc, id desc);
select amity.wall_rows('print_runs');
revoke update on print_runs from amity_web;
create trigger signed before insert on print_runs for each row execute function amity.signed_by_themselves('made_by');
create function amity.print_run_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() = 'officer' and not amity.may('print letters') then raise exception 'Print runs are made by whoever may print letters' using errcode = 'insufficient_privilege'; end if;
  select array[1, principal], '{}' into new.visible_to, new.hidden_from from officers where partnership_id = new.partnership_id and id = new.made_by;
  return new;
end $$;
alter function amity.print_run_visibility owner to amity_gate;
create trigger visible before insert on print_runs for each row execute function amity.print_run_visibility();

-- Templates stay with the agency that worded them when two become one: letters name them. Added to whatever the list says now.
do $$ begin
  execute format('create or replace function amity.stays_with_agency() returns text[] language sql immutable parallel safe return %L::text[]', amity.stays_with_agency() || 'paper_templates.agency_id'::text);
end $$;

-- An agency that leaves takes its letters along (they are in its export); here they go with its cases, and their files with them.
create function amity.letters_leave() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare theirs text := 'exists (select from cases c where c.partnership_id = t.partnership_id and c.id = t.case_id and c.lead_agency_id = $4)'; paths text[];
begin
  select array_agg(t.stored_as) into paths from letters t join cases c on c.partnership_id = t.partnership_id and c.id = t.case_id where t.partnership_id = new.partnership_id and c.lead_agency_id = new.agency_id and t.stored_as is not null;
  perform amity.bury('letter_services', theirs, new);
  perform amity.bury('letters', theirs, new);
  new.files := coalesce(new.files, '{}') || coalesce(paths, '{}');
  return new;
end $$;
alter function amity.letters_leave owner to amity_gate;
create trigger letters_leave before update on agency_leavings for each row when (new.state = 'left' and old.state = 'confirmed') execute function amity.letters_leave();

set local role amity_gate;
update roles set acts = acts || 'print letters'::text where 'work on cases' = any (acts) and 'see reports' = any (acts) and not 'print letters' = any (acts);
update roles set acts = acts || array['write templates', 'approve templates'] where ('approve a closure' = any (acts) or 'edit settings' = any (acts)) and not 'write templates' = any (acts);
reset role;
