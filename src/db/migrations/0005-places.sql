-- Wards, postcodes and places, and what others have recorded nearby (police.uk street files).
create table wards (
  partnership_id int not null references partnerships (id),
  code text not null, name text not null,
  households int, residents int,
  -- Outline as rings of [longitude, latitude], for the locator map.
  rings jsonb,
  primary key (partnership_id, code)
);
select amity.wall_published('wards');

create table postcodes (
  partnership_id int not null references partnerships (id),
  postcode text not null, latitude double precision not null, longitude double precision not null,
  ward_code text, area_code text,
  primary key (partnership_id, postcode)
);
select amity.wall_published('postcodes');

create table places (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  kind text not null check (kind in ('home', 'block', 'street', 'open space', 'shop or business', 'described')),
  uprn text, address text not null check (length(address) between 1 and 500), postcode text,
  ward_code text, latitude double precision, longitude double precision,
  landlord_agency_id uuid,
  primary key (partnership_id, id)
);
create unique index places_uprn on places (partnership_id, uprn) where uprn is not null;
create index places_postcode on places (partnership_id, postcode);
create index places_near on places (partnership_id, latitude, longitude);
-- Addresses of the borough are public facts; who lives there is not, and stands in people.
select amity.wall_published('places');
-- A report made without an account may name a place nobody has recorded yet.
create policy described on places for insert to amity_web with check (partnership_id = amity.partnership() and amity.actor() in ('public', 'person', 'key') and kind = 'described');

create table context_incidents (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  source text not null, source_file text not null, source_line int not null,
  month date not null, crime_id text, crime_type text not null, location text,
  latitude double precision, longitude double precision, area_code text, area_name text,
  reported_by text, falls_within text, outcome text,
  primary key (partnership_id, id),
  -- ASB rows have no key and identical rows are legitimate: the line of the file is what makes a row itself.
  unique (partnership_id, source, source_file, source_line)
);
create index context_incidents_near on context_incidents (partnership_id, latitude, longitude);
create index context_incidents_month on context_incidents (partnership_id, month, crime_type);
select amity.wall_inside('context_incidents', false);
