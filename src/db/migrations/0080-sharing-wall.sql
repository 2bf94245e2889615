-- The wall between agencies: agreements, grants of parts of a case, conflicts of interest and break-glass, and how each moves
-- visible_to and hidden_from. A grant shows parts, never the row of the case itself: its head comes masked from a function.

-- Which records are restricted to a circle. Domestic abuse was the first; the others are the same wall.
create function amity.restricting_flags() returns text[] language sql immutable parallel safe
  return array['domestic abuse', 'marac', 'hate', 'safeguarding', 'staff matter', 'sensitive location'];
alter table case_flags drop constraint case_flags_flag_check;
alter table case_flags add constraint case_flags_flag_check check (flag in
  ('hate', 'domestic abuse', 'marac', 'safeguarding', 'staff matter', 'sensitive location', 'child', 'repeat', 'vulnerable'));

-- Agreements: what agencies have promised each other about sharing, and until when.
create table sharing_agreements (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  name text not null check (length(name) between 1 and 200),
  purposes text[] not null check (cardinality(purposes) between 1 and 20),
  parts text[] not null check (parts <@ array['people', 'incidents', 'chronology', 'evidence', 'risk', 'plan'] and cardinality(parts) > 0),
  -- The law it rests on, in words: section 115 of the Crime and Disorder Act 1998, say.
  gateway text not null check (length(gateway) between 1 and 500),
  document text not null default '',
  starts_on date not null, review_on date not null, ends_on date not null,
  ended_at timestamptz, ended_by uuid, ended_because text,
  made_at timestamptz not null, made_by uuid, version int not null default 1,
  primary key (partnership_id, id), unique (partnership_id, name),
  check (ends_on >= starts_on and review_on between starts_on and ends_on), check ((ended_at is null) = (ended_because is null))
);
create index sharing_agreements_ending on sharing_agreements (partnership_id, ends_on) where ended_at is null;
select amity.wall_inside('sharing_agreements');
create table sharing_parties (
  partnership_id int not null, id uuid not null default amity.new_id(), agreement_id uuid not null, agency_id uuid not null,
  signed_on date not null, signed_by text not null check (length(signed_by) between 1 and 200),
  withdrew_at timestamptz, withdrew_because text,
  primary key (partnership_id, id),
  foreign key (partnership_id, agreement_id) references sharing_agreements (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id)
);
create unique index sharing_parties_once on sharing_parties (partnership_id, agreement_id, agency_id) where withdrew_at is null;
create index sharing_parties_agency on sharing_parties (partnership_id, agency_id);
select amity.wall_inside('sharing_parties');
-- Agreements are kept by whoever runs the partnership; the acts of the session decide it in the page, the database here.
create function amity.has_act(p_act text) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.actor() = 'officer' and exists (select from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
    where x.partnership_id = amity.partnership() and x.officer_id = amity.officer() and x.agency_id = amity.agency() and p_act = any (r.acts)
      and (x.ended_on is null or x.ended_on >= amity.now()::date))
$$;
alter function amity.has_act owner to amity_gate;
revoke all on function amity.has_act from public;
grant execute on function amity.has_act to amity_web;
create function amity.agreements_are_kept_by() returns trigger language plpgsql as $$
begin
  if amity.actor() in ('system', 'owner') or current_user = 'amity_gate' or amity.has_act('run the partnership') then return new; end if;
  raise exception 'Agreements are kept by whoever runs the partnership' using errcode = 'insufficient_privilege';
end $$;
create trigger kept_by before insert or update on sharing_agreements for each row execute function amity.agreements_are_kept_by();
create trigger kept_by before insert or update on sharing_parties for each row execute function amity.agreements_are_kept_by();

create function amity.in_force(p_partnership int, p_agreement uuid, p_agency uuid, p_on date) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select exists (select from sharing_agreements g join sharing_parties s on s.partnership_id = g.partnership_id and s.agreement_id = g.id
    where g.partnership_id = p_partnership and g.id = p_agreement and g.ended_at is null and p_on between g.starts_on and g.ends_on
      and s.agency_id = p_agency and s.withdrew_at is null and s.signed_on <= p_on)
$$;
alter function amity.in_force owner to amity_gate;
revoke all on function amity.in_force from public;
create function amity.london_day(p_at timestamptz) returns date language sql immutable parallel safe return (p_at at time zone 'Europe/London')::date;

-- A grant: one agency sees these parts of one case, for a reason, until a moment.
create table case_grants (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, to_agency_id uuid not null,
  parts text[] not null check (parts <@ array['people', 'incidents', 'chronology', 'evidence', 'risk', 'plan'] and cardinality(parts) > 0),
  may_add boolean not null default true,
  purpose text not null check (length(purpose) between 1 and 200),
  gateway text not null check (gateway in ('agreement', 'safeguarding', 'vital interest', 'court order', 'consent')),
  agreement_id uuid,
  necessity text not null check (length(necessity) between 1 and 2000),
  authorised_by uuid not null, given_at timestamptz not null, given_by uuid not null,
  ends_at timestamptz not null,
  ended_at timestamptz, ended_by uuid, ended_because text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, to_agency_id) references agencies (partnership_id, id),
  foreign key (partnership_id, agreement_id) references sharing_agreements (partnership_id, id),
  foreign key (partnership_id, authorised_by) references officers (partnership_id, id),
  check ((gateway = 'agreement') = (agreement_id is not null)), check ((ended_at is null) = (ended_because is null)), check (ends_at > given_at)
);
create unique index case_grants_one on case_grants (partnership_id, case_id, to_agency_id) where ended_at is null;
create index case_grants_agency on case_grants (partnership_id, to_agency_id, given_at desc, id desc);
create index case_grants_ending on case_grants (partnership_id, ends_at) where ended_at is null;
create index case_grants_agreement on case_grants (partnership_id, agreement_id) where ended_at is null;
select amity.wall_rows('case_grants');

-- Conflicts of interest: an explicit no that beats every grant, circle and broken glass.
create table conflicts (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  officer_id uuid not null, subject_kind text not null check (subject_kind in ('case', 'person', 'place')), subject_id uuid not null,
  relation text not null check (relation in ('self', 'family', 'neighbour', 'friend', 'other')),
  because text not null check (length(because) between 1 and 1000),
  declared_at timestamptz not null, declared_by uuid not null,
  ended_at timestamptz, ended_by uuid, ended_because text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id),
  check ((ended_at is null) = (ended_because is null))
);
create unique index conflicts_once on conflicts (partnership_id, officer_id, subject_kind, subject_id) where ended_at is null;
create index conflicts_subject on conflicts (partnership_id, subject_id) where ended_at is null;
select amity.wall_rows('conflicts');

-- Break-glass: one officer sees one restricted case for an hour, and everybody who keeps it knows at once.
create table glass_breaks (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, officer_id uuid not null, agency_id uuid not null,
  reason text not null check (length(reason) between 20 and 2000),
  broken_at timestamptz not null, until timestamptz not null, ended_at timestamptz,
  reviewed_at timestamptz, reviewed_by uuid, verdict text check (verdict in ('justified', 'not justified')), review_words text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id),
  check (until <= broken_at + interval '60 minutes'), check ((reviewed_at is null) = (verdict is null)),
  -- Nobody reviews their own.
  check (reviewed_by is null or reviewed_by <> officer_id)
);
create index glass_breaks_live on glass_breaks (partnership_id, until) where ended_at is null;
create index glass_breaks_case on glass_breaks (partnership_id, case_id, broken_at desc);
create index glass_breaks_officer on glass_breaks (partnership_id, officer_id, broken_at desc);
create index glass_breaks_to_review on glass_breaks (partnership_id, broken_at) where reviewed_at is null;
select amity.wall_rows('glass_breaks');

-- ---------------------------------------------------------------------------------------------------------------
-- How they move visible_to and hidden_from.

-- Officers who must never see this case: their own conflict with it, with somebody in it, or with a place it is about.
create function amity.case_conflicts(p_partnership int, p_case uuid, p_place uuid) returns int[]
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(array_agg(distinct o.principal order by o.principal), '{}')
  from conflicts k join officers o on o.partnership_id = k.partnership_id and o.id = k.officer_id
  where k.partnership_id = p_partnership and k.ended_at is null and k.subject_id in (
    select p_case union all select p_place where p_place is not null
    union all select person_id from case_parties where partnership_id = p_partnership and case_id = p_case and person_id is not null
    union all select p.place_id from case_parties cp join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id
      where cp.partnership_id = p_partnership and cp.case_id = p_case and p.place_id is not null
    union all select place_id from incidents where partnership_id = p_partnership and case_id = p_case and place_id is not null)
$$;
alter function amity.case_conflicts owner to amity_gate;
revoke all on function amity.case_conflicts from public;

-- Who may see a case: the service, then its circle (restricted) or its lead agency and any agency it is offered to, and whoever
-- broke the glass a moment ago. Agencies with a grant are not here: they see parts, and the head through a function.
create or replace function amity.case_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if new.circle_id is not null then
    select array[1, principal] into new.visible_to from circles where partnership_id = new.partnership_id and id = new.circle_id;
  else
    select array[1] || array_agg(principal order by principal) into new.visible_to from agencies
      where partnership_id = new.partnership_id and id in (new.lead_agency_id, new.offered_to_agency_id);
  end if;
  new.hidden_from := '{}';
  if tg_op = 'UPDATE' then
    select new.visible_to || coalesce(array_agg(distinct o.principal), '{}') into new.visible_to
      from glass_breaks b join officers o on o.partnership_id = b.partnership_id and o.id = b.officer_id
      where b.partnership_id = new.partnership_id and b.case_id = new.id and b.ended_at is null;
    new.version := old.version + 1;
  end if;
  if exists (select from conflicts where partnership_id = new.partnership_id and ended_at is null) then
    new.hidden_from := amity.case_conflicts(new.partnership_id, new.id, new.place_id);
  end if;
  new.changed_at := now();
  return new;
end $$;

-- Looks again at who sees a case; its version stays, because nothing an officer typed is out of date.
create function amity.refresh_case(p_partnership int, p_case uuid) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  perform set_config('amity.refreshing', 'on', true);
  update cases set changed_at = changed_at where partnership_id = p_partnership and id = p_case;
  perform set_config('amity.refreshing', '', true);
end $$;
alter function amity.refresh_case owner to amity_gate;
revoke all on function amity.refresh_case from public;
-- After "visible" by its name: a look at who may see is no change of the case.
create function amity.same_version() returns trigger language plpgsql as $$
begin
  if current_setting('amity.refreshing', true) = 'on' then new.version := old.version; end if;
  return new;
end $$;
create trigger visible_version before update on cases for each row execute function amity.same_version();

-- Which part of a case each table is. Tables without a part are for whoever sees the case itself.
alter table case_child_tables add column part text;
update case_child_tables set part = case name when 'case_parties' then 'people' when 'incidents' then 'incidents' when 'entries' then 'chronology'
  when 'attachments' then 'evidence' when 'diary_sheets' then 'evidence' when 'risk_assessments' then 'risk'
  when 'plans' then 'plan' when 'plan_steps' then 'plan' when 'plan_agreements' then 'plan' when 'contact_promises' then 'plan' end;

-- The agencies that hold a grant of this part, as principals.
create function amity.part_viewers(p_partnership int, p_case uuid, p_part text) returns int[]
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(array_agg(a.principal order by a.principal), '{}') from case_grants g join agencies a on a.partnership_id = g.partnership_id and a.id = g.to_agency_id
  where g.partnership_id = p_partnership and g.case_id = p_case and g.ended_at is null and p_part = any (g.parts)
$$;
alter function amity.part_viewers owner to amity_gate;
revoke all on function amity.part_viewers from public;
-- Does whoever asks hold a grant under which they may add to this part?
create function amity.may_add_to(p_partnership int, p_case uuid, p_part text) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.actor() = 'officer' and exists (select from case_grants g join cases c on c.partnership_id = g.partnership_id and c.id = g.case_id
    where g.partnership_id = p_partnership and g.case_id = p_case and g.to_agency_id = amity.agency() and g.ended_at is null and g.ends_at > amity.now()
      and g.may_add and p_part = any (g.parts) and not c.hidden_from && amity.principals())
$$;
alter function amity.may_add_to owner to amity_gate;
revoke all on function amity.may_add_to from public;

-- Each agency owns what it wrote.
alter table entries add column agency_id uuid default amity.agency();
alter table attachments add column written_by_agency_id uuid default amity.agency();
create index entries_agency on entries (partnership_id, agency_id, entered_at) where agency_id is not null;

create or replace function amity.visible_as_case() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record; part_here text; kept boolean := false;
begin
  select visible_to, hidden_from into c from cases where partnership_id = new.partnership_id and id = new.case_id;
  select part into part_here from case_child_tables where name = tg_table_name;
  -- "Not yours" looks like "not there".
  if c is null or not (amity.actor() in ('system', 'owner') or new.case_id = amity.own_case()
      or (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())
      or (part_here is not null and amity.may_add_to(new.partnership_id, new.case_id, part_here))) then
    raise exception 'no such case' using errcode = 'foreign_key_violation';
  end if;
  new.visible_to := c.visible_to;
  if part_here is not null then
    if tg_table_name = 'entries' then kept := new.visibility = 'restricted'; end if;
    if not kept then new.visible_to := c.visible_to || amity.part_viewers(new.partnership_id, new.case_id, part_here); end if;
  end if;
  new.hidden_from := c.hidden_from;
  return new;
end $$;

create or replace function amity.attachment_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record;
begin
  -- Moving a file to its report or case gives it the visibility of that.
  if tg_op = 'INSERT' or new.case_id is distinct from old.case_id or new.report_id is distinct from old.report_id or new.unhomed_at is distinct from old.unhomed_at then
    if new.case_id is not null then
      select visible_to, hidden_from into c from cases where partnership_id = new.partnership_id and id = new.case_id;
      if c is null or not (amity.actor() in ('system', 'owner', 'person', 'public', 'key') or (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())
          or amity.may_add_to(new.partnership_id, new.case_id, 'evidence')) then
        raise exception 'no such case' using errcode = 'foreign_key_violation';
      end if;
      new.hidden_from := c.hidden_from;
      new.visible_to := case when new.visibility = 'restricted' then c.visible_to else c.visible_to || amity.part_viewers(new.partnership_id, new.case_id, 'evidence') end;
    else
      select visible_to, hidden_from into new.visible_to, new.hidden_from from reports where partnership_id = new.partnership_id and id = new.report_id;
      if not found then
        -- What came with a half-made report is its writer's own until it is sent; what never found a home may tell of anything.
        select array[1] || case when new.draft_id is null or new.unhomed_at is not null then array[coalesce(amity.restricted_principal(new.partnership_id, new.agency_id), amity.keep_restricted_circle(new.partnership_id, new.agency_id))] else '{}' end, '{}'
          into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
      end if;
    end if;
    if new.visible_to is null then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
  elsif pg_trigger_depth() = 1 then
    new.visible_to := old.visible_to;
    new.hidden_from := old.hidden_from;
  end if;
  return new;
end $$;

-- A task that an agency with a grant was given, or gave itself, is theirs to see too: it says what is to be done, not the case.
create or replace function amity.diary_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare
  c record; mine int; about jsonb := to_jsonb(new);
  report uuid := coalesce((about ->> 'report_id')::uuid, case when about ->> 'about_kind' = 'report' then (about ->> 'about_id')::uuid end);
  file uuid := case when about ->> 'about_kind' = 'attachment' then (about ->> 'about_id')::uuid end;
begin
  select principal into mine from agencies where partnership_id = new.partnership_id and id = new.agency_id;
  if new.case_id is not null then
    select visible_to, hidden_from, circle_id into c from cases where partnership_id = new.partnership_id and id = new.case_id;
    if c is null or not (amity.actor() <> 'officer' or (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())
        or (tg_table_name = 'diary_items' and exists (select from case_grants g where g.partnership_id = new.partnership_id and g.case_id = new.case_id
          and g.to_agency_id = amity.agency() and g.ended_at is null and g.may_add and new.agency_id = amity.agency()))) then
      raise exception 'no such case' using errcode = 'foreign_key_violation';
    end if;
    new.visible_to := c.visible_to || case when tg_table_name = 'diary_items' and c.circle_id is null and exists (select from case_grants g where g.partnership_id = new.partnership_id
      and g.case_id = new.case_id and g.to_agency_id = new.agency_id and g.ended_at is null) then array[mine] else '{}' end;
    new.hidden_from := c.hidden_from;
  else
    select visible_to, hidden_from into new.visible_to, new.hidden_from from (
      select visible_to, hidden_from from reports where partnership_id = new.partnership_id and id = report and (restricted or hidden_from <> '{}')
      union all select visible_to, hidden_from from attachments where partnership_id = new.partnership_id and id = file) it limit 1;
    if not found then
      new.visible_to := array[1, mine];
      new.hidden_from := '{}';
    end if;
  end if;
  if new.visible_to is null or mine is null then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
  return new;
end $$;

-- Everything of a case follows who may see it now.
create function amity.spread_case(p_partnership int, p_case uuid, p_visible int[], p_hidden int[]) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare child record; seen int[];
begin
  for child in select name, part from case_child_tables loop
    if child.name = 'diary_items' then
      update diary_items d set visible_to = p_visible || coalesce((select array_agg(a.principal) from case_grants g join agencies a on a.partnership_id = g.partnership_id and a.id = g.to_agency_id
          where g.partnership_id = p_partnership and g.case_id = p_case and g.ended_at is null and g.to_agency_id = d.agency_id), '{}'), hidden_from = p_hidden
        where partnership_id = p_partnership and case_id = p_case;
      continue;
    end if;
    seen := p_visible || case when child.part is null then '{}' else amity.part_viewers(p_partnership, p_case, child.part) end;
    if child.name in ('entries', 'attachments') then
      execute format('update %I set visible_to = case when visibility = ''restricted'' then $5 else $1 end, hidden_from = $2 where partnership_id = $3 and case_id = $4', child.name)
        using seen, p_hidden, p_partnership, p_case, p_visible;
    else
      execute format('update %I set visible_to = $1, hidden_from = $2 where partnership_id = $3 and case_id = $4', child.name) using seen, p_hidden, p_partnership, p_case;
    end if;
  end loop;
  update case_grants g set visible_to = p_visible || array[a.principal], hidden_from = p_hidden from agencies a
    where g.partnership_id = p_partnership and g.case_id = p_case and a.partnership_id = g.partnership_id and a.id = g.to_agency_id;
  update glass_breaks b set visible_to = array(select unnest(p_visible) except select o.principal from officers o where o.partnership_id = p_partnership and o.id = b.officer_id), hidden_from = p_hidden
    where b.partnership_id = p_partnership and b.case_id = p_case;
end $$;
alter function amity.spread_case owner to amity_gate;
revoke all on function amity.spread_case from public;
create or replace function amity.spread_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  perform amity.spread_case(new.partnership_id, new.id, new.visible_to, new.hidden_from);
  return null;
end $$;
create or replace function amity.spread_to_following() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update reports set visible_to = new.visible_to, hidden_from = new.hidden_from where partnership_id = new.partnership_id and follows_case_id = new.id and case_id is null;
  return null;
end $$;

-- A person is hidden from officers in conflict with them or with where they live; seen as before by owner and cases.
create or replace function amity.person_visibility(p_partnership int, p_person uuid) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update people p set visible_to = (
    select array_agg(distinct v order by v) from (
      select 1 as v
      union all select a.principal from agencies a where a.partnership_id = p_partnership and a.id = p.owner_agency_id
        and not exists (select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
          where cp.partnership_id = p_partnership and cp.person_id = p_person and c.circle_id is not null)
      union all select unnest(cp.visible_to) from case_parties cp where cp.partnership_id = p_partnership and cp.person_id = p_person and cp.left_at is null
      union all select unnest(cp.visible_to) from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
        where cp.partnership_id = p_partnership and cp.person_id = p_person and c.circle_id is not null) seen),
    hidden_from = (select coalesce(array_agg(distinct o.principal order by o.principal), '{}') from conflicts k join officers o on o.partnership_id = k.partnership_id and o.id = k.officer_id
      where k.partnership_id = p_partnership and k.ended_at is null and k.subject_id in (p_person, p.place_id))
  where p.partnership_id = p_partnership and p.id = p_person;
end $$;

-- Whoever joins a case may bring a conflict with them.
create function amity.party_brings_conflict() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if exists (select from conflicts where partnership_id = new.partnership_id and ended_at is null)
      and (select hidden_from from cases where partnership_id = new.partnership_id and id = new.case_id)
        is distinct from (select amity.case_conflicts(c.partnership_id, c.id, c.place_id) from cases c where c.partnership_id = new.partnership_id and c.id = new.case_id) then
    perform amity.refresh_case(new.partnership_id, new.case_id);
  end if;
  return null;
end $$;
alter function amity.party_brings_conflict owner to amity_gate;
create trigger brings_conflict after insert or update of person_id, case_id on case_parties for each row execute function amity.party_brings_conflict();
create trigger brings_conflict after insert on incidents for each row when (new.place_id is not null) execute function amity.party_brings_conflict();
create function amity.person_moves() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record;
begin
  if exists (select from conflicts where partnership_id = new.partnership_id and ended_at is null) then
    perform amity.person_visibility(new.partnership_id, new.id);
    for c in select distinct case_id from case_parties where partnership_id = new.partnership_id and person_id = new.id loop
      perform amity.refresh_case(new.partnership_id, c.case_id);
    end loop;
  end if;
  return null;
end $$;
alter function amity.person_moves owner to amity_gate;
create trigger moves after update of place_id on people for each row when (new.place_id is distinct from old.place_id) execute function amity.person_moves();

-- A report nobody has put in a case yet is hidden from an officer in conflict with its place or the person who made it.
create function amity.report_conflicts() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if new.case_id is null and exists (select from conflicts where partnership_id = new.partnership_id and ended_at is null) then
    select new.hidden_from || coalesce(array_agg(distinct o.principal), '{}') into new.hidden_from
      from conflicts k join officers o on o.partnership_id = k.partnership_id and o.id = k.officer_id
      where k.partnership_id = new.partnership_id and k.ended_at is null and k.subject_id in (new.place_id, new.person_id);
  end if;
  return new;
end $$;
alter function amity.report_conflicts owner to amity_gate;
-- What hangs on a report follows it, also when it is hidden from one officer.
drop trigger spread_visibility on reports;
create trigger spread_visibility after update on reports for each row
  when (new.restricted and old.visible_to is distinct from new.visible_to or old.hidden_from is distinct from new.hidden_from) execute function amity.spread_report_visibility();
create trigger visible_conflicts before insert or update on reports for each row execute function amity.report_conflicts();

-- Declaring or ending a conflict takes effect in the same transaction, everywhere.
create function amity.conflict_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare theirs int; declarer int; seen int[]; hidden int[];
begin
  select principal into theirs from officers where partnership_id = new.partnership_id and id = new.officer_id;
  if theirs is null then raise exception 'no such officer' using errcode = 'foreign_key_violation'; end if;
  select principal into declarer from officers where partnership_id = new.partnership_id and id = new.declared_by;
  if new.subject_kind = 'case' then
    select visible_to, hidden_from into seen, hidden from cases where partnership_id = new.partnership_id and id = new.subject_id;
  elsif new.subject_kind = 'person' then
    select visible_to, hidden_from into seen, hidden from people where partnership_id = new.partnership_id and id = new.subject_id;
  else
    select array[1], '{}' into seen, hidden from places where partnership_id = new.partnership_id and id = new.subject_id;
  end if;
  if tg_op = 'INSERT' and (seen is null or not (amity.actor() in ('system', 'owner') or new.subject_kind = 'place' or (seen && amity.principals() and not hidden && amity.principals()))) then
    raise exception 'no such record' using errcode = 'foreign_key_violation';
  end if;
  -- Who it is about, or a manager who may see restricted cases, declares it; only such a manager, and never the officer, ends it.
  if amity.actor() = 'officer' and ((tg_op = 'INSERT' and (new.declared_by is distinct from amity.officer() or not (new.officer_id = amity.officer() or amity.has_act('see restricted'))))
      or (tg_op = 'UPDATE' and (new.officer_id = amity.officer() or not amity.has_act('see restricted')
        or to_jsonb(new) - array['ended_at', 'ended_by', 'ended_because', 'visible_to', 'hidden_from'] <> to_jsonb(old) - array['ended_at', 'ended_by', 'ended_because', 'visible_to', 'hidden_from']))) then
    raise exception 'A conflict is declared by the officer or a manager, and ended by a manager' using errcode = 'insufficient_privilege';
  end if;
  new.visible_to := array[1, declarer] || case when new.subject_kind = 'place' then '{}' else seen end;
  -- What others declared about somebody would tell them that the record exists.
  new.hidden_from := case when new.declared_by = new.officer_id then '{}' else array[theirs] end;
  return new;
end $$;
alter function amity.conflict_visibility owner to amity_gate;
create trigger visible before insert or update on conflicts for each row execute function amity.conflict_visibility();
create function amity.conflict_takes_effect() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record;
begin
  for c in
    select id from cases where partnership_id = new.partnership_id and (id = new.subject_id or place_id = new.subject_id)
    union select cp.case_id from case_parties cp where cp.partnership_id = new.partnership_id and cp.person_id = new.subject_id
    union select i.case_id from incidents i where i.partnership_id = new.partnership_id and i.place_id = new.subject_id
    union select cp.case_id from people p join case_parties cp on cp.partnership_id = p.partnership_id and cp.person_id = p.id where p.partnership_id = new.partnership_id and p.place_id = new.subject_id
  loop
    perform amity.refresh_case(new.partnership_id, c.id);
  end loop;
  for c in select id from people where partnership_id = new.partnership_id and (id = new.subject_id or place_id = new.subject_id) loop
    perform amity.person_visibility(new.partnership_id, c.id);
  end loop;
  update reports set place_id = place_id where partnership_id = new.partnership_id and case_id is null and (place_id = new.subject_id or person_id = new.subject_id);
  return null;
end $$;
alter function amity.conflict_takes_effect owner to amity_gate;
create trigger takes_effect after insert or update of ended_at on conflicts for each row execute function amity.conflict_takes_effect();
create index incidents_place on incidents (partnership_id, place_id) where place_id is not null;
create index reports_place on reports (partnership_id, place_id) where place_id is not null;
create index reports_person on reports (partnership_id, person_id) where person_id is not null;

-- A grant must lean on something, is given by whoever sees the case in the lead agency, and never for a restricted case.
create function amity.grant_rules() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c cases; g sharing_agreements;
begin
  select * into c from cases where partnership_id = new.partnership_id and id = new.case_id;
  if c.id is null or (amity.actor() = 'officer' and not (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())) then
    raise exception 'no such case' using errcode = 'foreign_key_violation';
  end if;
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - array['ended_at', 'ended_by', 'ended_because', 'visible_to', 'hidden_from']) <> (to_jsonb(old) - array['ended_at', 'ended_by', 'ended_because', 'visible_to', 'hidden_from'])
        or (old.ended_at is not null and new.ended_at is distinct from old.ended_at) then
      raise exception 'A grant is ended and given anew, never rewritten' using errcode = 'insufficient_privilege';
    end if;
    if pg_trigger_depth() = 1 then new.visible_to := old.visible_to; new.hidden_from := old.hidden_from; end if;
    return new;
  end if;
  if amity.actor() = 'officer' and (c.lead_agency_id <> amity.agency() or new.given_by is distinct from amity.officer()) then
    raise exception 'The lead agency gives what it leads' using errcode = 'insufficient_privilege';
  end if;
  if c.circle_id is not null then raise exception 'A restricted case is shared by its circle alone' using errcode = 'check_violation'; end if;
  if new.to_agency_id = c.lead_agency_id then raise exception 'The lead agency needs no grant' using errcode = 'check_violation'; end if;
  if new.agreement_id is not null then
    select * into g from sharing_agreements where partnership_id = new.partnership_id and id = new.agreement_id;
    if not (amity.in_force(new.partnership_id, new.agreement_id, c.lead_agency_id, amity.london_day(new.given_at))
        and amity.in_force(new.partnership_id, new.agreement_id, new.to_agency_id, amity.london_day(new.given_at))
        and new.parts <@ g.parts and new.purpose = any (g.purposes) and amity.london_day(new.ends_at - interval '1 second') <= g.ends_on) then
      raise exception 'The agreement does not carry this grant' using errcode = 'check_violation';
    end if;
  end if;
  select c.visible_to || array[a.principal], c.hidden_from into new.visible_to, new.hidden_from from agencies a where a.partnership_id = new.partnership_id and a.id = new.to_agency_id;
  return new;
end $$;
alter function amity.grant_rules owner to amity_gate;
create trigger rules before insert or update on case_grants for each row execute function amity.grant_rules();
create function amity.grant_takes_effect() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  perform amity.spread_case(c.partnership_id, c.id, c.visible_to, c.hidden_from) from cases c where c.partnership_id = new.partnership_id and c.id = new.case_id;
  return null;
end $$;
alter function amity.grant_takes_effect owner to amity_gate;
create trigger takes_effect after insert or update of ended_at on case_grants for each row execute function amity.grant_takes_effect();

create function amity.end_grants_of(p_partnership int, p_agreement uuid, p_agency uuid, p_because text) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  update case_grants g set ended_at = amity.now(), ended_by = amity.officer(), ended_because = p_because
  where g.partnership_id = p_partnership and g.agreement_id = p_agreement and g.ended_at is null
    and (p_agency is null or g.to_agency_id = p_agency or exists (select from cases c where c.partnership_id = g.partnership_id and c.id = g.case_id and c.lead_agency_id = p_agency))
$$;
alter function amity.end_grants_of owner to amity_gate;
revoke all on function amity.end_grants_of from public;
create function amity.agreement_ends() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if tg_table_name = 'sharing_agreements' then perform amity.end_grants_of(new.partnership_id, new.id, null, 'The agreement ended: ' || new.ended_because);
  else perform amity.end_grants_of(new.partnership_id, new.agreement_id, new.agency_id, 'An agency left the agreement: ' || coalesce(new.withdrew_because, ''));
  end if;
  return null;
end $$;
alter function amity.agreement_ends owner to amity_gate;
create trigger ends after update of ended_at on sharing_agreements for each row when (old.ended_at is null and new.ended_at is not null) execute function amity.agreement_ends();
create trigger ends after update of withdrew_at on sharing_parties for each row when (old.withdrew_at is null and new.withdrew_at is not null) execute function amity.agreement_ends();

-- Case restricted, lead moved, or case merged away: what was given on the old footing ends.
create function amity.grants_end_with() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update case_grants set ended_at = amity.now(), ended_by = amity.officer(),
      ended_because = case when new.circle_id is not null then 'The case is no longer shared this way' when new.status = 'merged' then 'The case went into another' else 'This agency leads the case now' end
    where partnership_id = new.partnership_id and case_id = new.id and ended_at is null
      and (new.circle_id is not null or new.status = 'merged' or to_agency_id = new.lead_agency_id);
  return null;
end $$;
alter function amity.grants_end_with owner to amity_gate;
create trigger grants_end after update of circle_id, lead_agency_id, status, flags on cases for each row
  when (new.circle_id is distinct from old.circle_id or new.lead_agency_id <> old.lead_agency_id or new.status <> old.status) execute function amity.grants_end_with();

-- Breaking the glass and its end.
create function amity.glass_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - array['ended_at', 'reviewed_at', 'reviewed_by', 'verdict', 'review_words', 'visible_to', 'hidden_from'])
        <> (to_jsonb(old) - array['ended_at', 'reviewed_at', 'reviewed_by', 'verdict', 'review_words', 'visible_to', 'hidden_from'])
        or (old.reviewed_at is not null and to_jsonb(new) - array['visible_to', 'hidden_from'] <> to_jsonb(old) - array['visible_to', 'hidden_from'])
        or (amity.actor() = 'officer' and new.reviewed_at is distinct from old.reviewed_at and new.reviewed_by is distinct from amity.officer()) then
      raise exception 'What was done stands' using errcode = 'insufficient_privilege';
    end if;
    if pg_trigger_depth() = 1 then new.visible_to := old.visible_to; new.hidden_from := old.hidden_from; end if;
    return new;
  end if;
  if amity.actor() = 'officer' and current_setting('amity.breaking', true) is distinct from 'on' then
    raise exception 'no such case' using errcode = 'foreign_key_violation';
  end if;
  -- Seen by whoever keeps the case, not by who broke in: they see their own through amity.my_broken_glass.
  select visible_to, hidden_from into new.visible_to, new.hidden_from from cases where partnership_id = new.partnership_id and id = new.case_id;
  return new;
end $$;
alter function amity.glass_visibility owner to amity_gate;
create trigger visible before insert or update on glass_breaks for each row execute function amity.glass_visibility();
create function amity.glass_takes_effect() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  perform amity.refresh_case(new.partnership_id, new.case_id);
  return null;
end $$;
alter function amity.glass_takes_effect owner to amity_gate;
create trigger takes_effect after insert or update of ended_at on glass_breaks for each row execute function amity.glass_takes_effect();

-- The one way in: a reference and a reason, by an officer whose role allows it. Null says nothing about whether the record is there:
-- it is the answer for no such case, for one they already see, for a conflict, and after too many tries in a day.
create function amity.break_glass(p_reference text, p_reason text, p_most_a_day int) returns uuid
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare c cases; made uuid := amity.new_id(); mine int;
begin
  if not amity.has_act('break the glass') then return null; end if;
  if (select count(*) from audit_events where partnership_id = amity.partnership() and officer_id = amity.officer() and action = 'glass tried' and at > amity.now() - interval '1 day') >= p_most_a_day then return null; end if;
  perform amity.write_audit('glass tried', 'reference', left(p_reference, 40), p_reason, null);
  select * into c from cases where partnership_id = amity.partnership() and reference = p_reference and circle_id is not null;
  select principal into mine from officers where partnership_id = amity.partnership() and id = amity.officer();
  if c.id is null or c.hidden_from && amity.principals() or c.visible_to && amity.principals() then return null; end if;
  perform set_config('amity.breaking', 'on', true);
  insert into glass_breaks (partnership_id, id, case_id, officer_id, agency_id, reason, broken_at, until)
    values (amity.partnership(), made, c.id, amity.officer(), amity.agency(), p_reason, amity.now(), amity.now() + interval '60 minutes');
  perform set_config('amity.breaking', '', true);
  return c.id;
end $$;
alter function amity.break_glass owner to amity_gate;
revoke all on function amity.break_glass from public;
grant execute on function amity.break_glass to amity_web;
create function amity.my_broken_glass() returns table (id uuid, reference text, reason text, broken_at timestamptz, until timestamptz, ended_at timestamptz, verdict text)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select b.id, c.reference, b.reason, b.broken_at, b.until, b.ended_at, b.verdict from glass_breaks b join cases c on c.partnership_id = b.partnership_id and c.id = b.case_id
  where b.partnership_id = amity.partnership() and b.officer_id = amity.officer() and amity.actor() = 'officer' order by b.broken_at desc limit 50
$$;
alter function amity.my_broken_glass owner to amity_gate;
revoke all on function amity.my_broken_glass from public;
grant execute on function amity.my_broken_glass to amity_web;

-- Whatever has run out ends before the next request sees anything: called for every session that is looked up.
create function amity.end_lapsed(p_partnership int, p_now timestamptz) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if exists (select from glass_breaks where partnership_id = p_partnership and ended_at is null and until <= p_now) then
    perform set_config('amity.now', p_now::text, true), set_config('amity.actor', 'system', true), set_config('amity.partnership', p_partnership::text, true);
    update glass_breaks set ended_at = until where partnership_id = p_partnership and ended_at is null and until <= p_now;
  end if;
  if exists (select from case_grants where partnership_id = p_partnership and ended_at is null and ends_at <= p_now) then
    perform set_config('amity.now', p_now::text, true), set_config('amity.actor', 'system', true), set_config('amity.partnership', p_partnership::text, true);
    update case_grants set ended_at = ends_at, ended_because = 'Its time was over' where partnership_id = p_partnership and ended_at is null and ends_at <= p_now;
  end if;
  if exists (select from sharing_agreements where partnership_id = p_partnership and ended_at is null and ends_on < amity.london_day(p_now)) then
    perform set_config('amity.now', p_now::text, true), set_config('amity.actor', 'system', true), set_config('amity.partnership', p_partnership::text, true);
    update sharing_agreements set ended_at = p_now, ended_because = 'It lapsed on ' || to_char(ends_on, 'FMDD FMMonth YYYY') where partnership_id = p_partnership and ended_at is null and ends_on < amity.london_day(p_now);
  end if;
end $$;
alter function amity.end_lapsed owner to amity_gate;
revoke all on function amity.end_lapsed from public;
grant execute on function amity.end_lapsed to amity_web;

-- ---------------------------------------------------------------------------------------------------------------
-- What an agency with a grant sees of the case itself: its head, and what the parts they hold carry.
create function amity.shared_parts(p_case uuid) returns text[]
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select g.parts from case_grants g join cases c on c.partnership_id = g.partnership_id and c.id = g.case_id
  where g.partnership_id = amity.partnership() and g.case_id = p_case and amity.actor() = 'officer' and g.to_agency_id = amity.agency() and g.ended_at is null and g.ends_at > amity.now()
    and c.circle_id is null and not c.hidden_from && amity.principals()
$$;
alter function amity.shared_parts owner to amity_gate;
revoke all on function amity.shared_parts from public;
grant execute on function amity.shared_parts to amity_web;

create function amity.masked(c cases, p_parts text[]) returns cases language plpgsql stable as $$
begin
  c.summary := ''; c.legal_limb := null; c.flags := '{}'; c.hold_reason := null; c.close_summary := null; c.close_reason := null; c.harmed_verdict := null; c.close_approved_by := null;
  c.next_update_due_on := null; c.last_contact_at := null; c.harmed_spoke_last := false; c.merged_into_id := null; c.follows_case_id := null;
  c.imported_from := null; c.imported_key := null; c.imported_values := null; c.circle_id := null; c.offered_to_agency_id := null; c.visible_to := '{}'; c.hidden_from := '{}';
  if not 'risk' = any (p_parts) then c.risk_band := null; c.risk_score := null; c.risk_assessed_at := null; c.risk_review_due_on := null; end if;
  if not 'incidents' = any (p_parts) then c.place_id := null; c.ward_code := null; end if;
  return c;
end $$;
revoke all on function amity.masked from public;
grant execute on function amity.masked to amity_gate;

create function amity.shared_case(p_reference text) returns setof cases
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select (amity.masked(c, g.parts)).* from cases c join case_grants g on g.partnership_id = c.partnership_id and g.case_id = c.id
  where c.partnership_id = amity.partnership() and c.reference = p_reference and amity.actor() = 'officer' and g.to_agency_id = amity.agency()
    and g.ended_at is null and g.ends_at > amity.now() and c.circle_id is null and not c.hidden_from && amity.principals()
$$;
alter function amity.shared_case owner to amity_gate;
revoke all on function amity.shared_case from public;
grant execute on function amity.shared_case to amity_web;

-- What other agencies share with ours now, the latest first, a page at a time.
create function amity.shared_with_us(p_before timestamptz, p_before_id uuid, p_most int) returns table
  (grant_id uuid, case_id uuid, reference text, title text, status text, category_code text, lead_agency text, lead_officer text, parts text[], may_add boolean, purpose text, given_at timestamptz, ends_at timestamptz)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select g.id, c.id, c.reference, c.title, c.status, c.category_code, a.short_name, o.name, g.parts, g.may_add, g.purpose, g.given_at, g.ends_at
  from case_grants g join cases c on c.partnership_id = g.partnership_id and c.id = g.case_id
    join agencies a on a.partnership_id = c.partnership_id and a.id = c.lead_agency_id join officers o on o.partnership_id = c.partnership_id and o.id = c.lead_officer_id
  where g.partnership_id = amity.partnership() and amity.actor() = 'officer' and g.to_agency_id = amity.agency() and g.ended_at is null and g.ends_at > amity.now()
    and c.circle_id is null and not c.hidden_from && amity.principals()
    and (p_before is null or (g.given_at, g.id) < (p_before, p_before_id))
  order by g.given_at desc, g.id desc limit least(p_most, 101)
$$;
alter function amity.shared_with_us owner to amity_gate;
revoke all on function amity.shared_with_us from public;
grant execute on function amity.shared_with_us to amity_web;

-- ---------------------------------------------------------------------------------------------------------------
-- Every restricting flag makes a circle, and the circle ends when the last of them is lowered.
create or replace function amity.restrict_by_flag() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare made uuid; why text;
begin
  select f into why from unnest(new.flags) f where f = any (amity.restricting_flags()) order by array_position(amity.restricting_flags(), f) limit 1;
  if why is not null and new.circle_id is null then
    made := amity.new_id();
    insert into circles (partnership_id, id, name, for_flag) values (new.partnership_id, made, 'Case ' || new.reference || ', ' || made, why);
    new.circle_id := made;
    new.offered_to_agency_id := null;
    perform amity.let_in(new.partnership_id, made, new.lead_officer_id, 'lead officer');
    perform amity.let_managers_in(new.partnership_id, made, new.lead_agency_id);
    if amity.actor() = 'officer' then perform amity.let_in(new.partnership_id, made, amity.officer(), 'raised it'); end if;
  elsif tg_op = 'UPDATE' and new.circle_id is not null then
    if why is null and old.flags && amity.restricting_flags() and exists (select from circles where partnership_id = new.partnership_id and id = new.circle_id and for_flag is not null) then
      update circles set ended_on = amity.now()::date where partnership_id = new.partnership_id and id = new.circle_id;
      new.circle_id := null;
    elsif new.lead_officer_id <> old.lead_officer_id or new.lead_agency_id <> old.lead_agency_id then
      perform amity.let_in(new.partnership_id, new.circle_id, new.lead_officer_id, 'lead officer');
      perform amity.let_managers_in(new.partnership_id, new.circle_id, new.lead_agency_id);
    end if;
  end if;
  return new;
end $$;
create or replace function amity.flags_at_opening() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  insert into case_flags (partnership_id, case_id, flag, raised_at, raised_by, raised_because)
    select new.partnership_id, new.id, f, new.opened_at, amity.officer(), 'Known when the case was opened' from (select distinct unnest(new.flags) as f) all_flags
    where f = any (amity.restricting_flags() || array['child', 'repeat', 'vulnerable']);
  return null;
end $$;

set local role amity_gate;
update roles set acts = acts || array['break the glass', 'share a case']::text[] where name = 'Team manager' and not 'break the glass' = any (acts);
update roles set acts = acts || 'share a case'::text where name = 'Case officer' and not 'share a case' = any (acts);
update cases set flags = flags where flags && amity.restricting_flags() and circle_id is null;
reset role;
