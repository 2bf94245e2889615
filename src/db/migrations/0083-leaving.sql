-- An agency takes its own records with it: exports, and leaving the partnership by two people, which removes them and leaves
-- tombstones that say that something was there, and nothing of what.

-- Written out for the officer who ordered it, of what they may see, and for nobody else.
create table agency_exports (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(), agency_id uuid not null,
  ordered_by uuid not null, made_at timestamptz not null, because text not null check (length(because) between 1 and 1000),
  stored_as text not null, size bigint not null, sha256 text not null, ends_at timestamptz not null, removed_at timestamptz,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id)
);
create index agency_exports_ending on agency_exports (partnership_id, ends_at) where removed_at is null;
select amity.wall_rows('agency_exports');
create function amity.export_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - 'removed_at' <> to_jsonb(old) - 'removed_at' or amity.actor() is distinct from 'system' then raise exception 'An export stands as it was made' using errcode = 'insufficient_privilege'; end if;
    return new;
  end if;
  if amity.actor() is distinct from 'officer' or new.ordered_by is distinct from amity.officer() or new.agency_id is distinct from amity.agency() then raise exception 'no such agency' using errcode = 'foreign_key_violation'; end if;
  select array[1, principal] into new.visible_to from officers where partnership_id = new.partnership_id and id = new.ordered_by;
  new.hidden_from := '{}';
  return new;
end $$;
alter function amity.export_visibility owner to amity_gate;
create trigger visible before insert or update on agency_exports for each row execute function amity.export_visibility();

-- Leaving: a manager of the agency asks, an administrator of the agency that runs the partnership confirms, and the service does it.
create table agency_leavings (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(), agency_id uuid not null,
  state text not null default 'asked' check (state in ('asked', 'withdrawn', 'confirmed', 'left')),
  asked_at timestamptz not null, asked_by uuid not null, because text not null check (length(because) between 1 and 1000),
  confirmed_at timestamptz, confirmed_by uuid, left_at timestamptz,
  -- Everything it took, whole, kept until it has been handed over at the console.
  stored_as text, size bigint, sha256 text, removed int,
  -- Files whose records are gone; the service takes them out of the store once that stands.
  files text[] not null default '{}',
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agencies (partnership_id, id),
  check (confirmed_by is null or confirmed_by <> asked_by), check ((state in ('confirmed', 'left')) = (confirmed_by is not null))
);
create unique index agency_leavings_one on agency_leavings (partnership_id, agency_id) where state in ('asked', 'confirmed');
select amity.wall_rows('agency_leavings');
revoke insert, update on agency_leavings from amity_web;
drop policy written on agency_leavings;
drop policy changed on agency_leavings;

-- That a record was there: its key, what kind, when it was written, by which rule it went, who did it and with what else.
create table tombstones (
  partnership_id int not null references partnerships (id), kind text not null, record_id uuid not null,
  written_at timestamptz, removed_at timestamptz not null, rule text not null, removed_by uuid, batch uuid not null,
  primary key (partnership_id, kind, record_id)
);
create index tombstones_batch on tombstones (partnership_id, batch);
select amity.protect('tombstones', false);
create policy service on tombstones for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select on tombstones to amity_web;

create function amity.ask_to_leave(p_because text) returns uuid language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare made uuid := amity.new_id(); seen int[];
begin
  if not amity.has_act('authorise sharing') or amity.agency() = (select triage_agency_id from partnerships where id = amity.partnership()) then return null; end if;
  select array[1] || array_agg(a.principal) into seen from agencies a join partnerships p on p.id = a.partnership_id where a.partnership_id = amity.partnership() and a.id in (amity.agency(), p.triage_agency_id);
  insert into agency_leavings (partnership_id, id, agency_id, asked_at, asked_by, because, visible_to) values (amity.partnership(), made, amity.agency(), amity.now(), amity.officer(), p_because, seen) on conflict do nothing;
  return (select id from agency_leavings where partnership_id = amity.partnership() and id = made);
end $$;
alter function amity.ask_to_leave owner to amity_gate;
revoke all on function amity.ask_to_leave from public;
grant execute on function amity.ask_to_leave to amity_web;

-- Withdrawn by the agency, or confirmed by an administrator of the agency that runs the partnership who did not ask.
create function amity.answer_leaving(p_id uuid, p_to text) returns boolean language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare l agency_leavings;
begin
  select * into l from agency_leavings where partnership_id = amity.partnership() and id = p_id and state = 'asked' and visible_to && amity.principals() for update;
  if l.id is null then return false; end if;
  if p_to = 'withdrawn' and l.agency_id = amity.agency() and amity.has_act('authorise sharing') then
    update agency_leavings set state = 'withdrawn' where partnership_id = l.partnership_id and id = l.id;
    return true;
  end if;
  if p_to = 'confirmed' and amity.has_act('run the partnership') and l.asked_by <> amity.officer() and amity.agency() = (select triage_agency_id from partnerships where id = amity.partnership()) then
    update agency_leavings set state = 'confirmed', confirmed_at = amity.now(), confirmed_by = amity.officer() where partnership_id = l.partnership_id and id = l.id;
    return true;
  end if;
  return false;
end $$;
alter function amity.answer_leaving owner to amity_gate;
revoke all on function amity.answer_leaving from public;
grant execute on function amity.answer_leaving to amity_web;

-- While records are removed the trail says that each was changed or removed, and not what stood in it.
create or replace function amity.audit_change() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  who jsonb := case when tg_op = 'DELETE' then before else after end;
  changed jsonb;
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
  insert into audit_events (partnership_id, actor, officer_id, agency_id, action, subject_kind, subject_id, changes, salt, digest, row_hash)
  values ((who ->> 'partnership_id')::int, coalesce(amity.actor(), 'nobody'), amity.officer(), amity.agency(),
          lower(tg_op), tg_table_name, coalesce(who ->> 'id', who ->> 'key'), changed, '', '', '');
  return null;
end $$;

-- As before; but a file may be shown to the agency that gave it when the case it was given to is removed.
create or replace function amity.attachment_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c record;
begin
  -- Moving a file to its case gives it the case's visibility.
  if tg_op = 'INSERT' or new.case_id is distinct from old.case_id then
    if new.case_id is not null then
      select visible_to, hidden_from into c from cases where partnership_id = new.partnership_id and id = new.case_id;
      if c is null or not (amity.actor() in ('system', 'owner', 'person', 'public', 'key') or (c.visible_to && amity.principals() and not c.hidden_from && amity.principals())
          or amity.may_add_to(new.partnership_id, new.case_id, 'evidence')) then
        raise exception 'no such case' using errcode = 'foreign_key_violation';
      end if;
      new.hidden_from := c.hidden_from;
      new.visible_to := case when new.visibility = 'restricted' then c.visible_to else c.visible_to || amity.part_viewers(new.partnership_id, new.case_id, 'evidence') end;
    else
      select array[1, principal], '{}' into new.visible_to, new.hidden_from from agencies where partnership_id = new.partnership_id and id = new.agency_id;
    end if;
    if new.visible_to is null then raise exception 'no such case' using errcode = 'foreign_key_violation'; end if;
  elsif pg_trigger_depth() = 1 and not (amity.actor() = 'system' and coalesce(current_setting('amity.removing', true), '') <> '') then
    new.visible_to := old.visible_to;
    new.hidden_from := old.hidden_from;
  end if;
  return new;
end $$;

-- Removes the rows of one table this is true of, and leaves a tombstone for each.
create function amity.bury(p_table text, p_where text, l agency_leavings) returns void language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  execute format('with gone as (delete from %I t where t.partnership_id = $1 and (%s) returning to_jsonb(t) as j)
    insert into tombstones (partnership_id, kind, record_id, written_at, removed_at, rule, removed_by, batch)
    select $1, %L, (j ->> ''id'')::uuid, coalesce(j ->> ''entered_at'', j ->> ''given_at'', j ->> ''written_at'', j ->> ''made_at'', j ->> ''created_at'', j ->> ''joined_at'', j ->> ''raised_at'', j ->> ''received_at'',
      j ->> ''sent_at'', j ->> ''asked_at'', j ->> ''offered_at'', j ->> ''assessed_at'', j ->> ''opened_at'', j ->> ''drawn_at'', j ->> ''merged_at'', j ->> ''broken_at'', j ->> ''agreed_at'')::timestamptz, amity.now(), ''the agency left the partnership'', $2, $3
    from gone where j ? ''id'' on conflict do nothing', p_table, p_where, p_table) using l.partnership_id, l.confirmed_by, l.id, l.agency_id;
end $$;
alter function amity.bury owner to amity_gate;
revoke all on function amity.bury from public;

-- What was written by others stays: their reports go back to them, their words in its cases are theirs to read, people others work
-- with are kept by whoever works with them now, and of its own words in others' cases a line remains that says nothing.
create function amity.leave_to_others(l agency_leavings) returns void language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  update entries e set summary = 'Removed with the agency that wrote it', body = '', entered_by = null, entered_as = 'An agency that has left', person_id = null, corrected_because = case when corrects_id is null then null else 'Removed' end
    where e.partnership_id = l.partnership_id and e.agency_id = l.agency_id and not exists (select from cases c where c.partnership_id = e.partnership_id and c.id = e.case_id and c.lead_agency_id = l.agency_id);
  insert into tombstones (partnership_id, kind, record_id, written_at, removed_at, rule, removed_by, batch)
    select e.partnership_id, 'entries', e.id, e.entered_at, amity.now(), 'the agency left the partnership', l.confirmed_by, l.id from entries e
    where e.partnership_id = l.partnership_id and e.agency_id = l.agency_id and not exists (select from cases c where c.partnership_id = e.partnership_id and c.id = e.case_id and c.lead_agency_id = l.agency_id) on conflict do nothing;
  update reports r set case_id = null, follows_case_id = null where r.partnership_id = l.partnership_id and r.agency_id <> l.agency_id
    and exists (select from cases c where c.partnership_id = r.partnership_id and c.id in (r.case_id, r.follows_case_id) and c.lead_agency_id = l.agency_id);
  update attachments t set diary_sheet_id = null where t.partnership_id = l.partnership_id and t.diary_sheet_id is not null
    and exists (select from cases c where c.partnership_id = t.partnership_id and c.id = t.case_id and c.lead_agency_id = l.agency_id);
  update referrals r set answer_reason = case when answer_reason = '' then '' else 'Removed with the agency that wrote it' end, outcome = case when state = 'done' then 'Removed with the agency that wrote it' else outcome end, answered_by = null
    where r.partnership_id = l.partnership_id and r.to_agency_id = l.agency_id;
  update people p set owner_agency_id = coalesce((select c.lead_agency_id from case_parties cp join cases c on c.partnership_id = cp.partnership_id and c.id = cp.case_id
      where cp.partnership_id = p.partnership_id and cp.person_id = p.id and c.lead_agency_id <> l.agency_id order by cp.joined_at limit 1),
      (select r.agency_id from reports r where r.partnership_id = p.partnership_id and r.person_id = p.id and r.agency_id <> l.agency_id order by r.received_at limit 1), p.owner_agency_id)
    where p.partnership_id = l.partnership_id and p.owner_agency_id = l.agency_id;
end $$;
alter function amity.leave_to_others owner to amity_gate;
revoke all on function amity.leave_to_others from public;

-- What stops at once: grants to and from it, its signatures, what is on its way, its posts, its keys and every session.
create function amity.end_agency(l agency_leavings) returns void language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  update case_grants g set ended_at = amity.now(), ended_because = 'An agency left the partnership' where g.partnership_id = l.partnership_id and g.ended_at is null
    and (g.to_agency_id = l.agency_id or exists (select from cases c where c.partnership_id = g.partnership_id and c.id = g.case_id and c.lead_agency_id = l.agency_id));
  update sharing_parties set withdrew_at = amity.now(), withdrew_because = 'It left the partnership' where partnership_id = l.partnership_id and agency_id = l.agency_id and withdrew_at is null;
  update referrals set state = 'recalled', outcome = 'The agency left the partnership', ended_at = amity.now(), version = version + 1
    where partnership_id = l.partnership_id and l.agency_id in (from_agency_id, to_agency_id) and state in ('sent', 'seen', 'accepted', 'working');
  update case_transfers set state = 'recalled', answered_at = amity.now() where partnership_id = l.partnership_id and l.agency_id in (from_agency_id, to_agency_id) and state = 'offered';
  update cases set offered_to_agency_id = null where partnership_id = l.partnership_id and offered_to_agency_id = l.agency_id;
  update sessions set ended_at = amity.now() where partnership_id = l.partnership_id and agency_id = l.agency_id and ended_at is null;
  update posts set ended_on = amity.london_day(amity.now()) - 1 where partnership_id = l.partnership_id and agency_id = l.agency_id and (ended_on is null or ended_on >= amity.london_day(amity.now()));
  update officers o set left_at = amity.now(), phone = null where o.partnership_id = l.partnership_id and o.left_at is null and exists (select from posts x where x.partnership_id = o.partnership_id and x.officer_id = o.id and x.agency_id = l.agency_id)
    and not exists (select from posts x where x.partnership_id = o.partnership_id and x.officer_id = o.id and x.ended_on is null);
  update circle_members m set ended_at = amity.now(), ended_because = 'their agency left the partnership' from officers o
    where m.partnership_id = l.partnership_id and m.ended_at is null and o.partnership_id = m.partnership_id and o.id = m.officer_id and o.left_at = amity.now();
  update api_keys set ended_at = amity.now() where partnership_id = l.partnership_id and agency_id = l.agency_id and ended_at is null;
  update agencies set ended_on = amity.london_day(amity.now()) where partnership_id = l.partnership_id and id = l.agency_id;
end $$;
alter function amity.end_agency owner to amity_gate;
revoke all on function amity.end_agency from public;

-- Done by the service, once what the agency takes has been written out whole. @returns how many records were removed, or null.
create function amity.carry_out_leaving(p_id uuid, p_stored_as text, p_size bigint, p_sha256 text) returns int language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare l agency_leavings; n int; paths text[]; child text;
  ours text := 'exists (select from cases c where c.partnership_id = t.partnership_id and c.id = t.case_id and c.lead_agency_id = $4)';
begin
  if amity.actor() is distinct from 'system' then return null; end if;
  select * into l from agency_leavings where partnership_id = amity.partnership() and id = p_id and state = 'confirmed' for update;
  if l.id is null or coalesce(p_stored_as, '') = '' then return null; end if;
  perform set_config('statement_timeout', '0', true), set_config('amity.removing', l.id::text, true);
  perform amity.end_agency(l);
  perform amity.leave_to_others(l);
  select array_agg(f) into paths from attachments t cross join lateral unnest(array[t.stored_as, t.shown_as]) f where f is not null and t.partnership_id = l.partnership_id
    and (t.written_by_agency_id = l.agency_id or (t.written_by_agency_id is null and (t.agency_id = l.agency_id and t.case_id is null or exists (select from cases c where c.partnership_id = t.partnership_id and c.id = t.case_id and c.lead_agency_id = l.agency_id))));
  perform amity.bury('attachments', 't.written_by_agency_id = $4 or (t.written_by_agency_id is null and (t.agency_id = $4 and t.case_id is null or ' || ours || '))', l);
  delete from own_page_codes t where t.partnership_id = l.partnership_id and exists (select from own_page_links k join cases c on c.partnership_id = k.partnership_id and c.id = k.case_id where k.partnership_id = t.partnership_id and k.id = t.link_id and c.lead_agency_id = l.agency_id);
  delete from survey_links t where t.partnership_id = l.partnership_id and exists (select from surveys s where s.partnership_id = t.partnership_id and s.id = t.survey_id and s.agency_id = l.agency_id);
  delete from message_secrets t where t.partnership_id = l.partnership_id and exists (select from outgoing_messages m where m.partnership_id = t.partnership_id and m.id = t.message_id and m.agency_id = l.agency_id);
  delete from referral_details t where t.partnership_id = l.partnership_id and exists (select from referrals r where r.partnership_id = t.partnership_id and r.id = t.referral_id and r.from_agency_id = l.agency_id);
  delete from imported_rows where partnership_id = l.partnership_id and agency_id = l.agency_id;
  delete from import_refusals where partnership_id = l.partnership_id and agency_id = l.agency_id;
  delete from import_files where partnership_id = l.partnership_id and agency_id = l.agency_id;
  foreach child in array array['own_page_sessions', 'own_page_kept', 'own_page_links', 'diary_sheets', 'plan_agreements', 'plan_steps', 'plans', 'contact_promises', 'risk_assessments', 'incidents', 'case_flags', 'case_closings', 'case_last_letters',
      'case_transfers', 'glass_breaks', 'case_grants', 'case_grant_drafts', 'case_parties'] loop
    perform amity.bury(child, ours, l);
  end loop;
  perform amity.bury('case_merges', ours || ' or exists (select from cases c where c.partnership_id = t.partnership_id and c.id = t.merged_case_id and c.lead_agency_id = $4)', l);
  foreach child in array array['survey_answers', 'surveys', 'quality_reviews', 'improvements', 'outgoing_messages', 'disclosures', 'diary_items'] loop
    perform amity.bury(child, 't.agency_id = $4 or ' || ours, l);
  end loop;
  perform amity.bury('referrals', 't.from_agency_id = $4 or ' || ours, l);
  perform amity.bury('entries', '(t.agency_id is null or t.agency_id = $4) and ' || ours, l);
  perform amity.bury('imports', 't.agency_id = $4', l);
  update reports r set person_id = null where r.partnership_id = l.partnership_id and r.agency_id = l.agency_id;
  perform amity.bury('reports', 't.agency_id = $4', l);
  perform amity.bury('agency_exports', 't.agency_id = $4', l);
  perform amity.bury('people', 't.owner_agency_id = $4 and not exists (select from case_parties cp where cp.partnership_id = t.partnership_id and cp.person_id = t.id) and not exists (select from reports r where r.partnership_id = t.partnership_id and r.person_id = t.id)', l);
  -- The case itself stays as a shell wherever somebody else's words stand in it, so that these have a place; without them it stays too, because much may refer to it.
  insert into tombstones (partnership_id, kind, record_id, written_at, removed_at, rule, removed_by, batch)
    select partnership_id, 'cases', id, opened_at, amity.now(), 'the agency left the partnership', l.confirmed_by, l.id from cases where partnership_id = l.partnership_id and lead_agency_id = l.agency_id on conflict do nothing;
  update cases set title = 'Removed with the agency that led it', summary = '', category_code = 'other', flags = '{}', place_id = null, ward_code = null, legal_limb = null, hold_reason = null, hold_ends_on = null,
      status = case when status = 'merged' then 'merged' else 'closed' end, closed_at = case when status = 'merged' then closed_at else coalesce(closed_at, amity.now()) end, close_reason = 'the agency left', close_summary = null, harmed_verdict = null, close_approved_by = null, closed_by = null,
      risk_band = null, risk_score = null, risk_assessed_at = null, risk_review_due_on = null, next_update_due_on = null, last_contact_at = null, harmed_spoke_last = false, imported_from = null, imported_key = null, imported_values = null, follows_case_id = null, opened_by = null
    where partnership_id = l.partnership_id and lead_agency_id = l.agency_id;
  -- Whoever wrote in such a case still reads what they wrote.
  update entries e set visible_to = e.visible_to || a.principal from agencies a, cases c where e.partnership_id = l.partnership_id and a.partnership_id = e.partnership_id and a.id = e.agency_id and a.id <> l.agency_id
    and c.partnership_id = e.partnership_id and c.id = e.case_id and c.lead_agency_id = l.agency_id and not e.visible_to @> array[a.principal];
  update attachments t set visible_to = t.visible_to || a.principal from agencies a, cases c where t.partnership_id = l.partnership_id and a.partnership_id = t.partnership_id and a.id = t.written_by_agency_id and a.id <> l.agency_id
    and c.partnership_id = t.partnership_id and c.id = t.case_id and c.lead_agency_id = l.agency_id and not t.visible_to @> array[a.principal];
  select count(*) into n from tombstones where partnership_id = l.partnership_id and batch = l.id;
  update agency_leavings set state = 'left', left_at = amity.now(), stored_as = p_stored_as, size = p_size, sha256 = p_sha256, removed = n, files = coalesce(paths, '{}') where partnership_id = l.partnership_id and id = l.id;
  perform set_config('amity.removing', '', true);
  perform amity.write_audit('agency left the partnership', 'agency', l.agency_id::text, l.because, jsonb_build_object('batch', l.id, 'removed', n));
  return n;
end $$;
alter function amity.carry_out_leaving owner to amity_gate;
revoke all on function amity.carry_out_leaving from public;
grant execute on function amity.carry_out_leaving to amity_web;
-- The files of what was removed are out of the store.
create function amity.files_are_gone(p_id uuid) returns void language sql volatile security definer set search_path = public, amity, pg_temp as $$
  update agency_leavings set files = '{}' where partnership_id = amity.partnership() and id = p_id and amity.actor() = 'system'
$$;
alter function amity.files_are_gone owner to amity_gate;
revoke all on function amity.files_are_gone from public;
grant execute on function amity.files_are_gone to amity_web;
