-- What others published about the area (police.uk street files): which file was read, and what it held.
create table context_files (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  source text not null, month date not null, force text not null,
  -- Of the file as it was given: the same file again adds nothing; another one for the month takes its place.
  sha256 text not null, file_name text not null,
  rows int not null check (rows >= 0), unlocated int not null check (unlocated between 0 and rows),
  loaded_at timestamptz not null, loaded_by uuid, times_replaced int not null default 0,
  primary key (partnership_id, id), unique (partnership_id, source, month, force)
);
select amity.wall_inside('context_files');

-- A corrected file takes the place of the one before; only the service itself does that.
create policy replaced on context_incidents for delete to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system');
grant delete on context_incidents to amity_web;
