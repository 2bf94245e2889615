-- Was it resolved, how did we do, and what we change because of the answer.

-- One request to one person about one closed case. The answers stand apart (survey_answers): a person may answer without
-- being known, and then nothing here says when or what they answered.
create table surveys (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  case_id uuid not null, person_id uuid not null, agency_id uuid not null,
  form_version text not null,
  state text not null default 'to ask' check (state in ('to ask', 'asked', 'answered', 'no answer', 'not asked')),
  -- Why nobody asked, in words for the list: unsafe, no safe way, withheld.
  not_asked_because text,
  ask_on date not null, token_hash text unique, asked_at timestamptz, reminders int not null default 0, remind_on date, expires_on date,
  by text check (by in ('link', 'telephone')),
  made_at timestamptz not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  unique (partnership_id, case_id, person_id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, person_id) references people (partnership_id, id)
);
create index surveys_due on surveys (partnership_id, state, ask_on) where state in ('to ask', 'asked');
create index surveys_made on surveys (partnership_id, made_at desc, id desc);
-- Not audited row by row: the time of the change of an anonymous answer would name the person.
select amity.wall_case_child('surveys', false);

create table survey_answers (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  -- Empty when the person did not want to be known.
  case_id uuid, person_id uuid, agency_id uuid not null,
  form_version text not null, questions jsonb not null, answers jsonb not null, comment text not null default '',
  handling text not null check (handling in ('very satisfied', 'fairly satisfied', 'neither', 'fairly dissatisfied', 'very dissatisfied', 'not applicable')),
  -- What the figures are split by, kept here because an anonymous answer has no case to ask.
  closed_on date not null, ward_code text, category_code text not null,
  answered_in text not null check (answered_in ~ '^\d{4}-\d\d$'),
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id)
);
create index survey_answers_closed on survey_answers (partnership_id, closed_on desc, id desc);
select amity.wall_rows('survey_answers', false);
revoke update on survey_answers from amity_web;
create trigger visible before insert on survey_answers for each row execute function amity.diary_visibility();
create trigger keep_visibility before update of visible_to, hidden_from on survey_answers for each row execute function amity.keep_visibility();
insert into case_child_tables (name) values ('survey_answers');

-- Whose survey is behind this private link? Null when it is answered, ended or was never there: all the same to whoever asks.
create function amity.find_survey(p_hash text) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('id', id, 'formVersion', form_version) from surveys
  where partnership_id = amity.partnership() and token_hash = p_hash and state = 'asked' and expires_on >= (amity.now() at time zone 'Europe/London')::date
$$;
alter function amity.find_survey owner to amity_gate;
revoke all on function amity.find_survey from public;
grant execute on function amity.find_survey to amity_web;

-- Writes an answer and ends its survey, once. Answers the new answer's id, or null when the survey is no longer open.
create function amity.answer_survey(p_survey uuid, p_hash text, p_by text, p_known boolean, p_questions jsonb, p_answers jsonb, p_comment text, p_handling text) returns uuid
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare s record; c record; answer uuid := amity.new_id();
begin
  update surveys set state = 'answered', by = p_by, token_hash = null, remind_on = null
    where partnership_id = amity.partnership() and id = p_survey and state in ('to ask', 'asked')
      -- By link, whoever holds it; by telephone, an officer who may see the case.
      and ((amity.actor() = 'public' and state = 'asked' and token_hash = p_hash and expires_on >= (amity.now() at time zone 'Europe/London')::date)
        or (amity.actor() = 'officer' and visible_to && amity.principals() and not hidden_from && amity.principals()))
    returning * into s;
  if s is null then return null; end if;
  select closed_at, ward_code, category_code into c from cases where partnership_id = s.partnership_id and id = s.case_id;
  insert into survey_answers (partnership_id, id, case_id, person_id, agency_id, form_version, questions, answers, comment, handling, closed_on, ward_code, category_code, answered_in)
  values (s.partnership_id, answer, case when p_known then s.case_id end, case when p_known then s.person_id end, s.agency_id, s.form_version, p_questions, p_answers, p_comment, p_handling,
    (coalesce(c.closed_at, s.made_at) at time zone 'Europe/London')::date, c.ward_code, c.category_code, to_char(amity.now() at time zone 'Europe/London', 'YYYY-MM'));
  return answer;
end $$;
alter function amity.answer_survey owner to amity_gate;
revoke all on function amity.answer_survey from public;
grant execute on function amity.answer_survey to amity_web;

-- What we change because of an answer, a complaint or a review of casework: always somebody's, always by a day.
create table improvements (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(), version int not null default 1,
  case_id uuid, survey_answer_id uuid, agency_id uuid not null,
  title text not null check (length(title) between 1 and 200), why text not null default '', theme text,
  owner_id uuid, due_on date not null, opened_at timestamptz not null, opened_by uuid,
  state text not null default 'open' check (state in ('open', 'done', 'not pursued')),
  outcome text, ended_at timestamptz, ended_by uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  check ((state = 'open') = (ended_at is null))
);
create index improvements_open on improvements (partnership_id, due_on, id) where state = 'open';
create index improvements_opened on improvements (partnership_id, opened_at desc, id desc);
create unique index improvements_one_an_answer on improvements (partnership_id, survey_answer_id) where survey_answer_id is not null;
select amity.wall_rows('improvements');
create trigger visible before insert on improvements for each row execute function amity.diary_visibility();
create trigger keep_visibility before update of visible_to, hidden_from on improvements for each row execute function amity.keep_visibility();
insert into case_child_tables (name) values ('improvements');
