-- A hole in 0007 and 0080: `not (… or new.case_id = amity.own_case() or …)` is null, and so refused nobody, when there is no own page.
-- Whoever knew the key of a hidden case could write into it. What is not known to be allowed is refused.
create or replace function amity.visible_as_case() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record; part_here text; kept boolean := false;
begin
  select visible_to, hidden_from into c from cases where partnership_id = new.partnership_id and id = new.case_id;
  select part into part_here from case_child_tables where name = tg_table_name;
  -- "Not yours" looks like "not there".
  if c is null or (amity.actor() in ('system', 'owner') or new.case_id = amity.own_case()
      or (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())
      or (part_here is not null and amity.may_add_to(new.partnership_id, new.case_id, part_here))) is not true then
    raise exception 'no such case' using errcode = 'foreign_key_violation';
  end if;
  new.visible_to := c.visible_to;
  if part_here is not null then
    if tg_table_name = 'entries' then kept := new.visibility = 'restricted'; end if;
    if not kept then new.visible_to := c.visible_to || amity.part_viewers(new.partnership_id, new.case_id, part_here); end if;
  end if;
  new.hidden_from := c.hidden_from;
  return new;
end $$;

-- Why a grant ended must not say to whom it was given that the case became restricted.
create or replace function amity.grants_end_with() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update case_grants set ended_at = amity.now(), ended_by = case when new.circle_id is null then amity.officer() end,
      ended_because = case when new.circle_id is not null then 'The lead agency ended it' when new.status = 'merged' then 'The case went into another' else 'This agency leads the case now' end
    where partnership_id = new.partnership_id and case_id = new.id and ended_at is null
      and (new.circle_id is not null or new.status = 'merged' or to_agency_id = new.lead_agency_id);
  return null;
end $$;
