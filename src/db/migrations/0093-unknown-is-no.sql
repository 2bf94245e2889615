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

-- What 0058, 0080 and 0083 each say of a file, together: it is seen as its case or report is; without a home by few; and it keeps
-- that, but where the wall itself, or the removal of what an agency wrote, changes it.
create or replace function amity.attachment_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record;
begin
  if tg_op = 'INSERT' or new.case_id is distinct from old.case_id or new.report_id is distinct from old.report_id or new.unhomed_at is distinct from old.unhomed_at then
    if new.case_id is not null then
      select visible_to, hidden_from into c from cases where partnership_id = new.partnership_id and id = new.case_id;
      if c is null or (amity.actor() in ('system', 'owner', 'person', 'public', 'key') or (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())
          or amity.may_add_to(new.partnership_id, new.case_id, 'evidence')) is not true then
        raise exception 'no such case' using errcode = 'foreign_key_violation';
      end if;
      new.hidden_from := c.hidden_from;
      new.visible_to := case when new.visibility = 'restricted' then c.visible_to else c.visible_to || amity.part_viewers(new.partnership_id, new.case_id, 'evidence') end;
    else
      select visible_to, hidden_from into new.visible_to, new.hidden_from from reports where partnership_id = new.partnership_id and id = new.report_id;
      if not found then
        -- What came with a half-made report is its writer's own until it is sent; what never found a home may tell of anything.
        select array[1] || case when new.draft_id is null or new.unhomed_at is not null then array[coalesce(amity.restricted_principal(new.partnership_id, new.agency_id), amity.keep_restricted_circle(new.partnership_id, new.agency_id))] else '{}' end, '{}'
          into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
      end if;
    end if;
    if new.visible_to is null then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
  elsif pg_trigger_depth() = 1 and not (amity.actor() = 'system' and coalesce(current_setting('amity.removing', true), '') <> '') then
    new.visible_to := old.visible_to;
    new.hidden_from := old.hidden_from;
  end if;
  return new;
end $$;

-- What 0070 and 0083 each say of the line of a change, together: it names the record it is about, and where an agency's records are
-- removed with it, what stood in them is not written down once more.
create or replace function amity.audit_change() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  who jsonb := case when tg_op = 'DELETE' then before else after end;
  changed jsonb;
  about jsonb;
  its_case text := case when tg_table_name = 'cases' then who ->> 'id' else who ->> 'case_id' end;
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(key, jsonb_build_array(before -> key, value)) into changed
      from jsonb_each(after) where value is distinct from before -> key and key not in ('changed_at');
    if changed is null then return null; end if;
  elsif tg_op = 'DELETE' then
    changed := before;
  end if;
  -- A setting anybody may set proves nothing, so what it names must be a removal that is confirmed and not done yet.
  if nullif(current_setting('amity.removing', true), '') is not null and amity.actor() = 'system' and exists (select from agency_leavings where partnership_id = (who ->> 'partnership_id')::int
      and id::text = current_setting('amity.removing', true) and state = 'confirmed') then changed := null; end if;
  if tg_table_name = 'circle_members' then
    select c.id::text into its_case from cases c where c.partnership_id = (who ->> 'partnership_id')::int and c.circle_id = (who ->> 'circle_id')::uuid limit 1;
  end if;
  about := case when its_case is not null then jsonb_build_object('@case', jsonb_build_array(its_case)) else '{}' end
    || case when tg_table_name = 'people' then jsonb_build_object('@person', jsonb_build_array(who ->> 'id')) else '{}' end
    || case when tg_table_name = 'reports' then jsonb_build_object('@report', jsonb_build_array(who ->> 'id'))
         when its_case is null and who ->> 'report_id' is not null then jsonb_build_object('@report', jsonb_build_array(who ->> 'report_id')) else '{}' end;
  if about <> '{}' then changed := coalesce(changed, '{}') || about || '{"@how": "write"}'; end if;
  insert into audit_events (partnership_id, actor, officer_id, agency_id, action, subject_kind, subject_id, changes, salt, digest, row_hash)
  values ((who ->> 'partnership_id')::int, coalesce(amity.actor(), 'nobody'), amity.officer(), amity.agency(),
          lower(tg_op), tg_table_name, coalesce(who ->> 'id', who ->> 'key'), changed, '', '', '');
  return null;
end $$;
