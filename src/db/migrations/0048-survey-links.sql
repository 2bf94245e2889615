-- A reminder sends a second private link, and the first must go on opening the survey: each link sent has its digest here. Read by nobody but the gate.
create table survey_links (
  partnership_id int not null, token_hash text not null, survey_id uuid not null,
  primary key (partnership_id, token_hash),
  foreign key (partnership_id, survey_id) references surveys (partnership_id, id)
);
select amity.protect('survey_links', false);
create policy made on survey_links for insert to amity_web with check (partnership_id = amity.partnership() and amity.actor() = 'system');
grant insert on survey_links to amity_web;

insert into survey_links select partnership_id, token_hash, id from surveys where token_hash is not null;

-- Whose survey is behind this private link? Null when it is answered, ended or was never there: all the same to whoever asks.
create or replace function amity.find_survey(p_hash text) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('id', s.id, 'formVersion', s.form_version) from survey_links l
    join surveys s on s.partnership_id = l.partnership_id and s.id = l.survey_id
  where l.partnership_id = amity.partnership() and l.token_hash = p_hash and s.state = 'asked' and s.expires_on >= (amity.now() at time zone 'Europe/London')::date
$$;

-- Writes an answer and ends its survey, once. Answers the new answer's id, or null when the survey is no longer open.
create or replace function amity.answer_survey(p_survey uuid, p_hash text, p_by text, p_known boolean, p_questions jsonb, p_answers jsonb, p_comment text, p_handling text) returns uuid
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare s record; c record; answer uuid := amity.new_id();
begin
  update surveys set state = 'answered', by = p_by, remind_on = null
    where partnership_id = amity.partnership() and id = p_survey and state in ('to ask', 'asked')
      -- By link, whoever holds it; by telephone, an officer who may see the case.
      and ((amity.actor() = 'public' and state = 'asked' and exists (select from survey_links l where l.partnership_id = surveys.partnership_id and l.survey_id = surveys.id and l.token_hash = p_hash)
          and expires_on >= (amity.now() at time zone 'Europe/London')::date)
        or (amity.actor() = 'officer' and visible_to && amity.principals() and not hidden_from && amity.principals()))
    returning * into s;
  if s is null then return null; end if;
  select closed_at, ward_code, category_code into c from cases where partnership_id = s.partnership_id and id = s.case_id;
  insert into survey_answers (partnership_id, id, case_id, person_id, agency_id, form_version, questions, answers, comment, handling, closed_on, ward_code, category_code, answered_in)
  values (s.partnership_id, answer, case when p_known then s.case_id end, case when p_known then s.person_id end, s.agency_id, s.form_version, p_questions, p_answers, p_comment, p_handling,
    (coalesce(c.closed_at, s.made_at) at time zone 'Europe/London')::date, c.ward_code, c.category_code, to_char(amity.now() at time zone 'Europe/London', 'YYYY-MM'));
  return answer;
end $$;

alter table surveys drop column token_hash;
