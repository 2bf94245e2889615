-- Who joined and left a case and why, who a described person turned out to be, and incidents that are corrected beside their original.
alter table case_parties add column added_by uuid default amity.officer(), add column left_by uuid, add column left_because text,
  add column identified_from_id uuid,
  add foreign key (partnership_id, for_party_id) references case_parties (partnership_id, id),
  add foreign key (partnership_id, identified_from_id) references case_parties (partnership_id, id);
create unique index case_parties_identified_once on case_parties (partnership_id, identified_from_id) where identified_from_id is not null;

alter table people add column changed_at timestamptz, add column changed_by uuid;

alter table incidents add column postcode text, add column harmed_party_ids uuid[] not null default '{}',
  add column corrects_id uuid, add column corrected_because text, add column superseded_at timestamptz,
  add foreign key (partnership_id, corrects_id) references incidents (partnership_id, id),
  add check ((corrects_id is null) = (corrected_because is null));
create unique index incidents_corrected_once on incidents (partnership_id, corrects_id) where corrects_id is not null;

-- What happened is not rewritten: an incident is corrected by another beside it, and is only ever marked as superseded.
create function amity.incident_stands() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - array['superseded_at', 'visible_to', 'hidden_from', 'report_id', 'case_id']) <> (to_jsonb(old) - array['superseded_at', 'visible_to', 'hidden_from', 'report_id', 'case_id'])
      or (old.superseded_at is not null and new.superseded_at is distinct from old.superseded_at) then
    raise exception 'An incident is corrected beside its original, never rewritten' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger stands before update on incidents for each row when (current_user <> 'amity_gate') execute function amity.incident_stands();
