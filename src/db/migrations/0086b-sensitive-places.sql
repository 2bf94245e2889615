-- Places that must not be known: a refuge. Places themselves are published to everybody, so the mark stands here, read by its circle
-- alone, and whatever is about such a place is restricted in the same transaction.
create table sensitive_places (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  circle_id uuid not null, address text not null check (length(address) between 1 and 500), postcode text not null, address_key text not null,
  because text not null check (length(because) between 1 and 1000),
  marked_at timestamptz not null, marked_by uuid, ended_at timestamptz, ended_by uuid, ended_because text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, circle_id) references circles (partnership_id, id),
  check ((ended_at is null) = (ended_because is null))
);
create unique index sensitive_places_once on sensitive_places (partnership_id, circle_id, address_key) where ended_at is null;
create index sensitive_places_key on sensitive_places (partnership_id, address_key) where ended_at is null;
select amity.wall_rows('sensitive_places');

create function amity.sensitive_place_rules() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() = 'officer' and not (amity.keeps_circle(new.circle_id) and exists (select from circles where partnership_id = new.partnership_id and id = new.circle_id and for_flag = 'sensitive location')) then
    raise exception 'no such circle' using errcode = 'foreign_key_violation';
  end if;
  if tg_op = 'UPDATE' and (old.ended_at is not null or to_jsonb(new) - array['ended_at', 'ended_by', 'ended_because'] <> to_jsonb(old) - array['ended_at', 'ended_by', 'ended_because']) then
    raise exception 'A mark is ended and made anew, never rewritten' using errcode = 'insufficient_privilege';
  end if;
  new.address_key := amity.building_key(new.address, new.postcode);
  if new.address_key is null then raise exception 'an address with a postcode is needed' using errcode = 'check_violation'; end if;
  select array[1, principal] into new.visible_to from circles where partnership_id = new.partnership_id and id = new.circle_id;
  new.hidden_from := '{}';
  return new;
end $$;
alter function amity.sensitive_place_rules owner to amity_gate;
create trigger rules before insert or update on sensitive_places for each row execute function amity.sensitive_place_rules();

-- The buildings of a case with those kept confidential: this one only ever hides, so nothing can be guessed by it from outside.
create function amity.case_is_sensitive(p_partnership int, p_case uuid, p_place uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select exists (select from sensitive_places where partnership_id = p_partnership and ended_at is null) and exists (
    select from sensitive_places s where s.partnership_id = p_partnership and s.ended_at is null and (s.address_key = any (amity.case_keys(p_partnership, p_case, p_place))
      or s.address_key in (select amity.building_key(k.address, k.postcode) from case_parties cp join confidential_contacts k on k.partnership_id = cp.partnership_id and k.person_id = cp.person_id and k.ended_at is null
        where cp.partnership_id = p_partnership and cp.case_id = p_case and cp.left_at is null)))
$$;
alter function amity.case_is_sensitive owner to amity_gate;
revoke all on function amity.case_is_sensitive from public;

create function amity.flag_if_sensitive(p_partnership int, p_case uuid) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c cases; who text := amity.actor(); saw boolean;
begin
  select * into c from cases where partnership_id = p_partnership and id = p_case;
  if c.id is null or 'sensitive location' = any (c.flags) or not amity.case_is_sensitive(p_partnership, p_case, c.place_id) then return; end if;
  saw := coalesce(who = 'officer' and c.visible_to && amity.principals() and not c.hidden_from && amity.principals(), false);
  -- The service does it: an officer who typed the address from outside does not come in by it.
  perform set_config('amity.actor', 'system', true);
  update cases set flags = array_append(flags, 'sensitive location') where partnership_id = p_partnership and id = p_case;
  insert into case_flags (partnership_id, case_id, flag, raised_at, raised_because)
    select p_partnership, p_case, 'sensitive location', amity.now(), 'Where it happens, or where somebody lives, is a place that must not be known'
    where not exists (select from case_flags where partnership_id = p_partnership and case_id = p_case and flag = 'sensitive location' and lowered_at is null);
  perform set_config('amity.actor', coalesce(who, ''), true);
  if saw then perform amity.let_in(p_partnership, x.circle_id, amity.officer(), 'raised it') from cases x where x.partnership_id = p_partnership and x.id = p_case and x.circle_id is not null; end if;
end $$;
alter function amity.flag_if_sensitive owner to amity_gate;
revoke all on function amity.flag_if_sensitive from public;

-- A case that opens at such a place is restricted before anybody else can read it.
create function amity.opens_sensitive() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if new.place_id is not null and not 'sensitive location' = any (new.flags) and exists (select from sensitive_places s join places l on l.partnership_id = s.partnership_id and amity.building_key(l.address, l.postcode) = s.address_key
      where s.partnership_id = new.partnership_id and s.ended_at is null and l.id = new.place_id) then
    new.flags := array_append(new.flags, 'sensitive location');
  end if;
  return new;
end $$;
alter function amity.opens_sensitive owner to amity_gate;
-- Before "restrict_by_flag" by its name.
create trigger opens_sensitive before insert on cases for each row execute function amity.opens_sensitive();
create function amity.becomes_sensitive() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record;
begin
  if not exists (select from sensitive_places where partnership_id = new.partnership_id and ended_at is null) then return null; end if;
  if tg_table_name = 'cases' then perform amity.flag_if_sensitive(new.partnership_id, new.id);
  elsif tg_table_name in ('people', 'confidential_contacts') then
    for c in select distinct cp.case_id from case_parties cp where cp.partnership_id = new.partnership_id and cp.left_at is null and cp.person_id = case when tg_table_name = 'people' then new.id else (to_jsonb(new) ->> 'person_id')::uuid end loop
      perform amity.flag_if_sensitive(new.partnership_id, c.case_id);
    end loop;
  elsif (to_jsonb(new) ->> 'case_id') is not null then perform amity.flag_if_sensitive(new.partnership_id, (to_jsonb(new) ->> 'case_id')::uuid);
  end if;
  return null;
end $$;
alter function amity.becomes_sensitive owner to amity_gate;
create trigger zz_sensitive after update of place_id on cases for each row when (new.place_id is distinct from old.place_id) execute function amity.becomes_sensitive();
create trigger zz_sensitive after insert or update of person_id, case_id on case_parties for each row execute function amity.becomes_sensitive();
create trigger zz_sensitive after insert on incidents for each row execute function amity.becomes_sensitive();
create trigger zz_sensitive after insert or update of case_id on reports for each row when (new.case_id is not null) execute function amity.becomes_sensitive();
create trigger zz_sensitive after update of address, postcode, place_id on people for each row execute function amity.becomes_sensitive();
create trigger zz_sensitive after insert or update of address, postcode on confidential_contacts for each row execute function amity.becomes_sensitive();

-- A report nobody has put in a case yet waits with the circle alone. 0 is nobody's principal: other systems leave out what is hidden from anybody.
alter table reports add column sensitive_place boolean not null default false;
create function amity.report_is_sensitive() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare seen int[];
begin
  select array_agg(distinct q.principal) into seen from sensitive_places s join circles q on q.partnership_id = s.partnership_id and q.id = s.circle_id
    where s.partnership_id = new.partnership_id and s.ended_at is null
      and s.address_key in (amity.building_key(new.place_described, new.postcode), amity.building_key(new.reporter_address, null), (select amity.building_key(l.address, l.postcode) from places l where l.partnership_id = new.partnership_id and l.id = new.place_id));
  new.sensitive_place := seen is not null;
  if seen is not null and new.case_id is null then
    new.visible_to := array[1] || seen;
    new.hidden_from := new.hidden_from || 0;
  end if;
  return new;
end $$;
alter function amity.report_is_sensitive owner to amity_gate;
-- After the other "visible" triggers by its name.
create trigger visible_sensitive before insert or update on reports for each row execute function amity.report_is_sensitive();
create function amity.sensitive_report_waits() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare k record; who text := amity.actor();
begin
  perform set_config('amity.actor', 'system', true);
  for k in select distinct q.keeper_id, q.agency_id from circles q where q.partnership_id = new.partnership_id and q.kind = 'class' and q.principal = any (new.visible_to) loop
    insert into diary_items (partnership_id, kind, title, due_at, because, about_kind, about_id, officer_id, agency_id, made_at)
      values (new.partnership_id, 'first contact', 'A report waits for you to take it', amity.now() + interval '4 hours', 'It waits with a circle you keep', 'report', new.id, k.keeper_id, k.agency_id, amity.now());
  end loop;
  perform set_config('amity.actor', coalesce(who, ''), true);
  return null;
end $$;
alter function amity.sensitive_report_waits owner to amity_gate;
create trigger zz_waits after insert on reports for each row when (new.sensitive_place and new.case_id is null) execute function amity.sensitive_report_waits();

-- What hangs on a report without a case is seen as the report is: what we wrote to whoever made it, and its files.
create function amity.visible_as_report() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare r record;
begin
  if new.report_id is not null and new.case_id is null then
    select visible_to, hidden_from into r from reports where partnership_id = new.partnership_id and id = new.report_id;
    if r.visible_to is not null then new.visible_to := r.visible_to; new.hidden_from := r.hidden_from; end if;
  end if;
  return new;
end $$;
alter function amity.visible_as_report owner to amity_gate;
create trigger visible_as_report before insert on outgoing_messages for each row execute function amity.visible_as_report();
create trigger visible_as_report before insert or update of report_id on attachments for each row execute function amity.visible_as_report();
create function amity.spread_report() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update outgoing_messages set visible_to = new.visible_to, hidden_from = new.hidden_from where partnership_id = new.partnership_id and report_id = new.id and case_id is null;
  update attachments set visible_to = new.visible_to, hidden_from = new.hidden_from where partnership_id = new.partnership_id and report_id = new.id and case_id is null;
  return null;
end $$;
alter function amity.spread_report owner to amity_gate;
create trigger spread_report after update on reports for each row
  when (new.visible_to is distinct from old.visible_to or new.hidden_from is distinct from old.hidden_from) execute function amity.spread_report();

-- Marking a place restricts what is there already; ending the mark lets reports go back to the pot. Cases keep their flag until a manager lowers it.
create function amity.sensitive_takes_effect() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record;
begin
  update reports r set place_id = r.place_id where r.partnership_id = new.partnership_id and r.case_id is null
    and ((r.place_described is not null and amity.building_key(r.place_described, r.postcode) = new.address_key) or amity.building_key(r.reporter_address, null) = new.address_key);
  if new.ended_at is null then
    for c in
      select k.id from places l join cases k on k.partnership_id = l.partnership_id and k.place_id = l.id where l.partnership_id = new.partnership_id and amity.building_key(l.address, l.postcode) = new.address_key
      union select cp.case_id from people p join case_parties cp on cp.partnership_id = p.partnership_id and cp.person_id = p.id where p.partnership_id = new.partnership_id and p.address is not null and amity.building_key(p.address, p.postcode) = new.address_key
      union select cp.case_id from confidential_contacts k join case_parties cp on cp.partnership_id = k.partnership_id and cp.person_id = k.person_id
        where k.partnership_id = new.partnership_id and k.ended_at is null and k.address is not null and amity.building_key(k.address, k.postcode) = new.address_key
      union select i.case_id from incidents i where i.partnership_id = new.partnership_id and i.place_described is not null and amity.building_key(i.place_described, i.postcode) = new.address_key
      union select r.case_id from reports r where r.partnership_id = new.partnership_id and r.case_id is not null and r.place_described is not null and amity.building_key(r.place_described, r.postcode) = new.address_key
    loop
      perform amity.flag_if_sensitive(new.partnership_id, c.id);
    end loop;
  end if;
  return null;
end $$;
alter function amity.sensitive_takes_effect owner to amity_gate;
create trigger takes_effect after insert or update of ended_at on sensitive_places for each row execute function amity.sensitive_takes_effect();
