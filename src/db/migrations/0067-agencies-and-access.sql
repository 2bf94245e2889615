-- Two agencies become one; how accounts are used; and each quarter each agency says again who needs the access they have.

-- What hangs on an agency by its id. A merge moves the first list; the second is history, or moves in its own way. A wall
-- test compares both with the tables there are, so that a new column is decided on and not forgotten.
create function amity.moves_with_agency() returns text[] language sql immutable parallel safe return array[
  'cases.lead_agency_id', 'cases.offered_to_agency_id', 'diary_items.agency_id', 'outgoing_messages.agency_id', 'attachments.agency_id', 'reports.agency_id',
  'people.owner_agency_id', 'places.landlord_agency_id', 'surveys.agency_id', 'survey_answers.agency_id', 'improvements.agency_id', 'quality_reviews.agency_id',
  'imports.agency_id', 'import_files.agency_id', 'import_refusals.agency_id', 'api_keys.agency_id', 'sessions.agency_id', 'delegations.agency_id', 'training_records.agency_id'];
create function amity.stays_with_agency() returns text[] language sql immutable parallel safe return array[
  'agency_names.agency_id', 'posts.agency_id', 'post_moves.agency_id', 'teams.agency_id', 'settings.agency_id', 'setting_changes.agency_id', 'audit_events.agency_id',
  'case_transfers.from_agency_id', 'case_transfers.to_agency_id', 'partnerships.triage_agency_id', 'imported_rows.agency_id',
  'certifiers.agency_id', 'certifications.agency_id', 'certification_lines.agency_id'];

-- What an agency has, for whoever is about to merge it. Only what the whole agency sees is counted.
create function amity.agency_holdings(p_agency uuid) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object(
    'officers', (select count(distinct x.officer_id) from posts x where x.partnership_id = a.partnership_id and x.agency_id = a.id and x.ended_on is null),
    'teams', (select count(*) from teams t where t.partnership_id = a.partnership_id and t.agency_id = a.id and t.ended_on is null),
    'openCases', (select count(*) from cases c where c.partnership_id = a.partnership_id and c.lead_agency_id = a.id and c.status in ('open', 'on hold') and a.principal = any (c.visible_to)),
    'endedCases', (select count(*) from cases c where c.partnership_id = a.partnership_id and c.lead_agency_id = a.id and c.status in ('closed', 'merged') and a.principal = any (c.visible_to)),
    'reports', (select count(*) from reports r where r.partnership_id = a.partnership_id and r.agency_id = a.id and r.case_id is null and a.principal = any (r.visible_to)),
    'people', (select count(*) from people p where p.partnership_id = a.partnership_id and p.owner_agency_id = a.id and a.principal = any (p.visible_to)),
    'homes', (select count(*) from places p where p.partnership_id = a.partnership_id and p.landlord_agency_id = a.id),
    'keys', (select count(*) from api_keys k where k.partnership_id = a.partnership_id and k.agency_id = a.id and k.ended_at is null))
  from agencies a where a.partnership_id = amity.partnership() and a.id = p_agency and amity.runs()
$$;
alter function amity.agency_holdings owner to amity_gate;
revoke all on function amity.agency_holdings from public;
grant execute on function amity.agency_holdings to amity_web;

-- Posts begin again at the other agency. A role over all agencies counted nowhere here, and is not to begin to count there.
create function amity.merge_posts(p_partnership int, p_from uuid, p_into uuid, p_because text) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare x posts; given uuid;
begin
  for x in select * from posts where partnership_id = p_partnership and agency_id = p_from and ended_on is null order by id loop
    given := x.role_id;
    if amity.is_wide(p_partnership, given) then select id into given from roles where partnership_id = p_partnership and name = 'Agency administrator'; end if;
    if given is not null and not exists (select from posts where partnership_id = p_partnership and officer_id = x.officer_id and agency_id = p_into and role_id = given and team_id is not distinct from x.team_id and ended_on is null) then
      insert into posts (partnership_id, officer_id, agency_id, team_id, role_id) values (p_partnership, x.officer_id, p_into, x.team_id, given);
    end if;
    update posts set ended_on = amity.now()::date - 1, ended_at = amity.now(), ended_by = amity.officer(), ended_because = p_because where partnership_id = p_partnership and id = x.id;
  end loop;
  update post_moves set cancelled_at = amity.now() where partnership_id = p_partnership and agency_id = p_from and done_at is null and cancelled_at is null;
end $$;
alter function amity.merge_posts owner to amity_gate;
revoke all on function amity.merge_posts from public;

-- Whatever the whole of the old agency saw, the whole of the new one sees; what a circle sees, only the circle. A trigger,
-- because some tables take a change of visibility only from one.
create function amity.sight_follows_merge() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare t record; now_sees int;
begin
  select principal into now_sees from agencies where partnership_id = new.partnership_id and id = new.merged_into_id;
  for t in select c.table_name as name from information_schema.columns c join information_schema.tables b using (table_schema, table_name)
      where c.table_schema = 'public' and c.column_name = 'visible_to' and b.table_type = 'BASE TABLE' loop
    execute format('update %I set visible_to = array(select distinct unnest(array_replace(visible_to, $1, $2)) order by 1) where partnership_id = $3 and $1 = any (visible_to)', t.name)
      using new.principal, now_sees, new.partnership_id;
  end loop;
  return null;
end $$;
alter function amity.sight_follows_merge owner to amity_gate;
create trigger sight_follows after update of merged_into_id on agencies for each row when (old.merged_into_id is null and new.merged_into_id is not null) execute function amity.sight_follows_merge();

create function amity.merge_agencies(p_from uuid, p_into uuid) returns text
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare pid int := amity.partnership(); old agencies; into_a agencies; col text;
begin
  if amity.actor() is distinct from 'officer' or not amity.runs() then return 'not theirs'; end if;
  select * into old from agencies where partnership_id = pid and id = p_from and ended_on is null for update;
  select * into into_a from agencies where partnership_id = pid and id = p_into and ended_on is null for update;
  if old.id is null or into_a.id is null or old.id = into_a.id then return 'no such agency'; end if;
  if exists (select from partnerships where id = pid and triage_agency_id = old.id) then return 'runs the partnership'; end if;
  perform set_config('amity.actor', 'system', true);
  perform set_config('amity.circles_stay', 'yes', true);
  update case_transfers set state = 'recalled', answered_at = amity.now(), answered_by = amity.officer(), answer_reason = 'The two agencies became one'
    where partnership_id = pid and state = 'offered' and ((from_agency_id = p_from and to_agency_id = p_into) or (from_agency_id = p_into and to_agency_id = p_from));
  update case_transfers set from_agency_id = case when from_agency_id = p_from then p_into else from_agency_id end, to_agency_id = case when to_agency_id = p_from then p_into else to_agency_id end
    where partnership_id = pid and state = 'offered' and p_from in (from_agency_id, to_agency_id);
  update cases set offered_to_agency_id = null where partnership_id = pid and ((lead_agency_id = p_from and offered_to_agency_id = p_into) or (lead_agency_id = p_into and offered_to_agency_id = p_from));
  update diary_items d set cancelled_at = amity.now(), cancelled_because = 'The two agencies became one' where d.partnership_id = pid and d.kind = 'transfer answer' and d.done_at is null and d.cancelled_at is null
    and not exists (select from case_transfers f where f.partnership_id = pid and f.case_id = d.case_id and f.state = 'offered') and d.agency_id in (p_from, p_into);
  update teams set name = name || ' (' || old.short_name || ')' where partnership_id = pid and agency_id = p_from and exists (select from teams o where o.partnership_id = pid and o.agency_id = p_into and o.name = teams.name);
  update teams set agency_id = p_into where partnership_id = pid and agency_id = p_from;
  perform amity.merge_posts(pid, p_from, p_into, old.name || ' became part of ' || into_a.name);
  foreach col in array amity.moves_with_agency() loop
    execute format('update %I set %I = $1 where partnership_id = $2 and %I = $3', split_part(col, '.', 1), split_part(col, '.', 2), split_part(col, '.', 2)) using p_into, pid, p_from;
  end loop;
  update imported_rows r set agency_id = p_into where partnership_id = pid and agency_id = p_from
    and not exists (select from imported_rows o where o.partnership_id = pid and o.agency_id = p_into and o.kind = r.kind and o.source = r.source and o.key = r.key);
  update certifiers set ended_at = amity.now() where partnership_id = pid and agency_id = p_from and ended_at is null;
  update certifications set closed_at = amity.now() where partnership_id = pid and agency_id = p_from and closed_at is null;
  update agency_names set until_at = amity.now() where partnership_id = pid and agency_id = p_from and until_at is null;
  update agencies set ended_on = (amity.now() at time zone 'Europe/London')::date, merged_into_id = p_into where partnership_id = pid and id = p_from;
  perform set_config('amity.circles_stay', '', true);
  perform set_config('amity.actor', 'officer', true);
  return 'done';
end $$;
alter function amity.merge_agencies owner to amity_gate;
revoke all on function amity.merge_agencies from public;
grant execute on function amity.merge_agencies to amity_web;

-- ---------------------------------------------------------------------------------------------------------------
-- How accounts are used, told only to whoever keeps them: when last seen, on how many devices at once, from how many places in a day.
create function amity.account_activity(p_agency uuid) returns table (officer_id uuid, last_seen timestamptz, at_once int, places int)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select o.id, (select max(s.seen_at) from sessions s where s.partnership_id = o.partnership_id and s.officer_id = o.id),
    (select count(distinct coalesce(s.device, ''))::int from sessions s where s.partnership_id = o.partnership_id and s.officer_id = o.id and s.ended_at is null and s.expires_at > amity.now() and s.seen_at > amity.now() - interval '1 hour'),
    (select count(distinct t.from_address)::int from sign_in_attempts t where t.partnership_id = o.partnership_id and t.account = lower(o.email) and t.succeeded and t.at > amity.now() - interval '1 day')
  from officers o
  where o.partnership_id = amity.partnership() and o.left_at is null and (amity.runs() or (amity.may('run the agency') and p_agency = amity.agency()))
    and exists (select from posts x where x.partnership_id = o.partnership_id and x.officer_id = o.id and x.agency_id = p_agency and x.ended_on is null)
$$;
alter function amity.account_activity owner to amity_gate;
revoke all on function amity.account_activity from public;
grant execute on function amity.account_activity to amity_web;

-- ---------------------------------------------------------------------------------------------------------------
-- Certification: who certifies for which agency, a run each quarter, and a line for each post.
create table certifiers (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  agency_id uuid not null, officer_id uuid not null, named_at timestamptz not null, named_by uuid not null, ended_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id)
);
create unique index certifiers_one on certifiers (partnership_id, agency_id) where ended_at is null;
select amity.wall_inside('certifiers');
select amity.wall_by_act('certifiers', $$amity.runs() or (amity.may('run the agency') and agency_id = amity.agency())$$);

create table certifications (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  agency_id uuid not null, quarter text not null check (quarter ~ '^\d{4} Q[1-4]$'),
  opened_at timestamptz not null, due_on date not null, closed_at timestamptz, raised_at timestamptz,
  primary key (partnership_id, id), unique (partnership_id, agency_id, quarter),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id)
);
select amity.protect('certifications');
create policy own_agency on certifications for select to amity_web using (partnership_id = amity.partnership() and (amity.runs() or (amity.actor() = 'officer' and agency_id = amity.agency())));
create policy service on certifications to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select, insert, update on certifications to amity_web;

create table certification_lines (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  certification_id uuid not null, agency_id uuid not null, post_id uuid not null, officer_id uuid not null,
  answer text check (answer in ('confirmed', 'ended')), answered_at timestamptz, answered_by uuid, suspended_at timestamptz,
  primary key (partnership_id, id), unique (partnership_id, certification_id, post_id),
  foreign key (partnership_id, certification_id) references certifications (partnership_id, id),
  foreign key (partnership_id, post_id) references posts (partnership_id, id),
  check ((answer is null) = (answered_at is null)),
  -- Nobody certifies themselves.
  check (answered_by is null or answered_by <> officer_id)
);
create index certification_lines_post on certification_lines (partnership_id, post_id);
select amity.protect('certification_lines');
create policy own_agency on certification_lines for select to amity_web using (partnership_id = amity.partnership() and (amity.runs() or (amity.actor() = 'officer' and agency_id = amity.agency())));
create policy service on certification_lines to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select, insert, update on certification_lines to amity_web;

-- Whether whoever asks may answer for this agency: its certifier, its administrator, or whoever runs the partnership.
create function amity.certifies_for(p_agency uuid) returns boolean language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.runs() or (amity.may('run the agency') and p_agency = amity.agency())
    or (amity.actor() = 'officer' and p_agency = amity.agency() and exists (select from certifiers where partnership_id = amity.partnership() and agency_id = p_agency and officer_id = amity.officer() and ended_at is null))
$$;
alter function amity.certifies_for owner to amity_gate;
revoke all on function amity.certifies_for from public;
grant execute on function amity.certifies_for to amity_web;

-- Confirms or ends one post. 'done', or in a word why not. When the last post at the agency ends, the work goes to the colleague.
create function amity.certify(p_line uuid, p_answer text, p_to uuid) returns text
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare pid int := amity.partnership(); l certification_lines; x posts; triage uuid;
begin
  select * into l from certification_lines where partnership_id = pid and id = p_line for update;
  if l.id is null or amity.actor() is distinct from 'officer' or not amity.certifies_for(l.agency_id) then return 'not theirs'; end if;
  if l.officer_id = amity.officer() then return 'their own'; end if;
  if l.answer is not null then return 'answered'; end if;
  select * into x from posts where partnership_id = pid and id = l.post_id for update;
  select triage_agency_id into triage from partnerships where id = pid;
  if p_answer = 'confirmed' then
    if x.suspended_at is not null then
      update posts set ended_on = null, ended_at = null, ended_because = null, suspended_at = null where partnership_id = pid and id = x.id;
    elsif x.ended_on is not null then return 'post ended'; end if;
  else
    if x.agency_id = triage and amity.is_wide(pid, x.role_id) and not amity.runs() then return 'outranked'; end if;
    if amity.is_last_administrator(l.officer_id) and x.ended_on is null and x.agency_id = triage and amity.is_wide(pid, x.role_id) then return 'last administrator'; end if;
    if exists (select from posts where partnership_id = pid and officer_id = l.officer_id and agency_id = l.agency_id and id <> x.id and (ended_on is null or suspended_at is not null)) then
      update posts set ended_on = coalesce(ended_on, amity.now()::date - 1), ended_at = amity.now(), ended_by = amity.officer(), ended_because = 'Not confirmed at the quarterly check', suspended_at = null where partnership_id = pid and id = x.id;
    elsif x.ended_on is null or x.suspended_at is not null then
      if p_to is null or p_to = l.officer_id or not exists (select from posts y join officers o on o.partnership_id = y.partnership_id and o.id = y.officer_id
          where y.partnership_id = pid and y.officer_id = p_to and y.agency_id = l.agency_id and y.ended_on is null and o.left_at is null) then return 'no such colleague'; end if;
      perform amity.end_work_at(pid, l.officer_id, l.agency_id, p_to, 'Not confirmed at the quarterly check');
    end if;
  end if;
  update certification_lines set answer = p_answer, answered_at = amity.now(), answered_by = amity.officer() where partnership_id = pid and id = l.id;
  update certifications c set closed_at = amity.now() where c.partnership_id = pid and c.id = l.certification_id and c.closed_at is null and not exists (
    select from certification_lines w join posts p on p.partnership_id = w.partnership_id and p.id = w.post_id
    where w.partnership_id = pid and w.certification_id = c.id and w.answer is null and (p.ended_on is null or p.suspended_at is not null));
  return 'done';
end $$;
alter function amity.certify owner to amity_gate;
revoke all on function amity.certify from public;
grant execute on function amity.certify to amity_web;
