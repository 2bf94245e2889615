-- Risk assessments of a case. Each keeps the version of the questions it was made under, for ever.
create table risk_assessments (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null,
  matrix_version text not null, answers jsonb not null, score int not null,
  band text not null check (band in ('standard', 'medium', 'high')),
  -- What forced High whatever the score, and why; or why a manager lowered it.
  forced_by text[] not null default '{}', reason text not null default '',
  with_the_person boolean not null, person_agreed boolean,
  assessed_at timestamptz not null, assessed_by uuid not null, review_due_on date not null, because text not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);
create index risk_assessments_case on risk_assessments (partnership_id, case_id, assessed_at desc);
select amity.wall_case_child('risk_assessments');
revoke update on risk_assessments from amity_web;
