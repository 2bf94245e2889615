-- Two agencies may bring in files from systems of the same name with the same keys: neither may learn of the other's rows, nor lose its own.
alter table imported_rows add column agency_id uuid;
update imported_rows r set agency_id = i.agency_id from imports i where i.partnership_id = r.partnership_id and i.id = r.import_id;
alter table imported_rows alter column agency_id set not null, drop constraint imported_rows_pkey,
  add primary key (partnership_id, agency_id, kind, source, key);
-- What a file brought is recognised by the trail above, whoever leads it later; what another system sent, by its own key.
drop index cases_imported;
create index cases_imported on cases (partnership_id, imported_from, imported_key) where imported_key is not null;
drop index reports_external;
create unique index reports_external on reports (partnership_id, external_source, external_key) where external_key is not null and channel <> 'file';
