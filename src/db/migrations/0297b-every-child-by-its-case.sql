-- When who sees a case changes (a grant, a broken glass, a circle), each table that hangs on it is written anew by its case. Eight had no index that
-- this could use, their only ones being partial: of a million cases it read all contact promises in sequence, twice for each broken glass.
-- test/walls/tables.test.ts asks it of every such table.
create index case_merges_case on case_merges (partnership_id, case_id);
create index own_page_links_of_case on own_page_links (partnership_id, case_id);
create index plan_agreements_case on plan_agreements (partnership_id, case_id);
create index contact_promises_of_case on contact_promises (partnership_id, case_id);
create index survey_answers_case on survey_answers (partnership_id, case_id) where case_id is not null;
create index improvements_case on improvements (partnership_id, case_id) where case_id is not null;
create index letter_services_case on letter_services (partnership_id, case_id);
create index half_uploads_case on half_uploads (partnership_id, case_id);
-- Who was in a circle once is asked for each case when a manager comes (0066), and for each member of a class (0084).
create index circle_members_once_in on circle_members (partnership_id, circle_id, officer_id) where ended_at is not null;
create index confidential_contacts_of on confidential_contacts (partnership_id, person_id) where ended_at is null;
