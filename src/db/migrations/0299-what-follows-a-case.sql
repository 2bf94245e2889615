-- When who sees a case changes, all that hangs on it follows, and each row of it wrote a line in the trail that said no more than the line of the grant,
-- the circle or the case that was the cause: twenty lines each time, and five hundred where a chronology is long, among which whoever reads the trail had to find
-- the one. Now the cause's line stands for them. A row whose sight anybody's own statement changes, and not what follows a case, is still a line.
create or replace function amity.audit_change() returns trigger
language plpgsql security definer set search_path = public, amity, pg_temp as $$
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
      from jsonb_each(after) where value is distinct from before -> key and key not in ('changed_at', 'seers');
    if changed is null then return null; end if;
    if pg_trigger_depth() > 1 and changed - array['visible_to', 'hidden_from'] = '{}' and exists (select from case_child_tables where name = tg_table_name) then return null; end if;
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
