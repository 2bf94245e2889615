-- What an officer puts in their own diary, what is put off and why, and who answers for whom while they are away.
alter table diary_items add column first_due_at timestamptz, add column put_off int not null default 0, add column put_off_because text, add column made_by uuid;
create index diary_items_after on diary_items (partnership_id, officer_id, due_at, id) where done_at is null and cancelled_at is null;

create table absences (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  officer_id uuid not null, cover_id uuid not null, from_day date not null, until_day date not null,
  made_at timestamptz not null, made_by uuid not null, ended_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id),
  foreign key (partnership_id, cover_id) references officers (partnership_id, id),
  check (from_day <= until_day), check (officer_id <> cover_id)
);
create index absences_officer on absences (partnership_id, officer_id, until_day) where ended_at is null;
select amity.wall_inside('absences');
