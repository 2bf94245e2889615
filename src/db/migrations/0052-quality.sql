-- A sample of casework, read against standards by a manager who does not lead the case.
create table quality_reviews (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null,
  agency_id uuid not null, officer_id uuid not null, reviewer_id uuid not null,
  month text not null check (month ~ '^\d{4}-\d\d$'), form_version text not null,
  drawn_at timestamptz not null, due_on date not null,
  state text not null default 'to do' check (state in ('to do', 'done', 'not possible')),
  answers jsonb not null default '{}', comment text not null default '', met int, asked int, action text,
  done_at timestamptz, done_by uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  unique (partnership_id, case_id, month),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  check ((state = 'to do') = (done_at is null)), check (reviewer_id <> officer_id)
);
create index quality_reviews_reviewer on quality_reviews (partnership_id, reviewer_id, due_on, id) where state = 'to do';
create index quality_reviews_officer on quality_reviews (partnership_id, officer_id, done_at desc, id desc);
create index quality_reviews_month on quality_reviews (partnership_id, agency_id, month);
select amity.wall_case_child('quality_reviews');
-- One agency's supervision is no business of an agency that may see the case.
create policy own_agency on quality_reviews as restrictive to amity_web using (amity.actor() <> 'officer' or agency_id = amity.agency()) with check (amity.actor() <> 'officer' or agency_id = amity.agency());
