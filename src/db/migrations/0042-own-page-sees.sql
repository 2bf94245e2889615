-- What the person harmed may see on their own page and write there. Each of two neighbours on one case sees what is
-- meant for both, and never what was meant for, or written by, the other.

-- A public entry that has been corrected shows no more, even when its correction is for staff alone.
alter table entries add column superseded_at timestamptz;
create function amity.entry_superseded() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update entries set superseded_at = new.entered_at where partnership_id = new.partnership_id and case_id = new.case_id and id = new.corrects_id and superseded_at is null;
  return null;
end $$;
alter function amity.entry_superseded owner to amity_gate;
create trigger superseded after insert on entries for each row when (new.corrects_id is not null) execute function amity.entry_superseded();

drop policy own_case on entries;
drop policy own_case_write on entries;
create policy own_case on entries for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case()
  and visibility = 'public' and superseded_at is null and (person_id is null or person_id = amity.own_person()));
create policy own_case_write on entries for insert to amity_web with check (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case()
  and visibility = 'public' and person_id = amity.own_person() and direction = 'in' and entered_by is null and corrects_id is null and kind in ('message', 'incident', 'complaint', 'case review'));

-- The diary sheet: what happened, as the person harmed wrote it. An officer reads it and may make an incident of it.
create table diary_sheets (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, person_id uuid not null,
  happened_at timestamptz, happened_about text,
  what text not null check (length(what) between 1 and 20000), effect text not null default '', seen_by text not null default '',
  given_at timestamptz not null, read_at timestamptz, read_by uuid, incident_id uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, person_id) references people (partnership_id, id),
  foreign key (partnership_id, incident_id) references incidents (partnership_id, id),
  check (happened_at is not null or happened_about is not null)
);
create index diary_sheets_case on diary_sheets (partnership_id, case_id, given_at desc);
select amity.wall_case_child('diary_sheets');
revoke update on diary_sheets from amity_web;
grant update (read_at, read_by, incident_id) on diary_sheets to amity_web;
create policy own_sheets on diary_sheets for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case() and person_id = amity.own_person());
create policy own_sheets_write on diary_sheets for insert to amity_web with check (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case() and person_id = amity.own_person() and read_at is null and incident_id is null);

-- A file is for everybody the case is public to, or for one person; what the person harmed gives is theirs.
alter table attachments add column person_id uuid, add column diary_sheet_id uuid;
alter table attachments add foreign key (partnership_id, diary_sheet_id) references diary_sheets (partnership_id, id);
create index attachments_sheet on attachments (partnership_id, diary_sheet_id) where diary_sheet_id is not null;
drop policy own_case on attachments;
drop policy own_case_write on attachments;
create policy own_case on attachments for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case()
  and visibility = 'public' and scan <> 'infected' and (person_id is null or person_id = amity.own_person()));
create policy own_case_write on attachments for insert to amity_web with check (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case()
  and visibility = 'public' and person_id = amity.own_person() and given_by = 'person harmed' and officer_id is null and report_id is null and draft_id is null);

-- A report that follows a case (it has happened again after closing) is seen by whoever may see that case, until decided.
alter table reports add column follows_case_id uuid, add column person_id uuid;
alter table reports add foreign key (partnership_id, follows_case_id) references cases (partnership_id, id);
alter table reports add foreign key (partnership_id, person_id) references people (partnership_id, id);
create index reports_follows on reports (partnership_id, follows_case_id) where follows_case_id is not null;
create function amity.report_follows_case() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c cases;
begin
  select * into c from cases where partnership_id = new.partnership_id and id = coalesce(new.case_id, new.follows_case_id);
  if new.follows_case_id is not null and (c.id is null or not (amity.actor() in ('system', 'owner') or new.follows_case_id = amity.own_case() or tg_op = 'UPDATE'
      or (c.visible_to && amity.principals() and not c.hidden_from && amity.principals()))) then
    raise exception 'no such case' using errcode = 'foreign_key_violation';
  end if;
  if c.id is not null and amity.actor() = 'person' then new.agency_id := c.lead_agency_id; end if;
  if new.case_id is null then
    new.visible_to := c.visible_to;
    new.hidden_from := c.hidden_from;
  end if;
  return new;
end $$;
alter function amity.report_follows_case owner to amity_gate;
-- After "visible" by its name, which is the order triggers fire in.
create trigger visible_as_followed before insert or update on reports for each row when (new.person_id is not null or new.follows_case_id is not null) execute function amity.report_follows_case();
create function amity.spread_to_following() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update reports set visible_to = new.visible_to where partnership_id = new.partnership_id and follows_case_id = new.id and case_id is null;
  return null;
end $$;
alter function amity.spread_to_following owner to amity_gate;
create trigger spread_to_following after update on cases for each row
  when (old.visible_to is distinct from new.visible_to or old.hidden_from is distinct from new.hidden_from) execute function amity.spread_to_following();

-- Where it stands, who the officer is, and when we will next be in touch. No title, no summary, no other people.
create function amity.my_case() returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('reference', c.reference, 'status', c.status, 'stage', c.stage, 'severity', c.severity, 'openedOn', (c.opened_at at time zone 'Europe/London')::date,
    'closedOn', (c.closed_at at time zone 'Europe/London')::date, 'agencyId', a.id, 'officerName', o.name, 'officerJob', o.job_title, 'officerPhone', o.phone, 'officerEmail', o.email,
    'awayUntil', case when o.away_until >= (amity.now() at time zone 'Europe/London')::date then o.away_until end,
    'coverName', (select v.name from officers v where v.partnership_id = o.partnership_id and v.id = o.covered_by),
    'agencyName', a.name, 'agencyPhone', a.phone, 'agencyEmail', a.email,
    'firstContactBy', (select min(d.due_at) from diary_items d where d.partnership_id = c.partnership_id and d.case_id = c.id and d.kind = 'first contact' and d.done_at is null and d.cancelled_at is null),
    'updateBy', (select min(d.due_at) from diary_items d where d.partnership_id = c.partnership_id and d.case_id = c.id and d.kind = 'victim update' and d.done_at is null and d.cancelled_at is null),
    'answerBy', (select min(d.due_at) from diary_items d where d.partnership_id = c.partnership_id and d.case_id = c.id and d.kind = 'message to answer' and d.done_at is null and d.cancelled_at is null))
  from cases c join agencies a on a.partnership_id = c.partnership_id and a.id = c.lead_agency_id
    join officers o on o.partnership_id = c.partnership_id and o.id = c.lead_officer_id
  where amity.actor() = 'person' and c.partnership_id = amity.partnership() and c.id = amity.own_case()
$$;
alter function amity.my_case owner to amity_gate;
revoke all on function amity.my_case from public;
grant execute on function amity.my_case to amity_web;

-- Does this text name somebody said to be responsible? Family names, aliases and organisations, as whole words; a name
-- that somebody else on the case bears too tells nothing.
create function amity.names_responsible(p_case uuid, p_text text) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select exists (
    select from case_parties cp join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id
      cross join lateral unnest(array[p.family_name, p.known_as]) said(name)
    where cp.partnership_id = amity.partnership() and cp.case_id = p_case and cp.role = 'alleged perpetrator' and length(trim(said.name)) >= 3
      and position(lower(trim(said.name)) in lower(p_text)) > 0
      and lower(p_text) ~ ('\m' || regexp_replace(lower(trim(said.name)), '([^[:alnum:][:space:]])', '\\\1', 'g') || '\M')
      and not exists (select from case_parties o join people q on q.partnership_id = o.partnership_id and q.id = o.person_id
        where o.partnership_id = cp.partnership_id and o.case_id = cp.case_id and o.role <> 'alleged perpetrator' and lower(said.name) in (lower(q.family_name), lower(q.known_as))))
    and (amity.actor() = 'system' or p_case = amity.own_case()
      or exists (select from cases c where c.partnership_id = amity.partnership() and c.id = p_case and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()))
$$;
alter function amity.names_responsible owner to amity_gate;
revoke all on function amity.names_responsible from public;
grant execute on function amity.names_responsible to amity_web;

-- The person harmed has written: the victim spoke last, and somebody has until then to answer. A clock that runs already
-- is not set back. What is for a manager never goes to the lead officer, and only to somebody who may see the case.
create function amity.person_wants_answer(p_kind text, p_title text, p_due timestamptz, p_because text, p_about_kind text, p_about uuid, p_manager boolean) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare c cases; who uuid;
begin
  if amity.actor() is distinct from 'person' or p_kind not in ('message to answer', 'task') then raise exception 'not for you' using errcode = 'insufficient_privilege'; end if;
  update cases set harmed_spoke_last = true where partnership_id = amity.partnership() and id = amity.own_case() and status in ('open', 'on hold') and not harmed_spoke_last;
  select * into c from cases where partnership_id = amity.partnership() and id = amity.own_case();
  if p_kind = 'message to answer' and exists (select from diary_items d where d.partnership_id = c.partnership_id and d.case_id = c.id and d.kind = p_kind
      and d.done_at is null and d.cancelled_at is null and d.due_at <= p_due) then return; end if;
  if p_manager then
    select o.id into who from officers o join posts x on x.partnership_id = o.partnership_id and x.officer_id = o.id and x.ended_on is null
      join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
      where o.partnership_id = c.partnership_id and x.agency_id = c.lead_agency_id and o.left_at is null and o.id <> c.lead_officer_id and not o.principal = any (c.hidden_from)
        and case when c.circle_id is null then 'approve a closure' = any (r.acts) else exists (
          select from circle_members m where m.partnership_id = c.partnership_id and m.circle_id = c.circle_id and m.officer_id = o.id and m.ended_at is null) end
      order by ('approve a closure' = any (r.acts)) desc, ('run the partnership' = any (r.acts)),
        (select count(*) from diary_items d where d.partnership_id = o.partnership_id and d.officer_id = o.id and d.done_at is null and d.cancelled_at is null), o.name limit 1;
  else
    who := c.lead_officer_id;
  end if;
  insert into diary_items (partnership_id, kind, title, due_at, because, case_id, about_kind, about_id, officer_id, agency_id, made_at)
    values (c.partnership_id, p_kind, p_title, p_due, p_because, c.id, p_about_kind, p_about, who, c.lead_agency_id, amity.now());
end $$;
alter function amity.person_wants_answer owner to amity_gate;
revoke all on function amity.person_wants_answer from public;
grant execute on function amity.person_wants_answer to amity_web;

-- It has happened again: a report and an incident on a case that is open, or a report that follows one that has closed.
-- Answers whether the case is open.
create function amity.happened_again(p jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare c cases; w people; is_open boolean; at timestamptz := amity.now(); rid uuid := amity.new_id();
begin
  if amity.actor() is distinct from 'person' then raise exception 'not for you' using errcode = 'insufficient_privilege'; end if;
  select * into c from cases where partnership_id = amity.partnership() and id = amity.own_case();
  select * into w from people where partnership_id = c.partnership_id and id = amity.own_person();
  is_open := c.status in ('open', 'on hold');
  insert into reports (partnership_id, id, reference, channel, received_at, entered_at, category_code, in_danger, story, effect, happened_at, happened_about, still_happening,
      place_id, ward_code, reporter_name, reporter_email, reporter_phone, reporter_address, safe_means, safe_times, may_leave_message, must_not_know, language, format_needs, may_share,
      person_id, case_id, follows_case_id, state, severity, owner_id, agency_id, is_asb, decided_at, decision_reason)
    values (c.partnership_id, rid, p ->> 'reference', 'own page', at, at, c.category_code, coalesce((p ->> 'inDanger')::boolean, false), p ->> 'story', p ->> 'effect', (p ->> 'happenedAt')::timestamptz, p ->> 'happenedAbout', true,
      c.place_id, c.ward_code, trim(w.given_name || ' ' || w.family_name), w.email, w.phone, w.address, w.safe_means, w.safe_times, w.may_leave_message, w.must_not_know, w.language, w.format_needs, w.may_share,
      w.id, case when is_open then c.id end, case when not is_open then c.id end, case when is_open then 'added to case' else 'waiting' end, c.severity, c.lead_officer_id, c.lead_agency_id,
      case when is_open then true end, case when is_open then at end, case when is_open then 'Told us on their own page' end);
  if is_open then
    insert into incidents (partnership_id, case_id, report_id, happened_at, happened_about, entered_at, category_code, description, effect, place_id)
      values (c.partnership_id, c.id, rid, (p ->> 'happenedAt')::timestamptz, p ->> 'happenedAbout', at, c.category_code, p ->> 'story', nullif(p ->> 'effect', ''), c.place_id);
  end if;
  return is_open;
end $$;
alter function amity.happened_again owner to amity_gate;
revoke all on function amity.happened_again from public;
grant execute on function amity.happened_again to amity_web;
