-- Indexes for what pages asked and no index answered: each was a reading of the whole table or of all an agency holds (bench/plans).

-- What nobody has by name waits for whoever in the agency may do it.
create index diary_items_anybody on diary_items (partnership_id, agency_id, kind, due_at, id) where done_at is null and cancelled_at is null and officer_id is null;
-- The open items about one thing, or about all things of a kind.
create index diary_items_about on diary_items (partnership_id, about_kind, about_id) where done_at is null and cancelled_at is null and about_kind is not null;

-- Closed cases, and all of them, in the orders that open ones had alone.
create index case_access_all_due on case_access (partnership_id, principal, next_due_at, case_id);
create index case_access_closed_due on case_access (partnership_id, principal, next_due_at, case_id) where status = 'closed';
create index case_access_all_contact on case_access (partnership_id, principal, last_contact_at, case_id);
-- Open cases with a flag, and by risk and category: what is asked for may be rare among thousands.
create index case_access_flagged on case_access (partnership_id, principal, opened_at desc, case_id desc) where status in ('open', 'on hold') and flags <> '{}';
create index case_access_risk on case_access (partnership_id, principal, risk_band, opened_at desc, case_id desc) where status in ('open', 'on hold');
create index case_access_category on case_access (partnership_id, principal, category_code, opened_at desc, case_id desc) where status in ('open', 'on hold');

create index case_grants_case on case_grants (partnership_id, case_id, given_at desc);
create index case_flags_case on case_flags (partnership_id, case_id);

-- Whole, and not only where there is a number: that there is one does not follow from the digits, so the partial index was never used.
drop index people_last_digits;
create index people_last_digits on people (partnership_id, amity.last_digits(phone));
drop index reports_last_digits;
create index reports_last_digits on reports (partnership_id, amity.last_digits(reporter_phone));

-- Reports like another: in a box around its place or at its postcode within some days, or from the same telephone or e-mail; newest first. A
-- function, because lower(email) is out of reach of an index behind a row policy, and "or" with it took all others along. Of reports
-- whoever asks may see.
create function amity.reports_like(p_not uuid, p_phone text, p_email text, p_postcode text, p_since timestamptz, p_until timestamptz, p_south float8, p_north float8, p_west float8, p_east float8, p_most int) returns table (report_id uuid)
language plpgsql stable security definer rows 20 set search_path = public, amity, pg_temp as $$
declare mine int[] := amity.principals(); here int := amity.partnership(); most int := least(p_most, 100);
begin
  if amity.actor() is distinct from 'officer' or mine is null then return; end if;
  return query select u.id from (
    (select r.id, r.received_at from reports r where r.partnership_id = here and r.latitude between p_south and p_north and r.longitude between p_west and p_east and r.received_at between p_since and p_until and r.visible_to && mine and not r.hidden_from && mine order by r.received_at desc, r.id limit most + 1)
    union (select r.id, r.received_at from reports r where r.partnership_id = here and r.reporter_phone = p_phone and r.visible_to && mine and not r.hidden_from && mine order by r.received_at desc, r.id limit most + 1)
    union (select r.id, r.received_at from reports r where r.partnership_id = here and lower(r.reporter_email) = lower(p_email) and r.reporter_email is not null and r.visible_to && mine and not r.hidden_from && mine order by r.received_at desc, r.id limit most + 1)
    union (select r.id, r.received_at from reports r where r.partnership_id = here and r.postcode = p_postcode and r.received_at between p_since and p_until and r.visible_to && mine and not r.hidden_from && mine order by r.received_at desc, r.id limit most + 1)) u
  where u.id <> p_not order by u.received_at desc, u.id limit most;
end $$;
alter function amity.reports_like owner to amity_gate;
revoke all on function amity.reports_like from public;
grant execute on function amity.reports_like to amity_web;
