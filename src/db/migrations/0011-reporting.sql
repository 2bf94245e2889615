-- Somebody tells us something: half-made reports, reports, and what was decided about each.
create table report_drafts (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  -- Digest of the private link by which the person comes back.
  key text not null, answers jsonb not null default '{}',
  started_at timestamptz not null, changed_at timestamptz not null, reached text, sent_at timestamptz, ends_at timestamptz not null,
  primary key (partnership_id, id), unique (partnership_id, key)
);
select amity.protect('report_drafts', false);
create policy held on report_drafts to amity_web using (partnership_id = amity.partnership() and key = amity.held_key()) with check (partnership_id = amity.partnership() and key = amity.held_key());
create policy service on report_drafts for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system');
create policy service_ends on report_drafts for delete to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select, insert, update, delete on report_drafts to amity_web;

create table reports (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  reference text not null, version int not null default 1,
  channel text not null check (channel in ('web', 'phone', 'staff', 'open311', 'file', 'own page')),
  received_at timestamptz not null, entered_at timestamptz not null, entered_by uuid,
  category_code text not null, in_danger boolean not null default false,
  -- what happened, in their own words, and when
  story text not null, happened_at timestamptz, happened_until timestamptz, happened_about text, how_often text, still_happening boolean,
  -- where
  place_id uuid, place_described text, postcode text, ward_code text, latitude double precision, longitude double precision,
  -- to whom, by whom, with what effect
  harmed text, effect text, who_is_doing_it text, because_of text[] not null default '{}', children boolean, vulnerability text,
  -- who tells us; all empty when anonymous
  anonymous boolean not null default false,
  reporter_name text, reporter_email text, reporter_phone text, reporter_address text, reporter_is text,
  safe_means text[] not null default '{}', safe_times text, may_leave_message boolean not null default false, must_not_know text,
  language text, format_needs text, may_share boolean, wanted text,
  answers jsonb not null default '{}',
  external_source text, external_key text,
  -- triage
  state text not null default 'waiting' check (state in ('waiting', 'added to case', 'case opened', 'advised and closed', 'transferred', 'withdrawn')),
  severity text check (severity in ('high', 'medium', 'standard')),
  owner_id uuid, agency_id uuid not null,
  is_asb boolean, decided_at timestamptz, decided_by uuid, decision_reason text, told_reporter text,
  case_id uuid, transferred_to text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  unique (partnership_id, reference),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);
create unique index reports_external on reports (partnership_id, external_source, external_key) where external_key is not null;
create index reports_waiting on reports (partnership_id, received_at) where state = 'waiting';
create index reports_received on reports (partnership_id, received_at desc, id desc);
create index reports_case on reports (partnership_id, case_id) where case_id is not null;
create index reports_near on reports (partnership_id, latitude, longitude, received_at desc);
create index reports_postcode on reports (partnership_id, postcode, received_at desc) where postcode is not null;
create index reports_email on reports (partnership_id, lower(reporter_email)) where reporter_email is not null;
create index reports_phone on reports (partnership_id, reporter_phone) where reporter_phone is not null;
select amity.wall_rows('reports');
-- Anyone may tell us something. They cannot read it back: they hold a reference and, if they wish, a private link.
create policy told on reports for insert to amity_web with check (partnership_id = amity.partnership() and amity.actor() in ('public', 'person', 'key') and state = 'waiting' and case_id is null);

-- A report waits with the partnership's triage agency unless it came in by another; once in a case it is seen as the case is.
create function amity.report_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if tg_op = 'INSERT' and amity.actor() in ('public', 'person', 'key') then
    select triage_agency_id into new.agency_id from partnerships where id = new.partnership_id;
  end if;
  if new.case_id is not null then
    select visible_to, hidden_from into new.visible_to, new.hidden_from from cases where partnership_id = new.partnership_id and id = new.case_id;
  else
    select array[1, principal], '{}' into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
  end if;
  if new.visible_to is null then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
  if tg_op = 'UPDATE' then new.version := old.version + 1; end if;
  return new;
end $$;
alter function amity.report_visibility owner to amity_gate;
create trigger visible before insert or update on reports for each row execute function amity.report_visibility();
insert into case_child_tables (name) values ('reports');
