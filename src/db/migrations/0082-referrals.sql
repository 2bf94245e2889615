-- Referrals between agencies are promises: each has a clock, an answer and an end. And the one question a partner may ask
-- about a person they do not see.

alter table diary_items drop constraint diary_items_kind_check;
alter table diary_items add constraint diary_items_kind_check check (kind in ('first contact', 'interview', 'risk assessment', 'victim update', 'plan action', 'task', 'hold ends', 'transfer answer',
  'manager review', 'closing answer', 'last letter', 'survey', 'improvement', 'message to answer', 'evidence to home', 'tenancy', 'legal', 'panel referral', 'referral answer'));

create table referrals (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(), version int not null default 1,
  kind text not null check (kind in ('referral', 'ask for more')),
  -- About a case, or a person without one; 'ask for more': about whom, as it was typed.
  case_id uuid, person_id uuid, about text not null default '' check (length(about) <= 300),
  from_agency_id uuid not null, from_officer_id uuid not null,
  to_agency_id uuid not null, to_officer_id uuid, service text not null default '' check (length(service) <= 120),
  asks text not null check (length(asks) between 1 and 300), summary text not null check (length(summary) between 1 and 4000),
  -- Why somebody said to be responsible is named before it is accepted.
  names_because text check (length(names_because) between 1 and 1000), urgent boolean not null default false,
  consent text check (consent in ('given', 'overridden')), consent_because text not null default '' check (length(consent_because) <= 1000),
  purpose text not null check (length(purpose) between 1 and 200), gateway text check (gateway in ('agreement', 'safeguarding', 'vital interest', 'court order', 'consent')), gateway_because text not null default '', agreement_id uuid,
  necessity text not null default '' check (length(necessity) <= 2000), minimised text not null default '' check (length(minimised) <= 2000),
  -- What a yes gives.
  parts text[] not null default '{}' check (parts <@ array['people', 'incidents', 'chronology', 'evidence', 'risk', 'plan']), may_add boolean not null default true, share_until timestamptz, authorised_by uuid,
  state text not null default 'sent' check (state in ('sent', 'seen', 'accepted', 'declined', 'working', 'done', 'recalled')),
  sent_at timestamptz not null, answer_due_at timestamptz not null, came_back_at timestamptz,
  seen_at timestamptz, seen_by uuid, answered_at timestamptz, answered_by uuid, answer_reason text not null default '', working_at timestamptz,
  ended_at timestamptz, ended_by uuid, outcome text not null default '', grant_id uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, person_id) references people (partnership_id, id),
  foreign key (partnership_id, from_agency_id) references agencies (partnership_id, id),
  foreign key (partnership_id, to_agency_id) references agencies (partnership_id, id),
  check (from_agency_id <> to_agency_id), check (case_id is null or person_id is null),
  check (kind = 'referral' or (case_id is null and person_id is null and about <> '')),
  check (kind = 'ask for more' or ((case_id is not null or person_id is not null) and consent is not null and gateway is not null and necessity <> '')),
  check (consent is distinct from 'overridden' or consent_because <> ''), check (state <> 'declined' or answer_reason <> ''), check (state <> 'done' or outcome <> ''),
  check (parts = '{}' or (case_id is not null and share_until is not null and authorised_by is not null)), check ((gateway = 'agreement') = (agreement_id is not null) or gateway is null)
);
create index referrals_to on referrals (partnership_id, to_agency_id, sent_at desc, id desc);
create index referrals_from on referrals (partnership_id, from_agency_id, sent_at desc, id desc);
create index referrals_case on referrals (partnership_id, case_id) where case_id is not null;
create index referrals_person on referrals (partnership_id, person_id) where person_id is not null;
create index referrals_unanswered on referrals (partnership_id, answer_due_at) where state in ('sent', 'seen') and came_back_at is null;
select amity.wall_rows('referrals');
revoke update on referrals from amity_web;
drop policy changed on referrals;

-- What they are told once they accept, and not before: who the person is and how to reach them, say.
create table referral_details (
  partnership_id int not null, referral_id uuid not null, details text not null check (length(details) between 1 and 4000),
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, referral_id),
  foreign key (partnership_id, referral_id) references referrals (partnership_id, id)
);
select amity.wall_rows('referral_details');
revoke update on referral_details from amity_web;
drop policy changed on referral_details;

-- Those on the sending side who see it: whoever sees the case, or the person, or the sender's agency.
create function amity.referral_senders(r referrals) returns table (seen int[], hidden int[], restricted boolean)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce(c.visible_to, p.visible_to, '{1}') || case when c.circle_id is null and (p.id is null or p.visible_to @> array[a.principal]) then array[a.principal] else '{}' end,
    coalesce(c.hidden_from, p.hidden_from, '{}'), c.circle_id is not null
  from agencies a left join cases c on c.partnership_id = r.partnership_id and c.id = r.case_id left join people p on p.partnership_id = r.partnership_id and p.id = r.person_id
  where a.partnership_id = r.partnership_id and a.id = r.from_agency_id
$$;
alter function amity.referral_senders owner to amity_gate;
revoke all on function amity.referral_senders from public;

create function amity.referral_rules() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare s record; c cases; to_principal int;
begin
  select * into s from amity.referral_senders(new);
  if tg_op = 'INSERT' and amity.actor() = 'officer' then
    if new.from_agency_id is distinct from amity.agency() or new.from_officer_id is distinct from amity.officer() or new.state <> 'sent'
        or (new.case_id is not null and not amity.sees_case(new.case_id))
        or (new.person_id is not null and not amity.may_change_person(new.person_id))
        or not exists (select from agencies where partnership_id = new.partnership_id and id = new.to_agency_id and ended_on is null)
        or (new.to_officer_id is not null and not exists (select from posts x join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id
          where x.partnership_id = new.partnership_id and x.officer_id = new.to_officer_id and x.agency_id = new.to_agency_id and o.left_at is null and (x.ended_on is null or x.ended_on >= amity.now()::date))) then
      raise exception 'no such case' using errcode = 'foreign_key_violation';
    end if;
    if new.case_id is not null then
      select * into c from cases where partnership_id = new.partnership_id and id = new.case_id;
      if c.lead_agency_id <> amity.agency() then raise exception 'The lead agency refers what it leads' using errcode = 'insufficient_privilege'; end if;
      if c.circle_id is not null and (new.to_officer_id is null or new.parts <> '{}' or amity.may_keep_circle(new.case_id) is null) then
        raise exception 'A restricted case is referred to one officer, by who keeps its circle' using errcode = 'check_violation';
      end if;
      if new.names_because is null and amity.names_responsible(new.case_id, new.asks || ' ' || new.summary) then
        raise exception 'It names somebody said to be responsible' using errcode = 'check_violation';
      end if;
      if new.parts <> '{}' and not amity.may_authorise(new.partnership_id, new.from_agency_id, new.authorised_by) then
        raise exception 'Sharing is authorised by a manager of the lead agency' using errcode = 'insufficient_privilege';
      end if;
    end if;
  end if;
  if new.to_officer_id is not null then select principal into to_principal from officers where partnership_id = new.partnership_id and id = new.to_officer_id;
  elsif not coalesce(s.restricted, false) then select principal into to_principal from agencies where partnership_id = new.partnership_id and id = new.to_agency_id;
  end if;
  new.visible_to := s.seen || case when to_principal is null then '{}' else array[to_principal] end;
  new.hidden_from := s.hidden;
  return new;
end $$;
alter function amity.referral_rules owner to amity_gate;
create trigger rules before insert or update on referrals for each row execute function amity.referral_rules();

-- The details follow: the sending side always, the other from the yes on.
create function amity.referral_detail_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare r referrals; s record;
begin
  select * into r from referrals where partnership_id = new.partnership_id and id = new.referral_id;
  if r.id is null or (tg_op = 'INSERT' and amity.actor() = 'officer' and r.from_officer_id is distinct from amity.officer()) then raise exception 'no such referral' using errcode = 'foreign_key_violation'; end if;
  select * into s from amity.referral_senders(r);
  new.visible_to := case when r.state in ('accepted', 'working', 'done') then r.visible_to else s.seen end;
  new.hidden_from := r.hidden_from;
  return new;
end $$;
alter function amity.referral_detail_visibility owner to amity_gate;
create trigger visible before insert or update on referral_details for each row execute function amity.referral_detail_visibility();
create function amity.referral_details_follow() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update referral_details set details = details where partnership_id = new.partnership_id and referral_id = new.id;
  return null;
end $$;
alter function amity.referral_details_follow owner to amity_gate;
create trigger details_follow after update on referrals for each row execute function amity.referral_details_follow();

-- Who sees the case changes who sees the referral; who sees the person too, where there is no case.
insert into case_child_tables (name) values ('referrals');
create function amity.referrals_of_person() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update referrals set state = state where partnership_id = new.partnership_id and person_id = new.id;
  return null;
end $$;
alter function amity.referrals_of_person owner to amity_gate;
create trigger referrals_follow after update of visible_to, hidden_from on people for each row when (old.visible_to is distinct from new.visible_to or old.hidden_from is distinct from new.hidden_from) execute function amity.referrals_of_person();

-- A case that becomes restricted takes back what waits with an agency as a whole: nobody there finds it any more, nor anything of it in a diary.
create function amity.referrals_end_with() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare r record;
begin
  for r in select id, to_agency_id from referrals where partnership_id = new.partnership_id and case_id = new.id and to_officer_id is null loop
    update referrals set state = 'recalled', ended_at = amity.now(), ended_by = amity.officer(), outcome = 'The case is kept to its circle now', version = version + 1
      where partnership_id = new.partnership_id and id = r.id and state in ('sent', 'seen');
    update diary_items set cancelled_at = amity.now(), cancelled_because = 'taken back' where partnership_id = new.partnership_id and about_kind = 'referral' and about_id = r.id and agency_id = r.to_agency_id
      and done_at is null and cancelled_at is null;
  end loop;
  return null;
end $$;
alter function amity.referrals_end_with owner to amity_gate;
create trigger referrals_end after update of circle_id, flags on cases for each row when (new.circle_id is not null and old.circle_id is null) execute function amity.referrals_end_with();

-- Sending is a disclosure of what the summary says, and stands in the chronology of the case.
create function amity.referral_is_recorded() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare named text;
begin
  select a.name || coalesce(', ' || o.name, '') into named from agencies a left join officers o on o.partnership_id = new.partnership_id and o.id = new.to_officer_id where a.partnership_id = new.partnership_id and a.id = new.to_agency_id;
  if new.kind = 'referral' then
    insert into disclosures (partnership_id, case_id, referral_id, agency_id, decision, to_agency_id, to_whom, what, purpose, gateway, gateway_because, necessity, minimised, consent, consent_because, method, authorised_by, disclosed_at, written_at, written_by)
      values (new.partnership_id, new.case_id, new.id, new.from_agency_id, 'shared', new.to_agency_id, left(named, 200), 'A referral and its summary. Asked: ' || new.asks, new.purpose, new.gateway, new.gateway_because, new.necessity, new.minimised,
        new.consent, new.consent_because, 'in Amity', coalesce(new.authorised_by, new.from_officer_id), new.sent_at, amity.now(), new.from_officer_id);
  end if;
  if new.case_id is not null then perform amity.write_entry(new.partnership_id, new.case_id, 'referral', 'Referred to ' || named || ': ' || new.asks, new.summary, new.from_agency_id); end if;
  return null;
end $$;
alter function amity.referral_is_recorded owner to amity_gate;
create trigger recorded after insert on referrals for each row execute function amity.referral_is_recorded();

-- Gives what a yes was to give. False where it can no longer be given: the agreement is over, say, or the day has passed.
create function amity.give_by_referral(r referrals) returns uuid language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare made uuid := amity.new_id(); was text := amity.actor();
begin
  if r.share_until <= amity.now() then return null; end if;
  perform set_config('amity.actor', 'system', true);
  begin
    insert into case_grants (partnership_id, id, case_id, to_agency_id, parts, may_add, asked_by, purpose, gateway, gateway_because, agreement_id, necessity, minimised, consent, consent_because, authorised_by, given_at, given_by, ends_at, referral_id)
      values (r.partnership_id, made, r.case_id, r.to_agency_id, r.parts, r.may_add, '', r.purpose, r.gateway, r.gateway_because, r.agreement_id, r.necessity, r.minimised, r.consent, r.consent_because, r.authorised_by, amity.now(), r.from_officer_id, r.share_until, r.id);
  exception when check_violation or unique_violation then
    made := null;
  end;
  perform set_config('amity.actor', was, true);
  return made;
end $$;
alter function amity.give_by_referral owner to amity_gate;
revoke all on function amity.give_by_referral from public;

-- Every step of a referral, by whoever may take it. 'not there': no such referral, or not theirs; 'changed': somebody was quicker,
-- or this step does not follow from where it stands.
create function amity.move_referral(p_id uuid, p_to text, p_words text, p_version int) returns text
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare r referrals; receiving boolean; given uuid; circle uuid; mine text;
begin
  if amity.actor() is distinct from 'officer' or not amity.has_act('work on cases') then return 'not there'; end if;
  select * into r from referrals where partnership_id = amity.partnership() and id = p_id and visible_to && amity.principals() and not hidden_from && amity.principals() for update;
  if r.id is null then return 'not there'; end if;
  receiving := r.to_agency_id = amity.agency() and (r.to_officer_id is null or r.to_officer_id = amity.officer());
  if (p_to = 'recalled' and r.from_agency_id <> amity.agency()) or (p_to <> 'recalled' and not receiving) then return 'not there'; end if;
  if p_to <> 'seen' and r.version <> p_version then return 'changed'; end if;
  if not ((p_to = 'seen' and r.state = 'sent') or (p_to in ('accepted', 'declined', 'recalled') and r.state in ('sent', 'seen'))
      or (p_to = 'working' and r.state = 'accepted') or (p_to = 'done' and r.state in ('accepted', 'working'))) then return 'changed'; end if;
  if p_to in ('declined', 'done', 'recalled') and coalesce(p_words, '') = '' then return 'changed'; end if;
  if p_to = 'accepted' and r.case_id is not null then
    select circle_id into circle from cases where partnership_id = r.partnership_id and id = r.case_id;
    if circle is not null and r.to_officer_id is not null then perform amity.let_in(r.partnership_id, circle, r.to_officer_id, 'named');
    elsif circle is null and r.parts <> '{}' then given := amity.give_by_referral(r);
    end if;
  end if;
  update referrals set state = p_to, version = version + 1, grant_id = coalesce(given, grant_id),
      seen_at = case when p_to = 'seen' then amity.now() else seen_at end, seen_by = case when p_to = 'seen' then amity.officer() else seen_by end,
      answered_at = case when p_to in ('accepted', 'declined') then amity.now() else answered_at end, answered_by = case when p_to in ('accepted', 'declined') then amity.officer() else answered_by end,
      answer_reason = case when p_to in ('accepted', 'declined') then coalesce(p_words, '') else answer_reason end, working_at = case when p_to = 'working' then amity.now() else working_at end,
      ended_at = case when p_to in ('declined', 'done', 'recalled') then amity.now() else ended_at end, ended_by = case when p_to in ('declined', 'done', 'recalled') then amity.officer() else ended_by end,
      outcome = case when p_to in ('done', 'recalled') then p_words else outcome end
    where partnership_id = r.partnership_id and id = r.id;
  select name into mine from agencies where partnership_id = r.partnership_id and id = amity.agency();
  if r.case_id is not null then
    perform amity.write_entry(r.partnership_id, r.case_id, 'referral', case p_to when 'recalled' then 'The referral was taken back: ' when 'working' then mine || ' works on what was asked: ' else mine || ' has ' || p_to || ' the referral: ' end || r.asks,
      coalesce(p_words, '') || case when p_to = 'accepted' and r.parts <> '{}' and given is null and circle is null then E'\nWhat was to be shared with it could not be given any more.' else '' end, r.from_agency_id);
  end if;
  -- A refusal to tell more is part of the record of the agency that refused.
  if p_to = 'declined' and r.kind = 'ask for more' then
    insert into disclosures (partnership_id, referral_id, agency_id, decision, asked_by, to_agency_id, to_whom, what, purpose, method, refused_because, authorised_by, disclosed_at, written_at, written_by)
      select r.partnership_id, r.id, r.to_agency_id, 'refused', o.name, r.from_agency_id, a.name, 'More about ' || r.about, r.purpose, 'in Amity', p_words, amity.officer(), amity.now(), amity.now(), amity.officer()
      from agencies a, officers o where a.partnership_id = r.partnership_id and a.id = r.from_agency_id and o.partnership_id = r.partnership_id and o.id = r.from_officer_id;
  end if;
  return case when p_to = 'accepted' and r.parts <> '{}' and given is null and circle is null then 'done, nothing shared' else 'done' end;
end $$;
alter function amity.move_referral owner to amity_gate;
revoke all on function amity.move_referral from public;
grant execute on function amity.move_referral to amity_web;

-- The clock: what nobody has answered in time is back with its sender. By the service alone; each is answered once.
create function amity.bring_back_referrals(p_most int) returns table (id uuid, case_id uuid, from_agency_id uuid, from_officer_id uuid, to_agency_id uuid, to_officer_id uuid, restricted boolean)
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare r referrals;
begin
  if amity.actor() is distinct from 'system' then return; end if;
  for r in select * from referrals q where q.partnership_id = amity.partnership() and q.state in ('sent', 'seen') and q.came_back_at is null and q.answer_due_at <= amity.now() order by q.answer_due_at limit p_most for update loop
    update referrals q set came_back_at = amity.now(), version = version + 1 where q.partnership_id = r.partnership_id and q.id = r.id;
    if r.case_id is not null then perform amity.write_entry(r.partnership_id, r.case_id, 'referral', 'Not answered in time, and back with us: ' || r.asks, '', r.from_agency_id); end if;
    return query select r.id, r.case_id, r.from_agency_id, r.from_officer_id, r.to_agency_id, r.to_officer_id, exists (select from cases c where c.partnership_id = r.partnership_id and c.id = r.case_id and c.circle_id is not null);
  end loop;
end $$;
alter function amity.bring_back_referrals owner to amity_gate;
revoke all on function amity.bring_back_referrals from public;
grant execute on function amity.bring_back_referrals to amity_web;

-- ---------------------------------------------------------------------------------------------------------------
-- Is this person worked with, and by whom? Asked with an exact name and a date of birth or postcode. The answer is an agency that
-- lets others know, and the work contact of whoever leads. Never for anybody of that name in a restricted case, and never past a
-- conflict of interest. Everything is looked up and written down whatever the answer will be, so that none takes the same work.
create table person_asks (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  asked_by uuid not null, agency_id uuid not null, asked_at timestamptz not null, purpose text not null check (length(purpose) between 1 and 300), digest text not null,
  -- The records it was about: whoever may see one of them sees who asked.
  person_ids uuid[] not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, asked_by) references officers (partnership_id, id)
);
create index person_asks_officer on person_asks (partnership_id, asked_by, asked_at desc);
create index person_asks_latest on person_asks (partnership_id, asked_at desc, id desc);
select amity.wall_rows('person_asks');
revoke insert, update on person_asks from amity_web;
drop policy written on person_asks;
drop policy changed on person_asks;

create function amity.who_works_with(p_given text, p_family text, p_born date, p_postcode text, p_purpose text, p_most_a_day int)
returns table (agency_id uuid, agency text, officer text, phone text, email text)
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare known uuid[]; namesakes uuid[]; restricted boolean; in_conflict boolean; asked int; found_cases uuid[]; seen int[]; mine int; hash text;
begin
  if not amity.has_act('see cases') or (p_born is null and p_postcode is null) then return; end if;
  hash := encode(sha256(convert_to(concat_ws('|', amity.partnership(), lower(trim(p_given)), lower(trim(p_family)), p_born, p_postcode), 'UTF8')), 'hex');
  select count(*) into asked from person_asks a where a.partnership_id = amity.partnership() and a.asked_by = amity.officer() and a.asked_at > amity.now() - interval '1 day';
  select coalesce(array_agg(p.id), '{}') into namesakes from people p
    where p.partnership_id = amity.partnership() and lower(p.family_name) = lower(trim(p_family)) and lower(p.given_name) = lower(trim(p_given)) and (p_born is null or p.born_on is null or p.born_on = p_born);
  select coalesce(array_agg(p.id), '{}') into known from people p
    where p.partnership_id = amity.partnership() and p.id = any (namesakes) and (p_born is null or p.born_on = p_born) and (p_postcode is null or p.postcode = p_postcode);
  -- Anybody of that name counts unless their date of birth says otherwise: the same person may be written down twice.
  select count(*) > 0 into restricted from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
    where cp.partnership_id = amity.partnership() and cp.person_id = any (namesakes) and c.circle_id is not null;
  select count(*) > 0 into in_conflict from people p where p.partnership_id = amity.partnership() and p.id = any (namesakes) and p.hidden_from && amity.principals();
  select coalesce(array_agg(c.id), '{}') into found_cases from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
    where cp.partnership_id = amity.partnership() and cp.person_id = any (known) and cp.left_at is null and c.status in ('open', 'on hold') and c.lead_agency_id <> amity.agency() and not c.hidden_from && amity.principals()
      and coalesce((select s.value from settings s where s.partnership_id = c.partnership_id and s.agency_id = c.lead_agency_id and s.key = 'known to others'),
        (select s.value from settings s where s.partnership_id = c.partnership_id and s.agency_id is null and s.key = 'known to others'), 'false'::jsonb) = 'true'::jsonb;
  select coalesce(array_agg(distinct v), '{}') into seen from people p cross join lateral unnest(p.visible_to) v where p.partnership_id = amity.partnership() and p.id = any (known);
  select o.principal into mine from officers o where o.partnership_id = amity.partnership() and o.id = amity.officer();
  insert into person_asks (partnership_id, asked_by, agency_id, asked_at, purpose, digest, person_ids, visible_to, hidden_from)
    values (amity.partnership(), amity.officer(), amity.agency(), amity.now(), p_purpose, hash, known, array[1] || seen, array[mine]);
  perform amity.write_audit('asked whether a person is worked with', 'person digest', hash, p_purpose, null);
  return query select distinct on (a.name) a.id, a.name, o.name, coalesce(o.phone, a.phone), o.email from unnest(found_cases) f(id)
    join cases c on c.partnership_id = amity.partnership() and c.id = f.id join agencies a on a.partnership_id = c.partnership_id and a.id = c.lead_agency_id join officers o on o.partnership_id = c.partnership_id and o.id = c.lead_officer_id
    where not restricted and not in_conflict and asked < p_most_a_day order by a.name, c.opened_at desc;
end $$;
alter function amity.who_works_with owner to amity_gate;
revoke all on function amity.who_works_with from public;
grant execute on function amity.who_works_with to amity_web;
-- How often an officer has asked since yesterday: of themselves alone, so that a page can say that it was too often.
create function amity.asks_today() returns int language sql stable security definer set search_path = public, amity, pg_temp as $$
  select count(*)::int from person_asks where partnership_id = amity.partnership() and asked_by = amity.officer() and amity.actor() = 'officer' and asked_at > amity.now() - interval '1 day'
$$;
alter function amity.asks_today owner to amity_gate;
revoke all on function amity.asks_today from public;
grant execute on function amity.asks_today to amity_web;
