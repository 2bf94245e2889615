-- Records brought in from files: each import, the file while it is needed, the rows refused, and the trail of every row.

-- Seen by the agency that brings them in, like what they will become.
create function amity.import_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  select array[1, principal], '{}' into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
  if new.visible_to is null or not (amity.actor() in ('system', 'owner') or new.visible_to && amity.principals()) then
    raise exception 'no such agency' using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
alter function amity.import_visibility owner to amity_gate;

create table imports (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(), version int not null default 1,
  kind text not null check (kind in ('reports', 'cases')),
  -- What the sender is called: with a row's key it says whether that row came before.
  source text not null check (length(source) between 1 and 80),
  file_name text not null, sha256 text not null, map jsonb not null, map_sha256 text not null, all_or_nothing boolean not null default false,
  agency_id uuid not null, officer_id uuid not null,
  state text not null check (state in ('choosing', 'running', 'stopped', 'done', 'refused')),
  -- rows_done of the file's rows are accounted for: added, there already, or refused.
  rows_total int, rows_done int not null default 0, added int not null default 0, already_there int not null default 0, refused int not null default 0,
  check (rows_done = added + already_there + refused),
  problem text, made_at timestamptz not null, made_by uuid, changed_at timestamptz not null, ended_at timestamptz,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id)
);
create index imports_made on imports (partnership_id, made_at desc, id desc);
create index imports_same on imports (partnership_id, kind, source, sha256);
select amity.wall_rows('imports');
create trigger visible before insert or update on imports for each row execute function amity.import_visibility();

-- The file as it was uploaded, until its import has ended.
create table import_files (
  partnership_id int not null, id uuid not null, agency_id uuid not null, bytes bytea not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id), foreign key (partnership_id, id) references imports (partnership_id, id)
);
select amity.wall_rows('import_files', false);
create trigger visible before insert or update on import_files for each row execute function amity.import_visibility();
create policy forgotten on import_files for delete to amity_web using (partnership_id = amity.partnership() and amity.inside() and visible_to && amity.principals());
grant delete on import_files to amity_web;

create table import_refusals (
  partnership_id int not null, id uuid not null default amity.new_id(), import_id uuid not null, agency_id uuid not null,
  line int not null, column_name text not null, reason text not null, cells jsonb not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id), foreign key (partnership_id, import_id) references imports (partnership_id, id)
);
create index import_refusals_import on import_refusals (partnership_id, import_id, line);
select amity.wall_rows('import_refusals', false);
create trigger visible before insert on import_refusals for each row execute function amity.import_visibility();

-- The trail of each row: from which line of which import which record came. Only the service itself reads it.
create table imported_rows (
  partnership_id int not null, kind text not null, source text not null, key text not null,
  -- Of the row as it stood in the file: the same key with other words is not the same row.
  digest text not null, record_id uuid not null, import_id uuid not null, line int not null,
  primary key (partnership_id, kind, source, key),
  foreign key (partnership_id, import_id) references imports (partnership_id, id)
);
select amity.protect('imported_rows', false);
create policy service on imported_rows to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select, insert on imported_rows to amity_web;
