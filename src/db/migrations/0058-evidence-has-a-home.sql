-- Evidence has a home or an alarm. A file that belongs to no report and no case, and to no half-made report that somebody
-- may still send, is set apart, seen by those who may see restricted reports (it may tell of anything), and is somebody's to home.
alter table attachments add column unhomed_at timestamptz;
create index attachments_without_home on attachments (partnership_id, given_at) where case_id is null and report_id is null;

create or replace function amity.attachment_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  -- Moving a file to its report or case gives it the visibility of that.
  if tg_op = 'INSERT' or new.case_id is distinct from old.case_id or new.report_id is distinct from old.report_id or new.unhomed_at is distinct from old.unhomed_at then
    if new.case_id is not null then
      select visible_to, hidden_from into new.visible_to, new.hidden_from from cases where partnership_id = new.partnership_id and id = new.case_id;
    else
      select visible_to, hidden_from into new.visible_to, new.hidden_from from reports where partnership_id = new.partnership_id and id = new.report_id;
      if not found then
        -- What came with a half-made report is its writer's own until it is sent.
        select array[1] || case when new.draft_id is null or new.unhomed_at is not null then array[coalesce(amity.restricted_principal(new.partnership_id, new.agency_id), amity.keep_restricted_circle(new.partnership_id, new.agency_id))] else '{}' end, '{}'
          into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
      end if;
    end if;
    if new.visible_to is null then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
  elsif current_user <> 'amity_gate' or pg_trigger_depth() = 1 then
    new.visible_to := old.visible_to;
    new.hidden_from := old.hidden_from;
  end if;
  return new;
end $$;
alter function amity.attachment_visibility owner to amity_gate;

-- What is due about such a file is seen as the file is.
create or replace function amity.diary_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare
  about jsonb := to_jsonb(new);
  report uuid := coalesce((about ->> 'report_id')::uuid, case when about ->> 'about_kind' = 'report' then (about ->> 'about_id')::uuid end);
  file uuid := case when about ->> 'about_kind' = 'attachment' then (about ->> 'about_id')::uuid end;
begin
  if new.case_id is not null then
    select visible_to, hidden_from into new.visible_to, new.hidden_from from cases where partnership_id = new.partnership_id and id = new.case_id;
  else
    select visible_to, hidden_from into new.visible_to, new.hidden_from from (
      select visible_to, hidden_from from reports where partnership_id = new.partnership_id and id = report and restricted
      union all select visible_to, hidden_from from attachments where partnership_id = new.partnership_id and id = file) it limit 1;
    if not found then
      select array[1, principal], '{}' into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
    end if;
  end if;
  if new.visible_to is null then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
  return new;
end $$;
alter function amity.diary_visibility owner to amity_gate;

-- Bytes go only after the rows that named them are gone for good: named here in that transaction, removed in a later one.
create table files_to_remove (
  partnership_id int not null references partnerships (id), stored_as text not null, since timestamptz not null,
  primary key (partnership_id, stored_as)
);
select amity.protect('files_to_remove', false);
create policy service on files_to_remove to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select, insert, delete on files_to_remove to amity_web;
