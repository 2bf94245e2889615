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
create trigger names_only_seen before insert or update on reports for each row execute function amity.names_only_seen('person_id', 'people', 'follows_case_id', 'cases');
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

-- That a manager declared a conflict for an officer must not show when the officer declares it themselves.
drop index conflicts_once;
create unique index conflicts_once on conflicts (partnership_id, officer_id, subject_kind, subject_id, declared_by) where ended_at is null;

-- Pages need no tables of their own and no large objects. What only a superuser may take away is taken where the owner is one.
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
  revoke execute on function pg_catalog.lo_create(oid), pg_catalog.lo_creat(integer), pg_catalog.lo_from_bytea(oid, bytea) from public;
exception when insufficient_privilege then null;
end $$;
