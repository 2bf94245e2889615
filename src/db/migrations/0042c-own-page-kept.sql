-- What the person harmed had typed when their page closed by itself: kept here, never on their device, for the same
-- person to take up after a new code, for a day.
create table own_page_kept (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  case_id uuid not null, person_id uuid not null, path text not null, answers jsonb not null, kept_at timestamptz not null,
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, person_id) references people (partnership_id, id)
);
create index own_page_kept_person on own_page_kept (partnership_id, case_id, person_id, kept_at desc);
select amity.protect('own_page_kept', false);

-- Only for a session that ran out of time, not for one that was signed out, left quickly or ended by an officer.
create function amity.keep_own_words(p_partnership int, p_hash text, p_path text, p_answers jsonb, p_now timestamptz) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare s own_page_sessions; l own_page_links;
begin
  select * into s from own_page_sessions where partnership_id = p_partnership and token_hash = p_hash and ended_at is null and started_at > p_now - interval '1 day';
  select * into l from own_page_links where partnership_id = p_partnership and id = s.link_id;
  if s.id is null or l.id is null or not amity.own_page_lives(l, p_now) then return; end if;
  delete from own_page_kept where partnership_id = p_partnership and case_id = s.case_id and person_id = s.person_id;
  insert into own_page_kept (partnership_id, case_id, person_id, path, answers, kept_at) values (p_partnership, s.case_id, s.person_id, p_path, p_answers, p_now);
end $$;
alter function amity.keep_own_words owner to amity_gate;
revoke all on function amity.keep_own_words from public;
grant execute on function amity.keep_own_words to amity_web;

-- Where the person whose session this is had been typing; null when nothing is kept.
create function amity.own_words_wait(p_session_hash text) returns text
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select k.path || '?kept=' || k.id from own_page_sessions s
    join own_page_kept k on k.partnership_id = s.partnership_id and k.case_id = s.case_id and k.person_id = s.person_id
  where s.partnership_id = amity.partnership() and s.token_hash = p_session_hash and s.ended_at is null and k.kept_at > amity.now() - interval '1 day'
  order by k.kept_at desc limit 1
$$;
alter function amity.own_words_wait owner to amity_gate;
revoke all on function amity.own_words_wait from public;
grant execute on function amity.own_words_wait to amity_web;

-- Gives them back, once.
create function amity.take_own_words(p_id uuid, p_path text) returns jsonb
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  delete from own_page_kept where amity.actor() = 'person' and partnership_id = amity.partnership() and id = p_id and path = p_path
    and case_id = amity.own_case() and person_id = amity.own_person() and kept_at > amity.now() - interval '1 day' returning answers
$$;
alter function amity.take_own_words owner to amity_gate;
revoke all on function amity.take_own_words from public;
grant execute on function amity.take_own_words to amity_web;

create or replace function amity.forget_own_page_codes() returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  delete from own_page_kept where amity.actor() = 'system' and partnership_id = amity.partnership() and kept_at < amity.now() - interval '1 day';
  delete from own_page_codes where amity.actor() = 'system' and partnership_id = amity.partnership() and asked_at < amity.now() - interval '31 days'
$$;
