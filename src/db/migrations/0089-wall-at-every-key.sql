-- The wall at every key: a row may name only records that whoever writes it sees, and is signed by nobody but them.
-- Found by test/walls/sql-wall.test.ts, which tries every foreign key and unique index there is.

-- "Not yours" is "not there": the same refusal as for a key that does not exist, before any index is asked.
create function amity.names_only_seen() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare at int := 0; named text; sees boolean;
begin
  if amity.actor() is distinct from 'officer' then return new; end if;
  while at < tg_nargs loop
    named := to_jsonb(new) ->> tg_argv[at];
    if named is not null and (tg_op = 'INSERT' or named is distinct from to_jsonb(old) ->> tg_argv[at]) then
      execute format('select exists (select from %I where partnership_id = $1 and id = $2 and visible_to && amity.principals() and not hidden_from && amity.principals())', tg_argv[at + 1])
        into sees using new.partnership_id, named::uuid;
      if not sees then raise exception 'no such record' using errcode = 'foreign_key_violation'; end if;
    end if;
    at := at + 2;
  end loop;
  return new;
end $$;
alter function amity.names_only_seen owner to amity_gate;
create trigger names_only_seen before insert or update on case_parties for each row execute function amity.names_only_seen('person_id', 'people', 'for_party_id', 'case_parties', 'identified_from_id', 'case_parties');
create trigger names_only_seen before insert or update on incidents for each row execute function amity.names_only_seen('corrects_id', 'incidents');
create trigger names_only_seen before insert on entries for each row execute function amity.names_only_seen('corrects_id', 'entries');
create trigger names_only_seen before insert or update on case_merges for each row execute function amity.names_only_seen('merged_case_id', 'cases');
create trigger names_only_seen before insert or update on cases for each row execute function amity.names_only_seen('follows_case_id', 'cases', 'merged_into_id', 'cases');
create trigger names_only_seen before insert or update on attachments for each row execute function amity.names_only_seen('diary_sheet_id', 'diary_sheets');
create trigger names_only_seen before insert or update on reports for each row execute function amity.names_only_seen('case_id', 'cases', 'person_id', 'people', 'follows_case_id', 'cases');
create trigger names_only_seen before insert or update on own_page_links for each row execute function amity.names_only_seen('person_id', 'people');
create trigger names_only_seen before insert or update on diary_sheets for each row execute function amity.names_only_seen('person_id', 'people', 'incident_id', 'incidents');
create trigger names_only_seen before insert or update on plans for each row execute function amity.names_only_seen('person_id', 'people');
create trigger names_only_seen before insert or update on plan_steps for each row execute function amity.names_only_seen('plan_id', 'plans');
create trigger names_only_seen before insert or update on plan_agreements for each row execute function amity.names_only_seen('plan_id', 'plans');
create trigger names_only_seen before insert or update on contact_promises for each row execute function amity.names_only_seen('person_id', 'people');
create trigger names_only_seen before insert or update on surveys for each row execute function amity.names_only_seen('person_id', 'people');
create trigger names_only_seen before insert or update on improvements for each row execute function amity.names_only_seen('survey_answer_id', 'survey_answers');

-- An officer signs with their own name. News, chores and imports act as the service, which says for whom.
create function amity.signed_by_themselves() returns trigger language plpgsql as $$
begin
  if amity.actor() = 'officer' and to_jsonb(new) ->> tg_argv[0] <> amity.officer()::text then
    raise exception 'Nobody writes in somebody else''s name' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
do $$
declare signed record;
begin
  for signed in select * from (values ('entries', 'entered_by'), ('incidents', 'entered_by'), ('risk_assessments', 'assessed_by'), ('plans', 'made_by'), ('plan_steps', 'made_by'), ('plan_agreements', 'made_by'),
    ('contact_promises', 'made_by'), ('case_transfers', 'offered_by'), ('case_merges', 'merged_by'), ('case_flags', 'raised_by'), ('case_last_letters', 'written_by'), ('outgoing_messages', 'written_by'), ('reports', 'entered_by'),
    ('case_parties', 'added_by'), ('improvements', 'opened_by'), ('diary_items', 'made_by'), ('attachments', 'officer_id')) s (in_table, signer) loop
    execute format('create trigger signed before insert on %I for each row execute function amity.signed_by_themselves(%L)', signed.in_table, signed.signer);
  end loop;
end $$;

-- Addresses of homes are for officers. No public page reads them.
drop policy published on places;

-- Pages need no large objects. What only a superuser may take away is taken where the owner is one.
do $$
begin
  revoke execute on function pg_catalog.lo_create(oid), pg_catalog.lo_creat(integer), pg_catalog.lo_from_bytea(oid, bytea) from public;
exception when insufficient_privilege then null;
end $$;

-- What is not known to be allowed is refused: `not (… or null or …)` is null, and so refused nobody (the same for other tables: 0093).
create or replace function amity.diary_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare
  c record; mine int; about jsonb := to_jsonb(new);
  report uuid := coalesce((about ->> 'report_id')::uuid, case when about ->> 'about_kind' = 'report' then (about ->> 'about_id')::uuid end);
  file uuid := case when about ->> 'about_kind' = 'attachment' then (about ->> 'about_id')::uuid end;
begin
  select principal into mine from agencies where partnership_id = new.partnership_id and id = new.agency_id;
  if new.case_id is not null then
    select visible_to, hidden_from, circle_id into c from cases where partnership_id = new.partnership_id and id = new.case_id;
    if c is null or (amity.actor() <> 'officer' or (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())
        or (tg_table_name = 'diary_items' and exists (select from case_grants g where g.partnership_id = new.partnership_id and g.case_id = new.case_id
          and g.to_agency_id = amity.agency() and g.ended_at is null and g.may_add and new.agency_id = amity.agency()))) is not true then
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
create or replace function amity.conflict_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare theirs int; declarer int; seen int[]; hidden int[]; free boolean := amity.actor() in ('system', 'owner') or current_setting('amity.staff_matter', true) = 'on';
begin
  select principal into theirs from officers where partnership_id = new.partnership_id and id = new.officer_id;
  if theirs is null then raise exception 'no such officer' using errcode = 'foreign_key_violation'; end if;
  select principal into declarer from officers where partnership_id = new.partnership_id and id = new.declared_by;
  if new.subject_kind = 'case' then
    select visible_to, hidden_from into seen, hidden from cases where partnership_id = new.partnership_id and id = new.subject_id;
  elsif new.subject_kind = 'person' then
    select visible_to, hidden_from into seen, hidden from people where partnership_id = new.partnership_id and id = new.subject_id;
  elsif new.subject_kind = 'place' then
    select array[1], '{}' into seen, hidden from places where partnership_id = new.partnership_id and id = new.subject_id;
  else
    seen := array[1]; hidden := '{}';
  end if;
  if tg_op = 'INSERT' and (seen is null or (free or new.subject_kind in ('place', 'address') or (seen && amity.principals() and not hidden && amity.principals())) is not true) then
    raise exception 'no such record' using errcode = 'foreign_key_violation';
  end if;
  -- Who it is about, or a manager who may see restricted cases, declares it; only such a manager, and never the officer, ends it.
  if amity.actor() = 'officer' and not free and ((tg_op = 'INSERT' and (new.declared_by is distinct from amity.officer() or not (new.officer_id = amity.officer() or amity.has_act('see restricted'))))
      or (tg_op = 'UPDATE' and (new.officer_id = amity.officer() or not amity.has_act('see restricted')
        or to_jsonb(new) - array['ended_at', 'ended_by', 'ended_because', 'visible_to', 'hidden_from'] <> to_jsonb(old) - array['ended_at', 'ended_by', 'ended_because', 'visible_to', 'hidden_from']))) then
    raise exception 'A conflict is declared by the officer or a manager, and ended by a manager' using errcode = 'insufficient_privilege';
  end if;
  new.visible_to := array[1] || coalesce(array[declarer], '{}');
  -- What others declared about somebody would tell them that the record exists.
  new.hidden_from := case when new.declared_by = new.officer_id then '{}' else array[theirs] end;
  return new;
end $$;
create or replace function amity.grant_rules() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c cases; g sharing_agreements;
begin
  select * into c from cases where partnership_id = new.partnership_id and id = new.case_id;
  if c.id is null or (amity.actor() = 'officer' and pg_trigger_depth() = 1 and (c.visible_to && amity.principals() and not c.hidden_from && amity.principals()) is not true) then
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
create or replace function amity.report_follows_case() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c cases;
begin
  select * into c from cases where partnership_id = new.partnership_id and id = coalesce(new.case_id, new.follows_case_id);
  if new.follows_case_id is not null and (c.id is null or (amity.actor() in ('system', 'owner') or new.follows_case_id = amity.own_case() or tg_op = 'UPDATE'
      or (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())) is not true) then
    raise exception 'no such case' using errcode = 'foreign_key_violation';
  end if;
  if c.id is not null and amity.actor() = 'person' then new.agency_id := c.lead_agency_id; end if;
  if new.case_id is null then
    new.visible_to := c.visible_to;
    new.hidden_from := c.hidden_from;
  end if;
  return new;
end $$;

-- Somebody new who lives where an officer has a conflict is hidden from that officer from the first moment.
create or replace function amity.visible_to_owner() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare owner int;
begin
  select principal into owner from agencies where partnership_id = new.partnership_id and id = new.owner_agency_id;
  if owner is null then raise exception 'no such agency' using errcode = 'foreign_key_violation'; end if;
  new.visible_to := array[1, owner];
  select coalesce(array_agg(distinct o.principal order by o.principal), '{}') into new.hidden_from from conflicts k join officers o on o.partnership_id = k.partnership_id and o.id = k.officer_id
    where k.partnership_id = new.partnership_id and k.ended_at is null and (k.subject_id = new.place_id or k.address_key = amity.building_key(new.address, new.postcode)
      or k.address_key = (select amity.building_key(l.address, l.postcode) from places l where l.partnership_id = new.partnership_id and l.id = new.place_id));
  return new;
end $$;
