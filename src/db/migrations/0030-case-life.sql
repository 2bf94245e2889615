-- The life of a case: closing with a manager's own act, the last letter, what a merge moved, and which cases a report is like.

-- An officer asks to close; where a yes is needed, somebody else answers. What needed it is kept with the answer.
create table case_closings (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, version int not null default 1,
  verdict text not null check (verdict in ('yes', 'partly', 'no', 'could not reach', 'not asked')),
  reason text not null check (length(reason) between 1 and 60), summary text not null check (length(summary) between 1 and 4000),
  -- Why it needs approval, in words.
  needed_because text not null,
  stage_before text not null,
  asked_at timestamptz not null, asked_by uuid not null,
  state text not null default 'asked' check (state in ('asked', 'approved', 'refused', 'withdrawn')),
  answered_at timestamptz, answered_by uuid, answer_reason text not null default '',
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, asked_by) references officers (partnership_id, id),
  foreign key (partnership_id, answered_by) references officers (partnership_id, id),
  check ((state = 'asked') = (answered_at is null)), check ((answered_at is null) = (answered_by is null)),
  -- Nobody approves, or sends back, their own; only who asked takes it back.
  check (state not in ('approved', 'refused') or answered_by <> asked_by),
  check (state <> 'refused' or answer_reason <> '')
);
create unique index case_closings_one_open on case_closings (partnership_id, case_id) where state = 'asked';
create index case_closings_case on case_closings (partnership_id, case_id, asked_at desc);
create index case_closings_waiting on case_closings (partnership_id, asked_at) where state = 'asked';
select amity.wall_case_child('case_closings');

-- Who asks and who answers is whoever is acting, and an answer is given once.
create function amity.closing_is_their_own() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.state <> 'asked' or (to_jsonb(new) - array['state', 'answered_at', 'answered_by', 'answer_reason', 'version', 'visible_to', 'hidden_from'])
        <> (to_jsonb(old) - array['state', 'answered_at', 'answered_by', 'answer_reason', 'version', 'visible_to', 'hidden_from']) then
      -- The wall's own upkeep may still follow the case.
      if (to_jsonb(new) - array['visible_to', 'hidden_from']) = (to_jsonb(old) - array['visible_to', 'hidden_from']) then return new; end if;
      raise exception 'A closing that was answered stands' using errcode = 'insufficient_privilege';
    end if;
    if new.state <> old.state then new.version := old.version + 1; end if;
  end if;
  if amity.actor() = 'officer' and ((tg_op = 'INSERT' and new.asked_by is distinct from amity.officer())
      or (tg_op = 'UPDATE' and new.state <> old.state and new.answered_by is distinct from amity.officer())) then
    raise exception 'Nobody asks or answers for somebody else' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger their_own before insert or update on case_closings for each row execute function amity.closing_is_their_own();

-- A case at high risk, or one the person harmed does not call resolved, is closed by an officer only with somebody else's yes.
create function amity.closing_has_its_yes() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if new.status = 'closed' and old.status <> 'closed' and amity.actor() = 'officer'
      and (old.risk_band = 'high' or new.harmed_verdict in ('no', 'partly'))
      and not exists (select 1 from case_closings where partnership_id = new.partnership_id and case_id = new.id and state = 'approved'
        and answered_by = new.close_approved_by and asked_by = new.closed_by and asked_at >= old.opened_at) then
    raise exception 'This closure needs a manager''s yes' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
alter function amity.closing_has_its_yes owner to amity_gate;
create trigger closing_has_its_yes before update of status on cases for each row execute function amity.closing_has_its_yes();
alter table cases add constraint cases_closed_by_two check (close_approved_by is null or closed_by is null or close_approved_by <> closed_by) not valid;

-- The last letter to somebody nobody could reach, and the day by which they may answer it.
create table case_last_letters (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null,
  body text not null, written_at timestamptz not null, written_by uuid not null, answer_by date not null,
  -- How many people it could be sent to.
  sent_to int not null check (sent_to > 0),
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);
create index case_last_letters_case on case_last_letters (partnership_id, case_id, written_at desc);
select amity.wall_case_child('case_last_letters');
revoke update on case_last_letters from amity_web;

-- What a merge moved (diary items, parties) and how the merged case stood, so that it can be undone.
alter table case_merges add column moved jsonb not null default '{}';
create index case_merges_into on case_merges (partnership_id, case_id) where undone_at is null;
create index cases_follows on cases (partnership_id, follows_case_id) where follows_case_id is not null;
create index cases_merged_into on cases (partnership_id, merged_into_id) where merged_into_id is not null;
create index case_transfers_to on case_transfers (partnership_id, to_agency_id, offered_at desc);
create index case_transfers_case on case_transfers (partnership_id, case_id, offered_at desc);

-- The agency a case was offered to says no, and in the same moment no longer sees it: a row policy cannot let a row go.
create function amity.decline_transfer(p_transfer uuid, p_reason text) returns boolean
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare found_case uuid;
begin
  if amity.actor() is distinct from 'officer' then return false; end if;
  update case_transfers set state = 'declined', answered_at = amity.now(), answered_by = amity.officer(), answer_reason = p_reason
    where partnership_id = amity.partnership() and id = p_transfer and state = 'offered' and to_agency_id = amity.agency()
      and visible_to && amity.principals() and not hidden_from && amity.principals()
    returning case_id into found_case;
  if found_case is null then return false; end if;
  update cases set offered_to_agency_id = null where partnership_id = amity.partnership() and id = found_case and offered_to_agency_id = amity.agency();
  return true;
end $$;
alter function amity.decline_transfer owner to amity_gate;
revoke all on function amity.decline_transfer from public;
grant execute on function amity.decline_transfer to amity_web;

-- Telephone numbers are the same when their last ten digits are.
create function amity.last_digits(phone text) returns text language sql immutable parallel safe as $$
  select nullif(right(regexp_replace(phone, '\D', '', 'g'), 10), '')
$$;
create index people_last_digits on people (partnership_id, amity.last_digits(phone)) where phone is not null;
create index reports_last_digits on reports (partnership_id, amity.last_digits(reporter_phone)) where reporter_phone is not null;

-- Which cases a report may belong to, each with every reason why. Only cases whoever asks may see, and only for a report they
-- may see: both are checked here, because an index on lower(email) is out of reach behind a row policy.
create function amity.cases_like_report(p_report uuid) returns table (id uuid, reference text, title text, status text, opened_at timestamptz, closed_at timestamptz, because text[], same_person boolean)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  with r as (
    select *, amity.last_digits(reporter_phone) as digits from reports where partnership_id = amity.partnership() and id = p_report
      and amity.actor() = 'officer' and visible_to && amity.principals() and not hidden_from && amity.principals()
  ), likes (case_id, because, weight) as (
    select cp.case_id, 'Same telephone number', 1 from r join people p on p.partnership_id = r.partnership_id and amity.last_digits(p.phone) = r.digits
      join case_parties cp on cp.partnership_id = p.partnership_id and cp.person_id = p.id and cp.left_at is null and cp.role <> 'alleged perpetrator'
    union all
    select cp.case_id, 'Same email address', 1 from r join people p on p.partnership_id = r.partnership_id and lower(p.email) = lower(r.reporter_email)
      join case_parties cp on cp.partnership_id = p.partnership_id and cp.person_id = p.id and cp.left_at is null and cp.role <> 'alleged perpetrator'
    union all
    select o.case_id, 'Same telephone number', 1 from r join reports o on o.partnership_id = r.partnership_id and amity.last_digits(o.reporter_phone) = r.digits and o.case_id is not null
    union all
    select o.case_id, 'Same email address', 1 from r join reports o on o.partnership_id = r.partnership_id and lower(o.reporter_email) = lower(r.reporter_email) and o.case_id is not null
    union all
    select o.case_id, 'Same postcode', 2 from r join reports o on o.partnership_id = r.partnership_id and o.postcode = r.postcode and o.case_id is not null
    union all
    select c.id, 'Same postcode', 2 from r join places p on p.partnership_id = r.partnership_id and p.postcode = r.postcode join cases c on c.partnership_id = p.partnership_id and c.place_id = p.id
    union all
    select c.id, 'Same place', 2 from r join cases c on c.partnership_id = r.partnership_id and c.place_id = r.place_id
    union all
    select c.id, 'Within 300 metres', 3 from r join places p on p.partnership_id = r.partnership_id
        and p.latitude between r.latitude - 0.0027 and r.latitude + 0.0027 and p.longitude between r.longitude - 0.0045 and r.longitude + 0.0045
      join cases c on c.partnership_id = p.partnership_id and c.place_id = p.id
      where 111195 * sqrt(power(p.latitude - r.latitude, 2) + power((p.longitude - r.longitude) * cos(radians(r.latitude)), 2)) <= 300
    union all
    select o.case_id, 'Within 300 metres', 3 from r join reports o on o.partnership_id = r.partnership_id and o.case_id is not null
        and o.latitude between r.latitude - 0.0027 and r.latitude + 0.0027 and o.longitude between r.longitude - 0.0045 and r.longitude + 0.0045
      where 111195 * sqrt(power(o.latitude - r.latitude, 2) + power((o.longitude - r.longitude) * cos(radians(r.latitude)), 2)) <= 300
    union all
    (select c.id, 'Same ward and kind of problem', 4 from r join cases c on c.partnership_id = r.partnership_id and c.ward_code = r.ward_code and c.category_code = r.category_code
      where c.status in ('open', 'on hold') and c.visible_to && amity.principals() and not c.hidden_from && amity.principals() order by c.opened_at desc limit 5)
  )
  select c.id, c.reference, c.title, c.status, c.opened_at, c.closed_at, array_agg(distinct l.because), min(l.weight) = 1
  from likes l join cases c on c.partnership_id = amity.partnership() and c.id = l.case_id
  where c.status in ('open', 'on hold', 'closed') and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()
  group by c.id, c.reference, c.title, c.status, c.opened_at, c.closed_at
  -- A closed case is only of interest when it is the same person's.
  having c.status <> 'closed' or min(l.weight) = 1
  order by min(l.weight), c.opened_at desc limit 10
$$;
alter function amity.cases_like_report owner to amity_gate;
revoke all on function amity.cases_like_report from public;
grant execute on function amity.cases_like_report to amity_web;
