-- What nobody has by name waits for whoever in the agency may do it: found by its kind, without reading all that is open in the agency.
create index diary_items_anybody on diary_items (partnership_id, agency_id, kind, due_at, id) where done_at is null and cancelled_at is null and officer_id is null;
