-- The history of settings: who changed, confirmed or put back what, when, why and on whose word.
-- The number is how two administrators editing at once are told apart: each change takes the next one, once.
create table setting_changes (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  agency_id uuid, key text not null, number int not null check (number > 0),
  kind text not null check (kind in ('changed', 'confirmed', 'back to the default')),
  was jsonb, became jsonb, why text not null, source text, officer_id uuid not null, at timestamptz not null,
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id)
);
create unique index setting_changes_number on setting_changes (partnership_id, key, coalesce(agency_id, '00000000-0000-0000-0000-000000000000'), number);
select amity.wall_inside('setting_changes', false);
revoke update on setting_changes from amity_web;
-- Going back to the default takes the row away; the history keeps what it said.
grant delete on settings to amity_web;
