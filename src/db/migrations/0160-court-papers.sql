-- Papers for a court: witness statements in versions and who signed them, the chronology chosen for court, and bundles. Each is added to and never changed.

-- A matter is named without a foreign key: it may go first when an agency leaves. The rules below say that it is of the case.
-- One row a version: a change is the next version, and the document of each is kept as it was drawn.
create table witness_statements (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid,
  -- The same for all versions; `number` is which statement of its maker this is.
  statement_id uuid not null, version int not null check (version > 0), number int not null check (number between 1 and 99),
  maker text not null check (length(maker) between 1 and 200), maker_is text not null check (length(maker_is) between 1 and 300),
  paragraphs text[] not null check (cardinality(paragraphs) between 1 and 500),
  -- As the paragraphs name them; each is an exhibit of this case.
  exhibits text[] not null default '{}',
  will_be_called boolean not null, not_called_because text,
  why text not null check (length(why) between 1 and 1000),
  written_at timestamptz not null, written_by uuid not null,
  stored_as text not null, sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'), size int not null, pages int not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  unique (partnership_id, case_id, statement_id, version),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  check (will_be_called = (not_called_because is null))
);

-- Who signed which version, when and how. The signature is on that document and on no later one.
create table statement_signatures (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, version_id uuid not null,
  signed_as text not null check (length(signed_as) between 1 and 200), signed_at timestamptz not null,
  how text not null check (how in ('by hand on paper', 'by hand on a screen', 'typed, by electronic means')),
  proof text not null check (length(proof) between 1 and 1000),
  recorded_at timestamptz not null, recorded_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  unique (partnership_id, case_id, version_id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, version_id) references witness_statements (partnership_id, id),
  check (signed_at <= recorded_at)
);

create table court_chronologies (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, version int not null check (version > 0),
  title text not null check (length(title) between 1 and 200), made_at timestamptz not null, made_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  unique (partnership_id, case_id, version),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);
-- Each choice, with its entry as it read then. What is kept back is there only because somebody who may said why.
create table court_chronology_lines (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, chronology_id uuid not null, entry_id uuid not null,
  kept_back text[] not null default '{}', because text check (length(because) between 1 and 1000),
  happened_at timestamptz not null, summary text not null, body text not null,
  chosen_at timestamptz not null, chosen_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  unique (partnership_id, case_id, chronology_id, entry_id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, chronology_id) references court_chronologies (partnership_id, id),
  check ((cardinality(kept_back) = 0) = (because is null))
);

-- A bundle: everything it was drawn from, so that the same bytes can be made again, what was left out and why, and the file itself.
create table court_bundles (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid, version int not null check (version > 0),
  title text not null check (length(title) between 1 and 200), made_at timestamptz not null, made_by uuid not null,
  drawn_from jsonb not null check (jsonb_typeof(drawn_from) = 'object'),
  -- Name in the bundle and in the store of each picture in it.
  pictures jsonb not null check (jsonb_typeof(pictures) = 'array'),
  left_out jsonb not null check (jsonb_typeof(left_out) = 'array'),
  stored_as text not null, sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'), size int not null, pages int not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  unique (partnership_id, case_id, version),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);

-- What belongs to a case stays in it, and what is named is of it. Nobody who only broke the glass, and nobody but the agency that leads, makes papers for court.
create function amity.court_paper_rules() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare it jsonb := to_jsonb(new); e entries;
begin
  if amity.actor() = 'officer' and (not amity.may('work on cases') or amity.sees_by_glass(new.case_id)
      or not exists (select from cases c where c.partnership_id = new.partnership_id and c.id = new.case_id and c.lead_agency_id = amity.agency())) then
    raise exception 'Papers for court are made by the agency that leads the case' using errcode = 'insufficient_privilege';
  end if;
  if it ->> 'matter_id' is not null and not exists (select from matters m where m.partnership_id = new.partnership_id and m.id = (it ->> 'matter_id')::uuid and m.case_id = new.case_id)
    or it ->> 'version_id' is not null and not exists (select from witness_statements s where s.partnership_id = new.partnership_id and s.id = (it ->> 'version_id')::uuid and s.case_id = new.case_id)
    or it ->> 'chronology_id' is not null and not exists (select from court_chronologies s where s.partnership_id = new.partnership_id and s.id = (it ->> 'chronology_id')::uuid and s.case_id = new.case_id) then
    raise exception 'no such record' using errcode = 'foreign_key_violation';
  end if;
  if tg_table_name = 'witness_statements' and exists (select from jsonb_array_elements_text(it -> 'exhibits') x where not exists (select from exhibits h where h.partnership_id = new.partnership_id and h.case_id = new.case_id and h.reference = x)) then
    raise exception 'no such record' using errcode = 'foreign_key_violation';
  end if;
  if tg_table_name = 'court_chronology_lines' then
    select * into e from entries where partnership_id = new.partnership_id and id = (it ->> 'entry_id')::uuid and case_id = new.case_id;
    if e.id is null then raise exception 'no such record' using errcode = 'foreign_key_violation'; end if;
    if e.visibility = 'restricted' and not (it -> 'kept_back') ? 'restricted' then raise exception 'A restricted entry says that it is one' using errcode = 'check_violation'; end if;
    if amity.actor() = 'officer' and jsonb_array_length(it -> 'kept_back') > 0 and not amity.may('authorise legal steps') then
      raise exception 'What is kept back is chosen by whoever may authorise legal steps' using errcode = 'insufficient_privilege';
    end if;
  end if;
  return new;
end $$;
alter function amity.court_paper_rules owner to amity_gate;

do $$
declare t text;
begin
  foreach t in array array['witness_statements', 'statement_signatures', 'court_chronologies', 'court_chronology_lines', 'court_bundles'] loop
    perform amity.wall_case_child(t::regclass);
    execute format('revoke update on %I from amity_web', t);
    execute format('drop policy changed on %I', t);
    execute format('create trigger rules before insert on %I for each row execute function amity.court_paper_rules()', t);
    execute format('create trigger only_added_to before update or delete on %I for each row execute function amity.only_added_to()', t);
  end loop;
end $$;
create index statement_signatures_version on statement_signatures (partnership_id, version_id);
create index court_chronology_lines_of on court_chronology_lines (partnership_id, chronology_id, happened_at);
create trigger names_only_seen before insert on witness_statements for each row execute function amity.names_only_seen('matter_id', 'matters');
create trigger names_only_seen before insert on statement_signatures for each row execute function amity.names_only_seen('version_id', 'witness_statements');
create trigger names_only_seen before insert on court_chronology_lines for each row execute function amity.names_only_seen('chronology_id', 'court_chronologies', 'entry_id', 'entries');
create trigger names_only_seen before insert on court_bundles for each row execute function amity.names_only_seen('matter_id', 'matters');
create trigger signed before insert on witness_statements for each row execute function amity.signed_by_themselves('written_by');
create trigger signed before insert on statement_signatures for each row execute function amity.signed_by_themselves('recorded_by');
create trigger signed before insert on court_chronologies for each row execute function amity.signed_by_themselves('made_by');
create trigger signed before insert on court_chronology_lines for each row execute function amity.signed_by_themselves('chosen_by');
create trigger signed before insert on court_bundles for each row execute function amity.signed_by_themselves('made_by');

-- An agency that leaves takes them along (they are in its export); here they go with its cases, and their files with them.
create function amity.court_papers_leave() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare theirs text := 'exists (select from cases c where c.partnership_id = t.partnership_id and c.id = t.case_id and c.lead_agency_id = $4)'; paths text[]; child text;
begin
  select array_agg(f.stored_as) into paths from (select partnership_id, case_id, stored_as from witness_statements union all select partnership_id, case_id, stored_as from court_bundles) f
    join cases c on c.partnership_id = f.partnership_id and c.id = f.case_id where f.partnership_id = new.partnership_id and c.lead_agency_id = new.agency_id;
  foreach child in array array['statement_signatures', 'witness_statements', 'court_chronology_lines', 'court_chronologies', 'court_bundles'] loop
    perform amity.bury(child, theirs, new);
  end loop;
  new.files := coalesce(new.files, '{}') || coalesce(paths, '{}');
  return new;
end $$;
alter function amity.court_papers_leave owner to amity_gate;
create trigger court_papers_leave before update on agency_leavings for each row when (new.state = 'left' and old.state = 'confirmed') execute function amity.court_papers_leave();
