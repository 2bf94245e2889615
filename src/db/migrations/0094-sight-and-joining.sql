-- A person another agency only shows is not taken into a case of one's own: they would go on being seen when the grant has ended.
-- The partner writes the person down themselves.
create function amity.who_joins() returns trigger language plpgsql as $$
begin
  if amity.actor() = 'officer' and pg_trigger_depth() = 1 and new.person_id is not null and not amity.may_change_person(new.person_id)
      and not exists (select from case_parties where partnership_id = new.partnership_id and case_id = new.case_id and person_id = new.person_id) then
    raise exception 'no such person' using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
create trigger who_joins before insert or update of person_id, case_id on case_parties for each row execute function amity.who_joins();

-- The narrow row of who sees a case (0090) follows the case by its own trigger, in a merge of agencies too.
create or replace function amity.stays_with_agency() returns text[] language sql immutable parallel safe return array[
  'agency_names.agency_id', 'posts.agency_id', 'post_moves.agency_id', 'teams.agency_id', 'settings.agency_id', 'setting_changes.agency_id', 'audit_events.agency_id',
  'case_transfers.from_agency_id', 'case_transfers.to_agency_id', 'partnerships.triage_agency_id', 'imported_rows.agency_id',
  'certifiers.agency_id', 'certifications.agency_id', 'certification_lines.agency_id',
  'circles.agency_id', 'entries.agency_id', 'attachments.written_by_agency_id', 'single_sign_ons.agency_id', 'audit_heads_sent.agency_id', 'audit_links.agency_id',
  'access_days.keeper_agency_id', 'unusual_access.officer_agency_id', 'unusual_access.keeper_agency_id', 'sharing_parties.agency_id', 'case_grants.to_agency_id',
  'glass_breaks.agency_id', 'disclosures.agency_id', 'disclosures.to_agency_id', 'referrals.from_agency_id', 'referrals.to_agency_id', 'person_asks.agency_id',
  'agency_exports.agency_id', 'agency_leavings.agency_id', 'markers.agency_id', 'case_access.lead_agency_id'];
