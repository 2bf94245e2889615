-- What is written down of sharing: agreements that follow one another, why and how little was shared, who authorised it, and
-- each disclosure or refusal. And what a partner with parts of a case may not do with them.

-- An agreement is never rewritten: it is ended, or another follows it.
alter table sharing_agreements add column categories text not null default '' check (length(categories) <= 2000), add column follows_id uuid,
  add foreign key (partnership_id, follows_id) references sharing_agreements (partnership_id, id);
alter table sharing_agreements drop constraint sharing_agreements_partnership_id_name_key;
create unique index sharing_agreements_named on sharing_agreements (partnership_id, name, starts_on);
create unique index sharing_agreements_followed_once on sharing_agreements (partnership_id, follows_id) where follows_id is not null;
create function amity.agreement_stands() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if tg_table_name = 'sharing_agreements' then
    if to_jsonb(new) - array['ended_at', 'ended_by', 'ended_because', 'version'] <> to_jsonb(old) - array['ended_at', 'ended_by', 'ended_because', 'version'] or old.ended_at is not null then
      raise exception 'An agreement is ended or renewed, never rewritten' using errcode = 'insufficient_privilege';
    end if;
  elsif tg_op = 'UPDATE' then
    if to_jsonb(new) - array['withdrew_at', 'withdrew_because'] <> to_jsonb(old) - array['withdrew_at', 'withdrew_because'] or old.withdrew_at is not null then
      raise exception 'A signature stands until the agency leaves' using errcode = 'insufficient_privilege';
    end if;
  elsif exists (select from sharing_agreements where partnership_id = new.partnership_id and id = new.agreement_id and ended_at is not null) then
    raise exception 'The agreement has ended' using errcode = 'check_violation';
  end if;
  return new;
end $$;
alter function amity.agreement_stands owner to amity_gate;
create trigger stands before update on sharing_agreements for each row execute function amity.agreement_stands();
create trigger stands before insert or update on sharing_parties for each row execute function amity.agreement_stands();

-- What stands with a grant, so that its record explains itself.
alter table case_grants
  add column asked_by text not null default '' check (length(asked_by) <= 200),
  add column gateway_because text not null default '' check (length(gateway_because) <= 1000),
  add column minimised text not null default '' check (length(minimised) <= 2000),
  add column consent text not null default 'not asked' check (consent in ('given', 'not asked', 'overridden')),
  add column consent_because text not null default '' check (length(consent_because) <= 1000),
  add column follows_id uuid, add column referral_id uuid;

-- As before; but what ends because something else ended (an agreement, say) ends also where whoever ended that sees nothing of the case.
create or replace function amity.grant_rules() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c cases; g sharing_agreements;
begin
  select * into c from cases where partnership_id = new.partnership_id and id = new.case_id;
  if c.id is null or (amity.actor() = 'officer' and pg_trigger_depth() = 1 and not (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())) then
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

-- Who may say yes to sharing: somebody of the lead agency whose role lets them. Nobody else authorises their own.
create function amity.may_authorise(p_partnership int, p_agency uuid, p_officer uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select exists (select from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id
    where x.partnership_id = p_partnership and x.officer_id = p_officer and x.agency_id = p_agency and 'authorise sharing' = any (r.acts) and o.left_at is null
      and (x.ended_on is null or x.ended_on >= amity.now()::date))
$$;
alter function amity.may_authorise owner to amity_gate;
revoke all on function amity.may_authorise from public;
create function amity.grant_is_authorised() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare lead uuid;
begin
  if amity.actor() is distinct from 'officer' or pg_trigger_depth() > 1 then return new; end if;
  select lead_agency_id into lead from cases where partnership_id = new.partnership_id and id = new.case_id;
  if tg_op = 'INSERT' and not amity.may_authorise(new.partnership_id, lead, new.authorised_by) then
    raise exception 'Sharing is authorised by a manager of the lead agency' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'UPDATE' and lead is distinct from amity.agency() then
    raise exception 'The lead agency ends what it gave' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
alter function amity.grant_is_authorised owner to amity_gate;
-- After "rules" by its name: who may not see the case is told nothing of this.
create trigger who_authorised before insert or update on case_grants for each row execute function amity.grant_is_authorised();

-- A grant as it was filled in, until its preview is confirmed. Its maker's alone, and gone the next day.
create table case_grant_drafts (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(), case_id uuid not null,
  officer_id uuid not null, answers jsonb not null, made_at timestamptz not null,
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);
create index case_grant_drafts_case on case_grant_drafts (partnership_id, case_id);
select amity.protect('case_grant_drafts', false);
create policy own on case_grant_drafts to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'officer' and officer_id = amity.officer())
  with check (partnership_id = amity.partnership() and amity.actor() = 'officer' and officer_id = amity.officer());
create policy service on case_grant_drafts to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select, insert, delete on case_grant_drafts to amity_web;

-- Each disclosure and each refusal: written by every grant and referral, and by hand for what was told outside the system.
create table disclosures (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  case_id uuid, grant_id uuid, referral_id uuid,
  -- Whose decision it was.
  agency_id uuid not null,
  decision text not null check (decision in ('shared', 'refused')),
  asked_by text not null default '' check (length(asked_by) <= 200),
  to_agency_id uuid, to_whom text not null check (length(to_whom) between 1 and 200),
  what text not null check (length(what) between 1 and 2000), parts text[] not null default '{}',
  purpose text not null check (length(purpose) between 1 and 200),
  gateway text check (gateway in ('agreement', 'section 115', 'crime and taxation', 'safeguarding', 'vital interest', 'court order', 'consent')),
  gateway_because text not null default '', necessity text not null default '' check (length(necessity) <= 2000), minimised text not null default '' check (length(minimised) <= 2000),
  consent text not null default 'not asked' check (consent in ('given', 'not asked', 'overridden')), consent_because text not null default '',
  method text not null check (method in ('in Amity', 'telephone', 'meeting', 'email', 'letter', 'other')),
  refused_because text check (length(refused_because) between 1 and 2000),
  authorised_by uuid, disclosed_at timestamptz not null, written_at timestamptz not null, written_by uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id),
  check ((decision = 'refused') = (refused_because is not null)), check (decision = 'refused' or (gateway is not null and necessity <> ''))
);
create index disclosures_case on disclosures (partnership_id, case_id, disclosed_at desc, id desc) where case_id is not null;
create index disclosures_agency on disclosures (partnership_id, agency_id, disclosed_at desc, id desc);
select amity.wall_rows('disclosures');
revoke update on disclosures from amity_web;
drop policy changed on disclosures;
insert into case_child_tables (name) values ('disclosures');
create function amity.disclosure_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record;
begin
  if new.case_id is not null then
    select visible_to, hidden_from into c from cases where partnership_id = new.partnership_id and id = new.case_id;
    if c is null or (amity.actor() = 'officer' and pg_trigger_depth() = 1 and not (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())) then
      raise exception 'no such case' using errcode = 'foreign_key_violation';
    end if;
    new.visible_to := c.visible_to;
    new.hidden_from := c.hidden_from;
  else
    select array[1, principal] into new.visible_to from agencies where partnership_id = new.partnership_id and id = new.agency_id;
    new.hidden_from := '{}';
  end if;
  -- Nobody writes down what another agency decided, nor in another officer's name.
  if amity.actor() = 'officer' and pg_trigger_depth() = 1 and (new.agency_id is distinct from amity.agency() or new.written_by is distinct from amity.officer()) then
    raise exception 'no such agency' using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
alter function amity.disclosure_visibility owner to amity_gate;
create trigger visible before insert on disclosures for each row execute function amity.disclosure_visibility();

-- The chronology says what was shared and when it ended, to whoever sees the case itself and to no partner: that one agency is
-- in the case may be what another must not know.
alter table entries drop constraint entries_kind_check;
alter table entries add constraint entries_kind_check check (kind in ('report', 'incident', 'call', 'visit', 'letter', 'email', 'text', 'meeting', 'message', 'contact attempt',
  'evidence', 'decision', 'risk', 'plan', 'action', 'hold', 'transfer', 'merge', 'closing', 'survey', 'note', 'case review', 'complaint', 'sharing', 'referral'));
create function amity.write_entry(p_partnership int, p_case uuid, p_kind text, p_summary text, p_body text, p_agency uuid) returns void
language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare was text := coalesce(current_setting('amity.actor', true), '');
begin
  perform set_config('amity.actor', 'system', true);
  insert into entries (partnership_id, case_id, kind, happened_at, entered_at, entered_by, entered_as, summary, body, visibility, agency_id)
    select p_partnership, p_case, p_kind, amity.now(), amity.now(), case when was = 'officer' then amity.officer() end,
      coalesce((select name from officers where was = 'officer' and partnership_id = p_partnership and id = amity.officer()), 'Amity'), left(p_summary, 300), p_body, 'restricted', p_agency;
  perform set_config('amity.actor', was, true);
end $$;
alter function amity.write_entry owner to amity_gate;
revoke all on function amity.write_entry from public;

create function amity.say_parts(p_parts text[]) returns text language sql immutable return 'These parts of the case: ' || array_to_string(p_parts, ', ');
create function amity.grant_is_recorded() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare lead uuid; named text;
begin
  select lead_agency_id into lead from cases where partnership_id = new.partnership_id and id = new.case_id;
  select name into named from agencies where partnership_id = new.partnership_id and id = new.to_agency_id;
  if tg_op = 'INSERT' then
    insert into disclosures (partnership_id, case_id, grant_id, referral_id, agency_id, decision, asked_by, to_agency_id, to_whom, what, parts, purpose, gateway, gateway_because, necessity, minimised, consent, consent_because,
        method, authorised_by, disclosed_at, written_at, written_by)
      values (new.partnership_id, new.case_id, new.id, new.referral_id, lead, 'shared', new.asked_by, new.to_agency_id, named, amity.say_parts(new.parts) || case when new.may_add then '. They may add to them' else '' end, new.parts,
        new.purpose, new.gateway, new.gateway_because, new.necessity, new.minimised, new.consent, new.consent_because, 'in Amity', new.authorised_by, new.given_at, amity.now(), new.given_by);
    perform amity.write_entry(new.partnership_id, new.case_id, 'sharing', 'Shared with ' || named || ' until ' || to_char(new.ends_at at time zone 'Europe/London', 'FMDD FMMonth YYYY'),
      amity.say_parts(new.parts) || E'.\nFor: ' || new.purpose || E'.\nNeeded because: ' || new.necessity, lead);
  else
    perform amity.write_entry(new.partnership_id, new.case_id, 'sharing', 'Sharing with ' || named || ' ended', new.ended_because, lead);
  end if;
  return null;
end $$;
alter function amity.grant_is_recorded owner to amity_gate;
create trigger recorded after insert on case_grants for each row execute function amity.grant_is_recorded();
create trigger recorded_end after update of ended_at on case_grants for each row when (old.ended_at is null and new.ended_at is not null) execute function amity.grant_is_recorded();

-- ---------------------------------------------------------------------------------------------------------------
-- A partner works in the same case file with their parts. They read what others wrote, and change none of it.
create function amity.sees_case(p_case uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select exists (select from cases where partnership_id = amity.partnership() and id = p_case and visible_to && amity.principals() and not hidden_from && amity.principals())
$$;
alter function amity.sees_case owner to amity_gate;
revoke all on function amity.sees_case from public;
grant execute on function amity.sees_case to amity_web;
create function amity.parts_are_read() returns trigger language plpgsql as $$
begin
  if amity.actor() = 'officer' and pg_trigger_depth() = 1 and old.case_id is not null and not amity.sees_case(old.case_id) then
    raise exception 'no such case' using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
do $$
declare child record;
begin
  for child in select name from case_child_tables where part is not null and name <> 'entries' loop
    execute format('create trigger a_reader_changes_nothing before update on %I for each row execute function amity.parts_are_read()', child.name);
  end loop;
end $$;

-- As before, but each way in is yes or no: an officer has no case of their own, so that comparison alone was unknown, and unknown
-- let everybody's rows into every case.
create or replace function amity.visible_as_case() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record; part_here text; kept boolean := false;
begin
  select visible_to, hidden_from into c from cases where partnership_id = new.partnership_id and id = new.case_id;
  select part into part_here from case_child_tables where name = tg_table_name;
  -- "Not yours" looks like "not there".
  if c is null or not coalesce(amity.actor() in ('system', 'owner'), false) and not coalesce(new.case_id = amity.own_case(), false)
      and not coalesce(c.visible_to && amity.principals() and not c.hidden_from && amity.principals(), false)
      and not coalesce(part_here is not null and amity.may_add_to(new.partnership_id, new.case_id, part_here), false) then
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

-- May whoever asks add to this part of a case that is shared with them?
create function amity.may_add(p_case uuid, p_part text) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.may_add_to(amity.partnership(), p_case, p_part)
$$;
alter function amity.may_add owner to amity_gate;
revoke all on function amity.may_add from public;
grant execute on function amity.may_add to amity_web;

-- A person's record is changed by the agency that keeps it, and by whoever sees a case they are part of; not by whom it is shown to.
create function amity.may_change_person(p_person uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select exists (select from people p where p.partnership_id = amity.partnership() and p.id = p_person and p.visible_to && amity.principals() and not p.hidden_from && amity.principals()
    and (p.owner_agency_id = amity.agency() or exists (select from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
      where cp.partnership_id = p.partnership_id and cp.person_id = p.id and c.visible_to && amity.principals() and not c.hidden_from && amity.principals())))
$$;
alter function amity.may_change_person owner to amity_gate;
revoke all on function amity.may_change_person from public;
grant execute on function amity.may_change_person to amity_web;

-- Nor taken into a case of the partner's own: they would go on seeing it when the grant has ended. They write the person down themselves.
create function amity.who_joins() returns trigger language plpgsql as $$
begin
  if amity.actor() = 'officer' and pg_trigger_depth() = 1 and new.person_id is not null and not amity.may_change_person(new.person_id)
      and not exists (select from case_parties where partnership_id = new.partnership_id and case_id = new.case_id and person_id = new.person_id) then
    raise exception 'no such person' using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
create trigger who_joins before insert or update of person_id, case_id on case_parties for each row execute function amity.who_joins();

-- Which other agencies a partner's own words and files in a case went on to: told only to an agency that has given something and
-- still shares the case. An agency with a grant is named from the moment it could read what was given.
create function amity.gave_went_to(p_case uuid) returns table (agency text, part text, from_at timestamptz, until_at timestamptz)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  with mine as (
    select 'chronology' as part, min(e.entered_at) as first_at from entries e where e.partnership_id = amity.partnership() and e.case_id = p_case and e.agency_id = amity.agency() and e.visibility <> 'restricted'
    union all
    select 'evidence', min(t.given_at) from attachments t where t.partnership_id = amity.partnership() and t.case_id = p_case and t.written_by_agency_id = amity.agency() and t.visibility <> 'restricted'
  )
  select a.name, m.part, greatest(g.given_at, m.first_at), coalesce(g.ended_at, g.ends_at)
  from mine m join case_grants g on g.partnership_id = amity.partnership() and g.case_id = p_case and m.part = any (g.parts) and g.to_agency_id <> amity.agency()
    join agencies a on a.partnership_id = g.partnership_id and a.id = g.to_agency_id
  where m.first_at is not null and m.first_at < coalesce(g.ended_at, g.ends_at) and amity.shared_parts(p_case) is not null
  order by 3, 1 limit 100
$$;
alter function amity.gave_went_to owner to amity_gate;
revoke all on function amity.gave_went_to from public;
grant execute on function amity.gave_went_to to amity_web;

set local role amity_gate;
update roles set acts = acts || 'authorise sharing'::text where name in ('Team manager', 'Administrator') and not 'authorise sharing' = any (acts);
reset role;
