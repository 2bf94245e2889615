-- Confidential addresses, telephones and e-mails: they leave the row that everybody on a case reads, for one that only their keepers read.
-- So lists, search, matching, letters and other systems have nothing to leak. And places that must not be known (a refuge).

-- Which of a person's contacts are kept apart; whoever sees the person sees that much, so that they ask a keeper and do not guess.
alter table people add column confidential text[] not null default '{}' check (confidential <@ array['address', 'phone', 'email']);

create table confidential_contacts (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  person_id uuid not null,
  -- What a report of theirs carried; null: what the person's own row carried.
  report_id uuid,
  address text, postcode text, place_id uuid, phone text, email text,
  because text not null check (length(because) between 1 and 2000),
  marked_at timestamptz not null, marked_by uuid,
  ended_at timestamptz, ended_by uuid, ended_because text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, person_id) references people (partnership_id, id),
  foreign key (partnership_id, report_id) references reports (partnership_id, id),
  check ((ended_at is null) = (ended_because is null))
);
create unique index confidential_contacts_one on confidential_contacts (partnership_id, person_id) where ended_at is null and report_id is null;
create unique index confidential_contacts_report on confidential_contacts (partnership_id, report_id) where ended_at is null and report_id is not null;
create index confidential_contacts_phone on confidential_contacts (partnership_id, amity.last_digits(phone)) where ended_at is null and phone is not null;
create index confidential_contacts_email on confidential_contacts (partnership_id, lower(email)) where ended_at is null and email is not null;
create index confidential_contacts_building on confidential_contacts (partnership_id, amity.building_key(address, postcode)) where ended_at is null and address is not null;
select amity.protect('confidential_contacts', false);
create policy seen on confidential_contacts for select to amity_web using (partnership_id = amity.partnership() and visible_to && amity.principals() and not hidden_from && amity.principals());
grant select on confidential_contacts to amity_web;
-- The trail says that it was marked, changed and ended, and never what it says.
create function amity.audit_in_confidence() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare changed jsonb;
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - array['visible_to', 'hidden_from'] = to_jsonb(old) - array['visible_to', 'hidden_from'] then return null; end if;
  changed := jsonb_build_object('because', new.because, 'ended_because', new.ended_because, 'kinds', (select to_jsonb(p.confidential) from people p where p.partnership_id = new.partnership_id and p.id = new.person_id));
  insert into audit_events (partnership_id, actor, officer_id, agency_id, action, subject_kind, subject_id, changes, salt, digest, row_hash)
    values (new.partnership_id, coalesce(amity.actor(), 'nobody'), amity.officer(), amity.agency(), lower(tg_op), tg_table_name, new.id::text, changed, '', '', '');
  return null;
end $$;
alter function amity.audit_in_confidence owner to amity_gate;
create trigger audited after insert or update on confidential_contacts for each row execute function amity.audit_in_confidence();

-- Officers named beside those who lead.
create table confidential_keepers (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  person_id uuid not null, officer_id uuid not null, because text not null check (length(because) between 1 and 1000),
  added_at timestamptz not null, added_by uuid, ended_at timestamptz, ended_because text,
  primary key (partnership_id, id),
  foreign key (partnership_id, person_id) references people (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id)
);
create unique index confidential_keepers_once on confidential_keepers (partnership_id, person_id, officer_id) where ended_at is null;
select amity.protect('confidential_keepers');

-- Who keeps it: the lead officers of their open cases, the circles of their restricted cases, and those named; each only where they are
-- not said to be responsible. Never an officer in conflict with them, with the address, or with anybody in a case of theirs.
create function amity.confidential_visibility(p_partnership int, p_person uuid) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update confidential_contacts k set visible_to = (
      select array_agg(distinct v order by v) from (
        select 1 as v
        union all select o.principal from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id and c.status in ('open', 'on hold')
          join officers o on o.partnership_id = c.partnership_id and o.id = c.lead_officer_id
          where cp.partnership_id = p_partnership and cp.person_id = p_person and cp.left_at is null and cp.role <> 'alleged perpetrator'
            and not exists (select from case_parties b where b.partnership_id = cp.partnership_id and b.case_id = cp.case_id and b.person_id = p_person and b.role = 'alleged perpetrator')
        union all select q.principal from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id join circles q on q.partnership_id = c.partnership_id and q.id = c.circle_id
          where cp.partnership_id = p_partnership and cp.person_id = p_person and cp.left_at is null and cp.role <> 'alleged perpetrator'
            and not exists (select from case_parties b where b.partnership_id = cp.partnership_id and b.case_id = cp.case_id and b.person_id = p_person and b.role = 'alleged perpetrator')
        union all select o.principal from confidential_keepers n join officers o on o.partnership_id = n.partnership_id and o.id = n.officer_id
          where n.partnership_id = p_partnership and n.person_id = p_person and n.ended_at is null) seen),
    hidden_from = (
      select coalesce(array_agg(distinct h order by h), '{}') from (
        select unnest(c.hidden_from) as h from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id where cp.partnership_id = p_partnership and cp.person_id = p_person
        union all select unnest(p.hidden_from) from people p where p.partnership_id = p_partnership and p.id = p_person
        union all select o.principal from conflicts f join officers o on o.partnership_id = f.partnership_id and o.id = f.officer_id
          where f.partnership_id = p_partnership and f.ended_at is null and (f.address_key = amity.building_key(k.address, k.postcode) or f.subject_id = k.place_id)) hid)
  where k.partnership_id = p_partnership and k.person_id = p_person and k.ended_at is null;
end $$;
alter function amity.confidential_visibility owner to amity_gate;
revoke all on function amity.confidential_visibility from public;

create function amity.confidence_follows() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare p record;
begin
  if not exists (select from confidential_contacts where partnership_id = new.partnership_id and ended_at is null) then return null; end if;
  if tg_table_name = 'cases' then
    for p in select distinct cp.person_id from case_parties cp join confidential_contacts k on k.partnership_id = cp.partnership_id and k.person_id = cp.person_id and k.ended_at is null
        where cp.partnership_id = new.partnership_id and cp.case_id = new.id loop
      perform amity.confidential_visibility(new.partnership_id, p.person_id);
    end loop;
  elsif tg_table_name = 'conflicts' then
    for p in select distinct k.person_id from confidential_contacts k where k.partnership_id = new.partnership_id and k.ended_at is null loop
      perform amity.confidential_visibility(new.partnership_id, p.person_id);
    end loop;
  else
    if new.person_id is not null then perform amity.confidential_visibility(new.partnership_id, new.person_id); end if;
  end if;
  return null;
end $$;
alter function amity.confidence_follows owner to amity_gate;
create trigger the_confidence_follows after update on cases for each row
  when (new.hidden_from is distinct from old.hidden_from or new.lead_officer_id is distinct from old.lead_officer_id or new.circle_id is distinct from old.circle_id or new.status is distinct from old.status) execute function amity.confidence_follows();
create trigger the_confidence_follows after insert or update of person_id, role, left_at, case_id on case_parties for each row execute function amity.confidence_follows();
create trigger the_confidence_follows after insert or update of ended_at on conflicts for each row execute function amity.confidence_follows();
create trigger follows after insert or update on confidential_keepers for each row execute function amity.confidence_follows();

-- May whoever asks read what is kept of this person?
create function amity.keeps_contact(p_person uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select exists (select from confidential_contacts k where k.partnership_id = amity.partnership() and k.person_id = p_person and k.report_id is null and k.ended_at is null
    and k.visible_to && amity.principals() and not k.hidden_from && amity.principals())
$$;
alter function amity.keeps_contact owner to amity_gate;
revoke all on function amity.keeps_contact from public;
grant execute on function amity.keeps_contact to amity_web;

-- A telephone or an address typed into a kept field goes where it is kept, or nowhere: nobody else may put another in its place, for then
-- messages would go to them. And nobody sets or unsets what is kept but through the functions below.
create function amity.people_keep_confidence() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if current_setting('amity.keeping', true) = 'on' then return new; end if;
  new.confidential := case when tg_op = 'UPDATE' then old.confidential else '{}' end;
  if new.confidential <> '{}' and (('phone' = any (new.confidential) and new.phone is not null) or ('email' = any (new.confidential) and new.email is not null)
      or ('address' = any (new.confidential) and (new.address is not null or new.postcode is not null or new.place_id is not null))) then
    if not amity.keeps_contact(new.id) then raise exception 'These contacts are kept confidential' using errcode = 'insufficient_privilege'; end if;
    update confidential_contacts set
        phone = case when 'phone' = any (new.confidential) then coalesce(new.phone, phone) else phone end, email = case when 'email' = any (new.confidential) then coalesce(new.email, email) else email end,
        address = case when 'address' = any (new.confidential) then coalesce(new.address, address) else address end, postcode = case when 'address' = any (new.confidential) then coalesce(new.postcode, postcode) else postcode end,
        place_id = case when 'address' = any (new.confidential) then coalesce(new.place_id, place_id) else place_id end
      where partnership_id = new.partnership_id and person_id = new.id and report_id is null and ended_at is null;
    if 'phone' = any (new.confidential) then new.phone := null; end if;
    if 'email' = any (new.confidential) then new.email := null; end if;
    if 'address' = any (new.confidential) then new.address := null; new.postcode := null; new.place_id := null; end if;
  end if;
  return new;
end $$;
alter function amity.people_keep_confidence owner to amity_gate;
create trigger keep_confidence before insert or update of phone, email, address, postcode, place_id, confidential on people for each row execute function amity.people_keep_confidence();

-- What reports of theirs carry goes with it: by the person, or by the same telephone, e-mail or address.
create function amity.hide_reports_of(p_partnership int, p_person uuid) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare k confidential_contacts; kinds text[]; r reports;
begin
  select * into k from confidential_contacts where partnership_id = p_partnership and person_id = p_person and report_id is null and ended_at is null;
  if k.id is null then return; end if;
  select confidential into kinds from people where partnership_id = p_partnership and id = p_person;
  for r in select * from reports x where x.partnership_id = p_partnership and (x.reporter_phone is not null or x.reporter_email is not null or x.reporter_address is not null)
      and (x.person_id = p_person or amity.last_digits(x.reporter_phone) = amity.last_digits(k.phone) or lower(x.reporter_email) = lower(k.email)
        or exists (select from case_parties cp join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id
          where cp.partnership_id = x.partnership_id and cp.case_id = x.case_id and cp.person_id = p_person and cp.role = 'reporting' and lower(trim(p.given_name || ' ' || p.family_name)) = lower(trim(x.reporter_name)))) loop
    insert into confidential_contacts (partnership_id, person_id, report_id, phone, email, address, because, marked_at, marked_by)
      values (p_partnership, p_person, r.id, case when 'phone' = any (kinds) then r.reporter_phone end, case when 'email' = any (kinds) then r.reporter_email end, case when 'address' = any (kinds) then r.reporter_address end, k.because, amity.now(), amity.officer())
      on conflict do nothing;
    update reports set reporter_phone = case when 'phone' = any (kinds) then null else reporter_phone end, reporter_email = case when 'email' = any (kinds) then null else reporter_email end,
        reporter_address = case when 'address' = any (kinds) then null else reporter_address end
      where partnership_id = p_partnership and id = r.id;
  end loop;
  perform amity.confidential_visibility(p_partnership, p_person);
end $$;
alter function amity.hide_reports_of owner to amity_gate;
revoke all on function amity.hide_reports_of from public;
-- A new report by a kept telephone or e-mail is kept the same moment, whoever takes it.
create function amity.report_keeps_confidence() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare p record;
begin
  for p in select distinct k.person_id from confidential_contacts k where k.partnership_id = new.partnership_id and k.ended_at is null and k.report_id is null
      and (k.person_id = new.person_id or amity.last_digits(k.phone) = amity.last_digits(new.reporter_phone) or lower(k.email) = lower(new.reporter_email)) loop
    perform amity.hide_reports_of(new.partnership_id, p.person_id);
  end loop;
  return null;
end $$;
alter function amity.report_keeps_confidence owner to amity_gate;
create trigger the_confidence after insert on reports for each row when (new.reporter_phone is not null or new.reporter_email is not null or new.reporter_address is not null) execute function amity.report_keeps_confidence();
create trigger the_confidence_joins after update of person_id on reports for each row when (new.person_id is distinct from old.person_id) execute function amity.report_keeps_confidence();

-- Messages: the row says that one went, by which means, and never where to; the service looks that up when it sends.
alter table outgoing_messages add column to_confidential boolean not null default false;
create function amity.message_keeps_confidence() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare k record;
begin
  for k in select * from confidential_contacts where partnership_id = new.partnership_id and ended_at is null and ((new.person_id is not null and person_id = new.person_id) or (new.report_id is not null and report_id = new.report_id)) loop
    if (new.means = 'email' and k.email is not null) or (new.means = 'text' and k.phone is not null) or (new.means = 'post' and k.address is not null) then
      new.to_confidential := true;
      new.failure := replace(replace(replace(new.failure, coalesce(k.email, '-'), '[kept confidential]'), coalesce(k.phone, '-'), '[kept confidential]'), coalesce(k.address, '-'), '[kept confidential]');
    end if;
  end loop;
  if new.to_confidential then new.address := ''; end if;
  return new;
end $$;
alter function amity.message_keeps_confidence owner to amity_gate;
create trigger keep_confidence before insert or update of address, failure, person_id, means, to_confidential on outgoing_messages for each row execute function amity.message_keeps_confidence();

-- ---------------------------------------------------------------------------------------------------------------
-- What an officer does.

-- Marks contacts of a person they see and work for as confidential. Whoever marks it keeps it, with those who lead.
create function amity.keep_confidential(p_person uuid, p_kinds text[], p_because text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare p people; k confidential_contacts; kinds text[];
begin
  select * into p from people where partnership_id = amity.partnership() and id = p_person and visible_to && amity.principals() and not hidden_from && amity.principals();
  if p.id is null or amity.actor() <> 'officer' or not amity.has_act('work on cases') or cardinality(p_kinds) = 0 or coalesce(p_because, '') = '' then return false; end if;
  if p.owner_agency_id <> amity.agency() and not exists (select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
      where cp.partnership_id = p.partnership_id and cp.person_id = p.id and cp.left_at is null and c.lead_agency_id = amity.agency()) then return false; end if;
  select * into k from confidential_contacts where partnership_id = p.partnership_id and person_id = p.id and report_id is null and ended_at is null;
  if k.id is not null and not amity.keeps_contact(p.id) then return false; end if;
  select array_agg(distinct x order by x) into kinds from unnest(p.confidential || p_kinds) x where x = any (array['address', 'phone', 'email']);
  if k.id is null then
    insert into confidential_contacts (partnership_id, person_id, because, marked_at, marked_by) values (p.partnership_id, p.id, p_because, amity.now(), amity.officer()) returning * into k;
    insert into confidential_keepers (partnership_id, person_id, officer_id, because, added_at, added_by) values (p.partnership_id, p.id, amity.officer(), 'Marked it', amity.now(), amity.officer());
  end if;
  update confidential_contacts set because = p_because, phone = case when 'phone' = any (kinds) then coalesce(p.phone, phone) else phone end, email = case when 'email' = any (kinds) then coalesce(p.email, email) else email end,
      address = case when 'address' = any (kinds) then coalesce(p.address, address) else address end, postcode = case when 'address' = any (kinds) then coalesce(p.postcode, postcode) else postcode end,
      place_id = case when 'address' = any (kinds) then coalesce(p.place_id, place_id) else place_id end
    where partnership_id = p.partnership_id and id = k.id;
  perform set_config('amity.keeping', 'on', true);
  update people set confidential = kinds, phone = case when 'phone' = any (kinds) then null else phone end, email = case when 'email' = any (kinds) then null else email end,
      address = case when 'address' = any (kinds) then null else address end, postcode = case when 'address' = any (kinds) then null else postcode end, place_id = case when 'address' = any (kinds) then null else place_id end, version = version + 1
    where partnership_id = p.partnership_id and id = p.id;
  perform set_config('amity.keeping', '', true);
  perform amity.hide_reports_of(p.partnership_id, p.id);
  update outgoing_messages set to_confidential = true, failure = failure where partnership_id = p.partnership_id and person_id = p.id
    and ((means = 'email' and 'email' = any (kinds)) or (means = 'text' and 'phone' = any (kinds)) or (means = 'post' and 'address' = any (kinds)));
  return true;
end $$;
alter function amity.keep_confidential owner to amity_gate;
revoke all on function amity.keep_confidential from public;
grant execute on function amity.keep_confidential to amity_web;

create function amity.set_confidential(p_person uuid, p_address text, p_postcode text, p_phone text, p_email text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare kinds text[];
begin
  if amity.actor() <> 'officer' or not amity.keeps_contact(p_person) or not amity.has_act('work on cases') then return false; end if;
  select confidential into kinds from people where partnership_id = amity.partnership() and id = p_person;
  update confidential_contacts set phone = case when 'phone' = any (kinds) then p_phone else phone end, email = case when 'email' = any (kinds) then p_email else email end,
      address = case when 'address' = any (kinds) then p_address else address end, postcode = case when 'address' = any (kinds) then p_postcode else postcode end
    where partnership_id = amity.partnership() and person_id = p_person and report_id is null and ended_at is null;
  perform amity.confidential_visibility(amity.partnership(), p_person);
  return true;
end $$;
alter function amity.set_confidential owner to amity_gate;
revoke all on function amity.set_confidential from public;
grant execute on function amity.set_confidential to amity_web;

-- Ends it: what was kept stands again where everybody on the case reads it. Messages that went say no more than before.
create function amity.end_confidential(p_person uuid, p_because text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare k confidential_contacts;
begin
  if amity.actor() <> 'officer' or not amity.keeps_contact(p_person) or not amity.has_act('work on cases') or coalesce(p_because, '') = '' then return false; end if;
  select * into k from confidential_contacts where partnership_id = amity.partnership() and person_id = p_person and report_id is null and ended_at is null;
  perform set_config('amity.keeping', 'on', true);
  update people set confidential = '{}', phone = coalesce(k.phone, phone), email = coalesce(k.email, email), address = coalesce(k.address, address), postcode = coalesce(k.postcode, postcode), place_id = coalesce(k.place_id, place_id), version = version + 1
    where partnership_id = k.partnership_id and id = p_person;
  perform set_config('amity.keeping', '', true);
  update reports r set reporter_phone = coalesce(f.phone, r.reporter_phone), reporter_email = coalesce(f.email, r.reporter_email), reporter_address = coalesce(f.address, r.reporter_address)
    from confidential_contacts f where f.partnership_id = k.partnership_id and f.person_id = p_person and f.report_id is not null and f.ended_at is null and r.partnership_id = f.partnership_id and r.id = f.report_id;
  update confidential_contacts set ended_at = amity.now(), ended_by = amity.officer(), ended_because = p_because where partnership_id = k.partnership_id and person_id = p_person and ended_at is null;
  update confidential_keepers set ended_at = amity.now(), ended_because = 'No longer confidential' where partnership_id = k.partnership_id and person_id = p_person and ended_at is null;
  return true;
end $$;
alter function amity.end_confidential owner to amity_gate;
revoke all on function amity.end_confidential from public;
grant execute on function amity.end_confidential to amity_web;

create function amity.name_keeper(p_person uuid, p_officer uuid, p_because text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() <> 'officer' or not amity.keeps_contact(p_person) or p_officer = amity.officer() or coalesce(p_because, '') = ''
      or not exists (select from officers where partnership_id = amity.partnership() and id = p_officer and left_at is null)
      or exists (select from confidential_keepers where partnership_id = amity.partnership() and person_id = p_person and officer_id = p_officer and ended_at is null) then return false; end if;
  insert into confidential_keepers (partnership_id, person_id, officer_id, because, added_at, added_by) values (amity.partnership(), p_person, p_officer, p_because, amity.now(), amity.officer());
  return true;
end $$;
alter function amity.name_keeper owner to amity_gate;
revoke all on function amity.name_keeper from public;
grant execute on function amity.name_keeper to amity_web;
create function amity.take_keeper(p_person uuid, p_officer uuid, p_because text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() <> 'officer' or not amity.keeps_contact(p_person) or coalesce(p_because, '') = '' then return false; end if;
  update confidential_keepers set ended_at = amity.now(), ended_because = p_because where partnership_id = amity.partnership() and person_id = p_person and officer_id = p_officer and ended_at is null;
  return found;
end $$;
alter function amity.take_keeper owner to amity_gate;
revoke all on function amity.take_keeper from public;
grant execute on function amity.take_keeper to amity_web;

-- Who keeps it, told only to those who do.
create function amity.keepers_of(p_person uuid) returns table (officer_id uuid, name text, because text, named boolean)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select o.id, o.name, coalesce(n.because, case when exists (select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id and c.lead_officer_id = o.id
      where cp.partnership_id = k.partnership_id and cp.person_id = p_person and cp.left_at is null and c.status in ('open', 'on hold')) then 'Leads a case of theirs' else 'Is in the circle of a case of theirs' end), n.id is not null
  from confidential_contacts k join officers o on o.partnership_id = k.partnership_id and o.left_at is null
    left join confidential_keepers n on n.partnership_id = k.partnership_id and n.person_id = k.person_id and n.officer_id = o.id and n.ended_at is null
  where k.partnership_id = amity.partnership() and k.person_id = p_person and k.report_id is null and k.ended_at is null and amity.actor() = 'officer'
    and k.visible_to && amity.principals() and not k.hidden_from && amity.principals()
    and (o.principal = any (k.visible_to) or exists (select from circle_members m join circles q on q.partnership_id = m.partnership_id and q.id = m.circle_id
      where m.partnership_id = k.partnership_id and m.officer_id = o.id and m.ended_at is null and q.ended_on is null and q.principal = any (k.visible_to)))
    and (n.id is not null or not o.principal = any (k.hidden_from))
  order by o.name limit 100
$$;
alter function amity.keepers_of owner to amity_gate;
revoke all on function amity.keepers_of from public;
grant execute on function amity.keepers_of to amity_web;

-- Beside amity.cases_like_report: cases whose people's kept telephone or e-mail is that of the report, for those who keep both.
create function amity.cases_like_report_in_confidence(p_report uuid) returns table (id uuid, reference text, title text, status text, opened_at timestamptz, closed_at timestamptz, because text[], same_person boolean)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select c.id, c.reference, c.title, c.status, c.opened_at, c.closed_at, array_agg(distinct case when amity.last_digits(k.phone) = amity.last_digits(coalesce(f.phone, r.reporter_phone)) then 'Same telephone number, kept confidential' else 'Same email address, kept confidential' end), true
  from reports r left join confidential_contacts f on f.partnership_id = r.partnership_id and f.report_id = r.id and f.ended_at is null and f.visible_to && amity.principals() and not f.hidden_from && amity.principals()
    join confidential_contacts k on k.partnership_id = r.partnership_id and k.report_id is null and k.ended_at is null and k.visible_to && amity.principals() and not k.hidden_from && amity.principals()
      and (amity.last_digits(k.phone) = amity.last_digits(coalesce(f.phone, r.reporter_phone)) or lower(k.email) = lower(coalesce(f.email, r.reporter_email)))
    join case_parties cp on cp.partnership_id = k.partnership_id and cp.person_id = k.person_id and cp.left_at is null and cp.role <> 'alleged perpetrator'
    join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id and c.status in ('open', 'on hold', 'closed')
  where r.partnership_id = amity.partnership() and r.id = p_report and amity.actor() = 'officer' and r.visible_to && amity.principals() and not r.hidden_from && amity.principals()
    and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()
  group by c.id, c.reference, c.title, c.status, c.opened_at, c.closed_at order by c.opened_at desc limit 7
$$;
alter function amity.cases_like_report_in_confidence owner to amity_gate;
revoke all on function amity.cases_like_report_in_confidence from public;
grant execute on function amity.cases_like_report_in_confidence to amity_web;
