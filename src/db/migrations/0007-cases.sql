-- Cases and everything that hangs on one. A child row carries the visibility of its case, copied by trigger.
create table cases (
  -- who it belongs to
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  reference text not null, version int not null default 1,
  lead_agency_id uuid not null, lead_officer_id uuid not null,
  -- what it is about
  title text not null check (length(title) between 1 and 200), summary text not null default '',
  category_code text not null, strand text not null check (strand in ('personal', 'nuisance', 'environmental')),
  legal_limb text check (legal_limb in ('harassment, alarm or distress', 'nuisance in the home', 'housing-related nuisance', 'detrimental effect')),
  severity text not null check (severity in ('high', 'medium', 'standard')),
  place_id uuid, ward_code text,
  flags text[] not null default '{}',
  -- where it stands
  status text not null default 'open' check (status in ('open', 'on hold', 'closed', 'merged')),
  stage text not null default 'investigating' check (stage in ('investigating', 'action', 'monitoring', 'closing')),
  opened_at timestamptz not null, opened_by uuid,
  hold_reason text, hold_ends_on date,
  risk_band text check (risk_band in ('standard', 'medium', 'high')), risk_score int, risk_assessed_at timestamptz, risk_review_due_on date,
  next_update_due_on date, last_contact_at timestamptz, harmed_spoke_last boolean not null default false,
  -- how it ended
  closed_at timestamptz, closed_by uuid, close_reason text, close_summary text,
  harmed_verdict text check (harmed_verdict in ('yes', 'partly', 'no', 'could not reach', 'not asked')), close_approved_by uuid,
  merged_into_id uuid, follows_case_id uuid,
  -- where it came from, when not from a report made here
  imported_from text, imported_key text, imported_values jsonb,
  -- the wall
  circle_id uuid, offered_to_agency_id uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  changed_at timestamptz not null default now(),
  primary key (partnership_id, id),
  unique (partnership_id, reference),
  foreign key (partnership_id, lead_agency_id) references agencies (partnership_id, id),
  foreign key (partnership_id, lead_officer_id) references officers (partnership_id, id),
  foreign key (partnership_id, place_id) references places (partnership_id, id),
  foreign key (partnership_id, circle_id) references circles (partnership_id, id),
  check ((status = 'closed') = (closed_at is not null) or status = 'merged'),
  check ((status = 'on hold') = (hold_ends_on is not null))
);
create index cases_open on cases (partnership_id, opened_at desc, id desc) where status in ('open', 'on hold');
create index cases_opened on cases (partnership_id, opened_at desc, id desc);
create index cases_closed on cases (partnership_id, closed_at desc, id desc) where status = 'closed';
create index cases_officer on cases (partnership_id, lead_officer_id, opened_at desc) where status in ('open', 'on hold');
create index cases_place on cases (partnership_id, place_id) where place_id is not null;
create index cases_ward on cases (partnership_id, ward_code, opened_at desc);
create unique index cases_imported on cases (partnership_id, imported_from, imported_key) where imported_key is not null;
select amity.wall_rows('cases');

-- Who may see a case: the service, then either its circle (restricted) or its lead agency and any agency it is offered to.
create function amity.case_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if new.circle_id is not null then
    select array[1, principal] into new.visible_to from circles where partnership_id = new.partnership_id and id = new.circle_id;
  else
    select array[1] || array_agg(principal order by principal) into new.visible_to from agencies
      where partnership_id = new.partnership_id and id in (new.lead_agency_id, new.offered_to_agency_id);
  end if;
  if tg_op = 'INSERT' then new.hidden_from := '{}'; else new.hidden_from := old.hidden_from; end if;
  new.changed_at := now();
  if tg_op = 'UPDATE' then new.version := old.version + 1; end if;
  return new;
end $$;
alter function amity.case_visibility owner to amity_gate;
create trigger visible before insert or update on cases for each row execute function amity.case_visibility();

create table case_child_tables (name text primary key);
alter table case_child_tables enable row level security;
alter table case_child_tables force row level security;
create policy gate on case_child_tables to amity_gate using (true) with check (true);
grant select, insert on case_child_tables to amity_gate;

create function amity.visible_as_case() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record;
begin
  select visible_to, hidden_from into c from cases where partnership_id = new.partnership_id and id = new.case_id;
  -- "Not yours" looks like "not there".
  if c is null or not (amity.actor() in ('system', 'owner') or new.case_id = amity.own_case()
      or (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())) then
    raise exception 'no such case' using errcode = 'foreign_key_violation';
  end if;
  new.visible_to := c.visible_to;
  new.hidden_from := c.hidden_from;
  return new;
end $$;
alter function amity.visible_as_case owner to amity_gate;

create function amity.spread_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare child text;
begin
  for child in select name from case_child_tables loop
    execute format('update %I set visible_to = $1, hidden_from = $2 where partnership_id = $3 and case_id = $4', child)
      using new.visible_to, new.hidden_from, new.partnership_id, new.id;
  end loop;
  return null;
end $$;
alter function amity.spread_visibility owner to amity_gate;
create trigger spread_visibility after update on cases for each row
  when (old.visible_to is distinct from new.visible_to or old.hidden_from is distinct from new.hidden_from)
  execute function amity.spread_visibility();

-- What a migration says of each table whose rows belong to one case (columns case_id, visible_to, hidden_from).
create function amity.wall_case_child(t regclass, audited boolean default true) returns void language plpgsql as $$
begin
  perform amity.wall_rows(t, audited);
  execute format('create trigger visible before insert on %s for each row execute function amity.visible_as_case()', t);
  execute format('create trigger keep_visibility before update of visible_to, hidden_from on %s for each row execute function amity.keep_visibility()', t);
  insert into case_child_tables (name) select relname from pg_class where oid = t;
end $$;

create table case_parties (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null,
  role text not null check (role in ('reporting', 'harmed', 'witness', 'alleged perpetrator', 'parent or guardian', 'advocate')),
  person_id uuid,
  -- An alleged perpetrator may be known, described only, or unknown.
  described_as text, is_child boolean not null default false,
  for_party_id uuid, note text,
  joined_at timestamptz not null default now(), left_at timestamptz,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, person_id) references people (partnership_id, id),
  check (person_id is not null or described_as is not null)
);
create index case_parties_case on case_parties (partnership_id, case_id);
create index case_parties_person on case_parties (partnership_id, person_id) where person_id is not null;
select amity.wall_case_child('case_parties');

-- A person is seen by whoever owns the record and whoever may see a case they are part of.
create function amity.person_visibility(p_partnership int, p_person uuid) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update people p set visible_to = (
    select array_agg(distinct v order by v) from (
      select 1 as v
      union all select a.principal from agencies a where a.partnership_id = p_partnership and a.id = p.owner_agency_id
      union all select unnest(cp.visible_to) from case_parties cp where cp.partnership_id = p_partnership and cp.person_id = p_person and cp.left_at is null) seen)
  where p.partnership_id = p_partnership and p.id = p_person;
end $$;
alter function amity.person_visibility owner to amity_gate;
revoke all on function amity.person_visibility from public;
create function amity.party_shows_person() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if new.person_id is not null then perform amity.person_visibility(new.partnership_id, new.person_id); end if;
  return null;
end $$;
alter function amity.party_shows_person owner to amity_gate;
create trigger shows_person after insert or update on case_parties for each row execute function amity.party_shows_person();

create table incidents (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null,
  report_id uuid,
  happened_at timestamptz, happened_until timestamptz, happened_about text,
  entered_at timestamptz not null, entered_by uuid,
  category_code text not null, description text not null, effect text, place_id uuid, place_described text,
  imported_key text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  check (happened_at is not null or happened_about is not null)
);
create index incidents_case on incidents (partnership_id, case_id, happened_at);
select amity.wall_case_child('incidents');

-- The chronology: append-only. A correction is a new entry that names the one it corrects; both stay.
create table entries (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null,
  kind text not null check (kind in ('report', 'incident', 'call', 'visit', 'letter', 'email', 'text', 'meeting', 'message', 'contact attempt',
    'evidence', 'decision', 'risk', 'plan', 'action', 'hold', 'transfer', 'merge', 'closing', 'survey', 'note', 'case review', 'complaint')),
  direction text check (direction in ('in', 'out')),
  happened_at timestamptz not null, entered_at timestamptz not null, entered_by uuid, entered_as text not null,
  -- For calls and attempts: by which means, and was the person reached?
  means text, reached boolean, person_id uuid,
  summary text not null check (length(summary) between 1 and 300), body text not null default '',
  visibility text not null default 'staff' check (visibility in ('public', 'staff', 'restricted')),
  corrects_id uuid,
  about_kind text, about_id uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);
create index entries_case on entries (partnership_id, case_id, happened_at desc, id desc);
create unique index entries_corrects on entries (partnership_id, corrects_id) where corrects_id is not null;
select amity.wall_case_child('entries');
revoke update on entries from amity_web;
drop policy changed on entries;
-- The person harmed sees the public entries of their own case, and what they write there is public.
create policy own_case on entries for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case() and visibility = 'public');
create policy own_case_write on entries for insert to amity_web with check (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case() and visibility = 'public');

-- Lead agency is never empty: a transfer is offered, and only acceptance moves the lead. No clock stops in between.
create table case_transfers (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null,
  from_agency_id uuid not null, to_agency_id uuid not null, from_officer_id uuid not null, to_officer_id uuid,
  reason text not null, offered_at timestamptz not null, offered_by uuid not null, answer_due_at timestamptz not null,
  state text not null default 'offered' check (state in ('offered', 'accepted', 'declined', 'recalled')),
  answered_at timestamptz, answered_by uuid, answer_reason text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);
create unique index case_transfers_one_open on case_transfers (partnership_id, case_id) where state = 'offered';
select amity.wall_case_child('case_transfers');

-- Which rows came with a merged case, so that it can be undone and both histories kept.
create table case_merges (
  partnership_id int not null, id uuid not null default amity.new_id(),
  case_id uuid not null, merged_case_id uuid not null, reason text not null,
  merged_at timestamptz not null, merged_by uuid not null, undone_at timestamptz, undone_by uuid, undone_reason text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, merged_case_id) references cases (partnership_id, id)
);
create unique index case_merges_one on case_merges (partnership_id, merged_case_id) where undone_at is null;
select amity.wall_case_child('case_merges');
