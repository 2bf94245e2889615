-- What the measures are counted from. Views look with the eyes of whoever asks, so a figure counts exactly what its reader may open.
create view closed_case_outcomes with (security_invoker = true) as
  select partnership_id, id, reference, title, closed_at, close_reason, coalesce(harmed_verdict, 'not asked') as verdict, ward_code, category_code, severity, lead_agency_id
  from cases where status = 'closed';
grant select on closed_case_outcomes to amity_web;

create view survey_outcomes with (security_invoker = true) as
  select partnership_id, id, case_id, closed_on, ward_code, category_code, handling, answers, questions, comment, agency_id from survey_answers;
grant select on survey_outcomes to amity_web;

-- What residents think of their neighbourhood, from a survey held elsewhere: figures with their source, never rows of people.
create table neighbourhood_results (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  held_from date not null, held_until date not null, ward_code text,
  satisfied int not null check (satisfied >= 0), answered int not null check (answered > 0), asked int check (asked >= answered),
  source text not null check (length(source) between 1 and 300), method text not null default '',
  entered_at timestamptz not null, entered_by uuid not null,
  -- A wrong figure is taken back, never wiped.
  withdrawn_at timestamptz, withdrawn_by uuid, withdrawn_because text,
  primary key (partnership_id, id),
  check (satisfied <= answered), check (held_from <= held_until)
);
create index neighbourhood_results_held on neighbourhood_results (partnership_id, held_until desc, id desc);
select amity.wall_inside('neighbourhood_results');
