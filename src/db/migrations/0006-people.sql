-- People: who reports, is harmed, saw it, is said to be responsible.
create table people (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  kind text not null default 'person' check (kind in ('person', 'organisation')),
  given_name text not null default '', family_name text not null default '', known_as text,
  born_on date, is_child boolean not null default false,
  email text, phone text, place_id uuid, address text, postcode text,
  language text, format_needs text, access_needs text,
  -- The safe-contact rule: nothing is sent, printed or said outside these.
  safe_means text[] not null default '{}' check (safe_means <@ array['phone', 'text', 'email', 'post', 'visit', 'through someone else']),
  safe_times text, may_leave_message boolean not null default false, must_not_know text, safe_contact_checked_on date,
  vulnerability text,
  -- Contact warning for staff, with its reason and review (markers proper come with the full wall).
  contact_warning text, contact_warning_review_on date,
  may_share boolean,
  owner_agency_id uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  created_at timestamptz not null default now(), version int not null default 1,
  primary key (partnership_id, id),
  foreign key (partnership_id, owner_agency_id) references agencies (partnership_id, id),
  foreign key (partnership_id, place_id) references places (partnership_id, id)
);
create index people_name on people (partnership_id, lower(family_name), lower(given_name));
create index people_email on people (partnership_id, lower(email)) where email is not null;
create index people_phone on people (partnership_id, phone) where phone is not null;
create index people_place on people (partnership_id, place_id) where place_id is not null;
create index people_postcode on people (partnership_id, postcode) where postcode is not null;
select amity.wall_rows('people');

-- A row starts visible to the service (principal 1) and the agency that owns it.
create function amity.visible_to_owner() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare owner int;
begin
  select principal into owner from agencies where partnership_id = new.partnership_id and id = new.owner_agency_id;
  if owner is null then raise exception 'no such agency' using errcode = 'foreign_key_violation'; end if;
  new.visible_to := array[1, owner];
  new.hidden_from := '{}';
  return new;
end $$;
alter function amity.visible_to_owner owner to amity_gate;
create trigger visible before insert on people for each row execute function amity.visible_to_owner();
-- Nobody widens or narrows a record by writing the arrays themselves: only the gate's functions do.
create function amity.keep_visibility() returns trigger language plpgsql as $$
begin
  if current_user <> 'amity_gate' then
    new.visible_to := old.visible_to;
    new.hidden_from := old.hidden_from;
  end if;
  return new;
end $$;
create trigger keep_visibility before update of visible_to, hidden_from on people for each row execute function amity.keep_visibility();
