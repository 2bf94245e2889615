-- An officer is shown that somebody entered wrong codes, and a page goes with its case when cases are merged.
alter table own_page_links add column wrong_codes int not null default 0, add column wrong_code_at timestamptz, add column moved_from_case_id uuid;
grant select (wrong_codes, wrong_code_at) on own_page_links to amity_web;

-- As before, and a wrong code is counted on the offer too, where the officers of the case see it. Coming in sets it back.
create or replace function amity.enter_own_page(p_link_hash text, p_browser text, p_typed text, p_session_hash text, p_idle int, p_hours int) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare c own_page_codes; l own_page_links; pid int := amity.partnership(); at timestamptz := amity.now();
begin
  select * into c from own_page_codes where partnership_id = pid and link_hash = p_link_hash and browser = p_browser and used_at is null order by asked_at desc, id desc limit 1 for update;
  if c.id is null or c.expires_at <= at or c.tries >= 5 then return jsonb_build_object('entered', false); end if;
  update own_page_codes set tries = tries + 1 where partnership_id = pid and id = c.id;
  select * into l from own_page_links where partnership_id = pid and id = c.link_id;
  if c.code_hash is distinct from amity.own_page_code_hash(c.id, p_typed) or l.id is null or not amity.own_page_lives(l, at) then
    update own_page_links set wrong_codes = wrong_codes + 1, wrong_code_at = at where partnership_id = pid and id = l.id;
    return jsonb_build_object('entered', false, 'caseId', l.case_id);
  end if;
  update own_page_codes set used_at = at where partnership_id = pid and id = c.id;
  -- One mistyped code and then the right one, in the same browser, is nobody else.
  if l.wrong_codes < 3 then update own_page_links set wrong_codes = 0, wrong_code_at = null where partnership_id = pid and id = l.id; end if;
  perform amity.start_own_page(l, p_session_hash, p_idle, p_hours);
  return jsonb_build_object('entered', true, 'caseId', l.case_id);
end $$;

-- Merged: the page shows the case that goes on, unless that person has one there; undone: it comes back. Whoever has it
-- open enters a code again.
create function amity.own_page_moves() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare goes_to uuid; visible int[]; hidden int[]; moved uuid[];
begin
  if new.status = 'merged' then
    select id, visible_to, hidden_from into goes_to, visible, hidden from cases where partnership_id = new.partnership_id and id = new.merged_into_id;
    with gone as (update own_page_links l set case_id = goes_to, moved_from_case_id = new.id, visible_to = visible, hidden_from = hidden
      where l.partnership_id = new.partnership_id and l.case_id = new.id and l.ended_at is null and goes_to is not null
        and not exists (select from own_page_links o where o.partnership_id = l.partnership_id and o.case_id = goes_to and o.person_id = l.person_id and o.ended_at is null) returning l.id)
    select array_agg(id) into moved from gone;
  else
    with back as (update own_page_links l set case_id = new.id, moved_from_case_id = null, visible_to = new.visible_to, hidden_from = new.hidden_from
      where l.partnership_id = new.partnership_id and l.moved_from_case_id = new.id and l.ended_at is null
        and not exists (select from own_page_links o where o.partnership_id = l.partnership_id and o.case_id = new.id and o.person_id = l.person_id and o.ended_at is null) returning l.id)
    select array_agg(id) into moved from back;
  end if;
  update own_page_sessions set ended_at = amity.now() where partnership_id = new.partnership_id and link_id = any (moved) and ended_at is null;
  return null;
end $$;
alter function amity.own_page_moves owner to amity_gate;
create trigger own_page_moves after update of status on cases for each row when (old.status is distinct from new.status and 'merged' in (old.status, new.status)) execute function amity.own_page_moves();
