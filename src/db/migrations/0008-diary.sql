-- The diary: what is due, for whom, by when, under which rule. One list is an officer's day.
create table diary_items (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  kind text not null check (kind in ('first contact', 'interview', 'risk assessment', 'victim update', 'plan action', 'task', 'hold ends', 'transfer answer',
    'manager review', 'closing answer', 'last letter', 'survey', 'improvement', 'message to answer', 'evidence to home', 'tenancy', 'legal', 'panel referral')),
  title text not null check (length(title) between 1 and 200),
  due_at timestamptz not null,
  -- "1 working day from receipt (service standard, high)": the rule explains itself wherever the item shows.
  because text not null,
  case_id uuid, report_id uuid, about_kind text, about_id uuid,
  officer_id uuid, agency_id uuid not null,
  made_at timestamptz not null, done_at timestamptz, done_by uuid, outcome text,
  cancelled_at timestamptz, cancelled_because text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id)
);
create index diary_items_officer on diary_items (partnership_id, officer_id, due_at) where done_at is null and cancelled_at is null;
create index diary_items_agency on diary_items (partnership_id, agency_id, due_at) where done_at is null and cancelled_at is null;
create index diary_items_case on diary_items (partnership_id, case_id, due_at) where case_id is not null;
create index diary_items_report on diary_items (partnership_id, report_id) where report_id is not null;
create unique index diary_items_one_open on diary_items (partnership_id, kind, case_id) where done_at is null and cancelled_at is null
  and case_id is not null and kind in ('first contact', 'risk assessment', 'victim update', 'hold ends', 'manager review', 'closing answer');
select amity.wall_rows('diary_items');

create function amity.diary_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if new.case_id is not null then
    select visible_to, hidden_from into new.visible_to, new.hidden_from from cases where partnership_id = new.partnership_id and id = new.case_id;
  else
    select array[1, principal], '{}' into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
  end if;
  if new.visible_to is null then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
  return new;
end $$;
alter function amity.diary_visibility owner to amity_gate;
create trigger visible before insert on diary_items for each row execute function amity.diary_visibility();
create trigger keep_visibility before update of visible_to, hidden_from on diary_items for each row execute function amity.keep_visibility();
insert into case_child_tables (name) values ('diary_items');
