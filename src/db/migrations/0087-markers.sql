-- Cautionary markers: what staff must know before they visit or ring, on a person or on an address. With evidence, a manager's word and an
-- end: a marker nobody reviews becomes history on its day, and is never silently gone.
create table markers (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  person_id uuid, address text, postcode text, address_key text,
  kind text not null check (kind in ('violence or threats', 'weapons', 'dangerous animal', 'needles or drugs', 'harasses staff', 'hazard at the address', 'other')),
  -- What happened, in facts, and what staff do because of it.
  says text not null check (length(says) between 1 and 1000),
  what_to_do text[] not null default '{}' check (what_to_do <@ array['visit in pairs', 'do not visit: meet at an office', 'ring ahead', 'visit with the police', 'keep the animal shut away', 'do not go in', 'end calls that threaten']),
  also_do text not null default '',
  told_on date, not_told_because text,
  made_at timestamptz not null, made_by uuid, agency_id uuid not null,
  authorised_at timestamptz, authorised_by uuid,
  reviewed_on date not null, review_on date not null,
  ended_at timestamptz, ended_by uuid, ended_because text,
  -- It stood in the person's record before markers had reasons.
  carried_over boolean not null default false,
  version int not null default 1,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, person_id) references people (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id),
  check ((person_id is null) = (address is not null)),
  check ((address is null) = (address_key is null)),
  -- Told, or a reason why not.
  check (carried_over or (told_on is null) <> (not_told_because is null)),
  check (authorised_by is null or authorised_by <> made_by), check ((authorised_at is null) = (authorised_by is null)),
  check (cardinality(what_to_do) > 0 or also_do <> ''),
  check (review_on <= (reviewed_on + interval '12 months')::date), check ((ended_at is null) = (ended_because is null))
);
create index markers_person on markers (partnership_id, person_id) where person_id is not null;
create index markers_address on markers (partnership_id, address_key) where address_key is not null;
create index markers_review on markers (partnership_id, review_on) where ended_at is null;
select amity.wall_rows('markers');

-- Each review: kept or ended, by whom and why.
create table marker_reviews (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(), marker_id uuid not null,
  outcome text not null check (outcome in ('authorised', 'refused', 'kept', 'ended')), words text not null check (length(words) between 1 and 2000), review_on date,
  at timestamptz not null, officer_id uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, marker_id) references markers (partnership_id, id)
);
create index marker_reviews_marker on marker_reviews (partnership_id, marker_id, at desc);
select amity.wall_rows('marker_reviews');

-- What it rests on. Where that is a case, only those who see the case read it: a marker must not say that there is one.
create table marker_evidence (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(), marker_id uuid not null,
  kind text not null check (kind in ('entry in a case', 'report', 'document', 'another agency said so')), reference text not null check (length(reference) between 1 and 500), case_id uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, marker_id) references markers (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);
create index marker_evidence_marker on marker_evidence (partnership_id, marker_id);
create index marker_evidence_case on marker_evidence (partnership_id, case_id) where case_id is not null;
select amity.wall_rows('marker_evidence');
insert into case_child_tables (name) values ('marker_evidence');

create function amity.marker_rules() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare p record; free boolean := amity.actor() in ('system', 'owner') or amity.actor() is null; circles int[]; mine int;
begin
  if tg_op = 'UPDATE' then
    if pg_trigger_depth() > 1 then return new; end if;
    -- A marker's facts and its subject stand; what moves is its review, its authority and its end.
    if to_jsonb(new) - array['authorised_at', 'authorised_by', 'reviewed_on', 'review_on', 'ended_at', 'ended_by', 'ended_because', 'version', 'told_on', 'not_told_because', 'carried_over', 'visible_to', 'hidden_from']
        <> to_jsonb(old) - array['authorised_at', 'authorised_by', 'reviewed_on', 'review_on', 'ended_at', 'ended_by', 'ended_because', 'version', 'told_on', 'not_told_because', 'carried_over', 'visible_to', 'hidden_from']
        or (old.ended_at is not null and new.ended_at is distinct from old.ended_at) then
      raise exception 'A marker is ended and made anew, never rewritten' using errcode = 'insufficient_privilege';
    end if;
    -- Keeping, authorising and ending it is a manager's, of the agency that made it, and never the author's.
    if not free and (to_jsonb(new) - array['visible_to', 'hidden_from', 'version'] <> to_jsonb(old) - array['visible_to', 'hidden_from', 'version'])
        and (not amity.has_act('authorise markers') or new.agency_id <> amity.agency() or (new.authorised_by is distinct from old.authorised_by and (new.authorised_by is distinct from amity.officer() or new.made_by = amity.officer()))
          or (new.review_on > old.review_on and new.made_by = amity.officer())) then
      raise exception 'A manager who did not write it decides on a marker' using errcode = 'insufficient_privilege';
    end if;
    if new.reviewed_on is distinct from old.reviewed_on and not free then new.reviewed_on := amity.london_day(amity.now()); end if;
    new.visible_to := old.visible_to; new.hidden_from := old.hidden_from; new.version := old.version + 1;
    return new;
  end if;
  if not free and (new.made_by is distinct from amity.officer() or new.agency_id <> amity.agency() or new.authorised_by is not null or new.carried_over) then
    raise exception 'A marker begins unauthorised, in the name of whoever writes it' using errcode = 'insufficient_privilege';
  end if;
  if not free then new.reviewed_on := amity.london_day(amity.now()); end if;
  if new.person_id is not null then
    select visible_to, hidden_from into p from people where partnership_id = new.partnership_id and id = new.person_id;
    if p.visible_to is null or not (free or (p.visible_to && amity.principals() and not p.hidden_from && amity.principals())) then raise exception 'no such person' using errcode = 'foreign_key_violation'; end if;
    new.visible_to := p.visible_to; new.hidden_from := p.hidden_from;
  else
    new.address_key := amity.building_key(new.address, new.postcode);
    if new.address_key is null then raise exception 'an address with a postcode is needed' using errcode = 'check_violation'; end if;
    select principal into mine from agencies where partnership_id = new.partnership_id and id = new.agency_id;
    select array_agg(distinct q.principal) into circles from sensitive_places s join circles q on q.partnership_id = s.partnership_id and q.id = s.circle_id
      where s.partnership_id = new.partnership_id and s.ended_at is null and s.address_key = new.address_key;
    new.visible_to := array[1] || coalesce(circles, array[mine]);
    select coalesce(array_agg(distinct o.principal), '{}') into new.hidden_from from conflicts k join officers o on o.partnership_id = k.partnership_id and o.id = k.officer_id
      where k.partnership_id = new.partnership_id and k.ended_at is null and k.address_key = new.address_key;
  end if;
  return new;
end $$;
alter function amity.marker_rules owner to amity_gate;
create trigger rules before insert or update on markers for each row execute function amity.marker_rules();

-- Reviews and evidence stand behind the same wall as their marker; evidence from a case behind the case's.
create function amity.visible_as_marker() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare m record; c record; free boolean := amity.actor() in ('system', 'owner') or amity.actor() is null; from_case uuid := (to_jsonb(new) ->> 'case_id')::uuid;
begin
  select visible_to, hidden_from into m from markers where partnership_id = new.partnership_id and id = new.marker_id;
  if m.visible_to is null or not (free or (m.visible_to && amity.principals() and not m.hidden_from && amity.principals())) then raise exception 'no such marker' using errcode = 'foreign_key_violation'; end if;
  new.visible_to := m.visible_to; new.hidden_from := m.hidden_from;
  if from_case is not null then
    select visible_to, hidden_from into c from cases where partnership_id = new.partnership_id and id = from_case;
    if c.visible_to is null or not (free or (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())) then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
    new.visible_to := c.visible_to; new.hidden_from := c.hidden_from;
  end if;
  return new;
end $$;
alter function amity.visible_as_marker owner to amity_gate;
create trigger visible before insert on marker_reviews for each row execute function amity.visible_as_marker();
create trigger visible before insert on marker_evidence for each row execute function amity.visible_as_marker();
revoke update on marker_reviews, marker_evidence from amity_web;
drop policy changed on marker_reviews;
drop policy changed on marker_evidence;

-- Markers on a person follow who sees the person, in the same transaction.
create function amity.markers_follow() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update markers set visible_to = new.visible_to, hidden_from = new.hidden_from where partnership_id = new.partnership_id and person_id = new.id;
  update marker_reviews r set visible_to = new.visible_to, hidden_from = new.hidden_from from markers m where m.partnership_id = r.partnership_id and m.id = r.marker_id and m.partnership_id = new.partnership_id and m.person_id = new.id;
  update marker_evidence e set visible_to = new.visible_to, hidden_from = new.hidden_from from markers m where m.partnership_id = e.partnership_id and m.id = e.marker_id and e.case_id is null and m.partnership_id = new.partnership_id and m.person_id = new.id;
  return null;
end $$;
alter function amity.markers_follow owner to amity_gate;
create trigger markers_follow after update on people for each row when (new.visible_to is distinct from old.visible_to or new.hidden_from is distinct from old.hidden_from) execute function amity.markers_follow();
create function amity.markers_follow_conflict() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update markers m set hidden_from = (select coalesce(array_agg(distinct o.principal), '{}') from conflicts k join officers o on o.partnership_id = k.partnership_id and o.id = k.officer_id
      where k.partnership_id = m.partnership_id and k.ended_at is null and k.address_key = m.address_key)
    where m.partnership_id = new.partnership_id and m.address_key = new.address_key;
  return null;
end $$;
alter function amity.markers_follow_conflict owner to amity_gate;
create trigger z_markers_follow after insert or update of ended_at on conflicts for each row when (new.address_key is not null) execute function amity.markers_follow_conflict();

-- Markers on these buildings for whoever asks: their agency's own; and another agency's where it shares the people of a case there with them.
create function amity.markers_at(p_keys text[]) returns setof markers
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select m.* from markers m where m.partnership_id = amity.partnership() and amity.actor() in ('officer', 'system') and m.address_key = any (p_keys) and not m.hidden_from && amity.principals()
    and (m.visible_to && amity.principals() or (exists (select from agencies a where a.partnership_id = m.partnership_id and a.id = m.agency_id and a.principal = any (m.visible_to)) and exists (
      select from case_grants g join cases c on c.partnership_id = g.partnership_id and c.id = g.case_id and c.circle_id is null and c.lead_agency_id = m.agency_id and not c.hidden_from && amity.principals()
        join case_parties cp on cp.partnership_id = c.partnership_id and cp.case_id = c.id and cp.left_at is null
        join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id and amity.building_key(p.address, p.postcode) = m.address_key
      where g.partnership_id = m.partnership_id and g.to_agency_id = amity.agency() and g.ended_at is null and g.ends_at > amity.now() and 'people' = any (g.parts))))
  order by m.ended_at is not null, m.review_on desc, m.id limit 100
$$;
alter function amity.markers_at owner to amity_gate;
revoke all on function amity.markers_at from public;
grant execute on function amity.markers_at to amity_web;

-- A manager who may decide on a marker, sees it, and did not write it; whoever has least to do. Null when there is none.
create function amity.marker_manager(p_marker uuid) returns uuid
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select o.id from markers m join posts x on x.partnership_id = m.partnership_id and x.agency_id = m.agency_id and (x.ended_on is null or x.ended_on >= amity.now()::date)
    join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id and 'authorise markers' = any (r.acts)
    join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id and o.left_at is null join agencies a on a.partnership_id = m.partnership_id and a.id = m.agency_id
  where m.partnership_id = amity.partnership() and m.id = p_marker and o.id is distinct from m.made_by and not o.principal = any (m.hidden_from)
    and (amity.actor() = 'system' or (amity.actor() = 'officer' and m.visible_to && amity.principals() and not m.hidden_from && amity.principals()))
    and (m.visible_to && array[o.principal, a.principal] or exists (select from circle_members i join circles q on q.partnership_id = i.partnership_id and q.id = i.circle_id and q.ended_on is null
      where i.partnership_id = m.partnership_id and i.officer_id = o.id and i.ended_at is null and q.principal = any (m.visible_to)))
  order by ('run the partnership' = any (r.acts)), (select count(*) from diary_items d where d.partnership_id = o.partnership_id and d.officer_id = o.id and d.done_at is null and d.cancelled_at is null), o.name limit 1
$$;
alter function amity.marker_manager owner to amity_gate;
revoke all on function amity.marker_manager from public;
grant execute on function amity.marker_manager to amity_web;

-- What stood in people as a free text becomes a marker that somebody must soon look at.
set local role amity_gate;
insert into markers (partnership_id, person_id, kind, says, also_do, not_told_because, made_at, agency_id, reviewed_on, review_on, carried_over)
  select p.partnership_id, p.id, 'other', left(p.contact_warning, 1000), 'Read what it says before you visit or ring', 'Not known: carried over from the old record', now(), p.owner_agency_id, current_date,
    least(greatest(coalesce(p.contact_warning_review_on, current_date + 56), current_date), (current_date + interval '12 months')::date), true
  from people p where coalesce(p.contact_warning, '') <> '';
update roles set acts = acts || 'authorise markers'::text where 'approve a closure' = any (acts) and not 'authorise markers' = any (acts);
reset role;
alter table people drop column contact_warning, drop column contact_warning_review_on;
