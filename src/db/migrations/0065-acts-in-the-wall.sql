-- Who may write what everybody inside reads: a context knows the acts of whoever asks, and the tables of "who is who",
-- of settings and of content are written only by an act that allows it. Until now any officer's context could.

-- The acts of this officer now, set once by Work beside the principals. No act contains a bar.
create function amity.acts() returns text[] language sql stable parallel safe
  return string_to_array(nullif(current_setting('amity.acts', true), ''), '|');
-- The service itself may; an officer may what their acts say; nobody else may anything.
create function amity.may(p_act text) returns boolean language sql stable parallel safe
  return coalesce(amity.actor() = 'system' or (amity.actor() = 'officer' and p_act = any (amity.acts())), false);
-- Whether whoever asks works for the agency that runs the partnership.
create function amity.leads() returns boolean language sql stable parallel safe
  return coalesce(amity.actor() = 'system' or amity.agency() = nullif(current_setting('amity.triage_agency', true), '')::uuid, false);
create function amity.runs() returns boolean language sql stable parallel safe
  return amity.may('run the partnership') and amity.leads();
-- Acts that reach over all agencies: they count only in the agency that runs the partnership.
create function amity.wide_acts() returns text[] language sql immutable parallel safe
  return array['run the partnership', 'see the audit trail'];

-- Everybody inside reads; only who meets the condition writes. Takes the place of amity.wall_inside's policy.
create function amity.wall_by_act(t regclass, p_writes text) returns void language plpgsql as $$
begin
  execute format('drop policy inside on %s', t);
  execute format('create policy inside on %s for select to amity_web using (partnership_id = amity.partnership() and amity.inside())', t);
  execute format('create policy added on %s for insert to amity_web with check (partnership_id = amity.partnership() and (%s))', t, p_writes);
  execute format('create policy changed on %s for update to amity_web using (partnership_id = amity.partnership() and (%s)) with check (partnership_id = amity.partnership() and (%s))', t, p_writes, p_writes);
end $$;

-- Whoever ran the partnership ran their own agency too.
set local role amity_gate;
update roles set acts = acts || array['run the agency', 'keep delegations', 'keep training']::text[] where 'run the partnership' = any (acts) and not 'run the agency' = any (acts);
update roles set acts = acts || 'keep training'::text where name = 'Team manager' and not 'keep training' = any (acts);
insert into roles (partnership_id, name, acts)
  select id, 'Agency administrator', array['see the diary', 'see the team', 'see measures', 'report something seen', 'run the agency', 'keep delegations', 'keep training', 'edit settings']
  from partnerships p where not exists (select from roles r where r.partnership_id = p.id and r.name = 'Agency administrator');
reset role;

drop policy run on partnerships;
create policy run on partnerships for update to amity_web using (id = amity.partnership() and amity.runs()) with check (id = amity.partnership() and amity.runs());

select amity.wall_by_act('settings', $$amity.actor() = 'system' or (amity.may('edit settings') and (agency_id = amity.agency() or (agency_id is null and amity.leads())))$$);
create policy taken_away on settings for delete to amity_web using (partnership_id = amity.partnership() and (amity.actor() = 'system' or (amity.may('edit settings') and (agency_id = amity.agency() or (agency_id is null and amity.leads())))));
select amity.wall_by_act('setting_changes', $$amity.actor() = 'system' or (amity.may('edit settings') and officer_id = amity.officer() and (agency_id = amity.agency() or (agency_id is null and amity.leads())))$$);
select amity.wall_by_act('categories', $$amity.may('edit settings') and amity.leads()$$);
select amity.wall_by_act('signposts', $$amity.may('edit settings') and amity.leads()$$);
select amity.wall_by_act('risk_matrices', $$amity.may('edit settings') and amity.leads()$$);
select amity.wall_by_act('neighbourhood_results', $$amity.may('enter measures')$$);
select amity.wall_by_act('roles', $$amity.runs()$$);
select amity.wall_by_act('teams', $$amity.runs() or (amity.may('run the agency') and agency_id = amity.agency())$$);
revoke insert, update on teams from amity_web;
grant insert (partnership_id, id, agency_id, name), update (name, ended_on) on teams to amity_web;

-- Agencies: added by whoever runs the partnership, described by their own administrator too. Their principal and their end are the gate's.
select amity.wall_by_act('agencies', 'amity.runs()');
drop policy changed on agencies;
create policy changed on agencies for update to amity_web
  using (partnership_id = amity.partnership() and (amity.runs() or (amity.may('edit settings') and (id = amity.agency() or amity.leads()))))
  with check (partnership_id = amity.partnership() and (amity.runs() or (amity.may('edit settings') and (id = amity.agency() or amity.leads()))));
revoke insert, update on agencies from amity_web;
grant insert (partnership_id, id, name, short_name, kind, phone, email, address, opening_hours, brand_colour) on agencies to amity_web;
grant update (name, short_name, kind, phone, email, address, opening_hours, brand_colour) on agencies to amity_web;

drop policy inside on api_keys;
create policy inside on api_keys for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'officer');
create policy made on api_keys for insert to amity_web with check (partnership_id = amity.partnership() and amity.runs());
create policy ended on api_keys for update to amity_web using (partnership_id = amity.partnership() and amity.runs()) with check (partnership_id = amity.partnership() and amity.runs());

-- Posts: who works where and as what. Nobody writes their own, whatever they may otherwise do.
select amity.wall_by_act('posts', $$amity.officer() is distinct from officer_id and (amity.runs() or (amity.may('run the agency') and agency_id = amity.agency()))$$);
create function amity.is_wide(p_partnership int, p_role uuid) returns boolean language sql stable security definer set search_path = public, amity, pg_temp as $$
  select exists (select from roles where partnership_id = p_partnership and id = p_role and acts && amity.wide_acts())
$$;
alter function amity.is_wide owner to amity_gate;
revoke all on function amity.is_wide from public;
grant execute on function amity.is_wide to amity_web;
-- Nobody gives, or takes, a role they do not outrank; and acts over all agencies are given only where they count.
create function amity.posts_within_reach() returns trigger language plpgsql as $$
declare triage uuid;
begin
  if current_user = 'amity_gate' or amity.actor() is distinct from 'officer' then return new; end if;
  if tg_op = 'UPDATE' and (new.officer_id, new.agency_id) is distinct from (old.officer_id, old.agency_id) then
    raise exception 'A post stays the post of that officer in that agency' using errcode = 'insufficient_privilege';
  end if;
  select triage_agency_id into triage from partnerships where id = new.partnership_id;
  if (tg_op = 'INSERT' or new.role_id <> old.role_id or (old.ended_on is not null and new.ended_on is null))
      and amity.is_wide(new.partnership_id, new.role_id) and not (amity.runs() and new.agency_id = triage) then
    raise exception 'Only whoever runs the partnership gives a role that reaches over all agencies, and only in the agency that runs it' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'UPDATE' and old.agency_id = triage and amity.is_wide(old.partnership_id, old.role_id) and not amity.runs() then
    raise exception 'Only whoever runs the partnership takes away a role that reaches over all agencies' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger within_reach before insert or update on posts for each row execute function amity.posts_within_reach();

-- At least one administrator always remains. The lock makes two who remove each other wait for one another.
create function amity.count_administrators(p_partnership int) returns int language sql volatile security definer set search_path = public, amity, pg_temp as $$
  select count(distinct x.officer_id)::int from posts x join partnerships p on p.id = x.partnership_id and p.triage_agency_id = x.agency_id
    join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id join officers o on o.partnership_id = x.partnership_id and o.id = x.officer_id
  where x.partnership_id = p_partnership and x.ended_on is null and o.left_at is null and 'run the partnership' = any (r.acts)
$$;
alter function amity.count_administrators owner to amity_gate;
revoke all on function amity.count_administrators from public;
create function amity.an_administrator_remains() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('administrators'), new.partnership_id);
  if amity.count_administrators(new.partnership_id) = 0 then
    raise exception 'At least one administrator must remain' using errcode = 'check_violation';
  end if;
  return null;
end $$;
alter function amity.an_administrator_remains owner to amity_gate;
create trigger an_administrator_remains after update on posts for each row
  when (amity.actor() in ('officer', 'system') and ((old.ended_on is null and new.ended_on is not null) or old.role_id <> new.role_id or old.agency_id <> new.agency_id))
  execute function amity.an_administrator_remains();
create trigger an_administrator_remains after update on officers for each row
  when (amity.actor() in ('officer', 'system') and old.left_at is null and new.left_at is not null) execute function amity.an_administrator_remains();
create trigger an_administrator_remains after update on roles for each row
  when (amity.actor() in ('officer', 'system') and 'run the partnership' = any (old.acts) and not 'run the partnership' = any (new.acts)) execute function amity.an_administrator_remains();

-- Officers. An account is kept by whoever runs the partnership, or by the administrator of the one agency it works for.
create function amity.works_here(p_officer uuid) returns boolean language sql stable security definer set search_path = public, amity, pg_temp as $$
  select exists (select from posts where partnership_id = amity.partnership() and officer_id = p_officer and agency_id = amity.agency() and ended_on is null)
$$;
alter function amity.works_here owner to amity_gate;
revoke all on function amity.works_here from public;
grant execute on function amity.works_here to amity_web;
create function amity.keeps_account(p_officer uuid) returns boolean language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.runs() or (amity.may('run the agency')
    and exists (select from posts where partnership_id = amity.partnership() and officer_id = p_officer and agency_id = amity.agency())
    and not exists (select from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id
      where x.partnership_id = amity.partnership() and x.officer_id = p_officer and x.ended_on is null
        and (x.agency_id <> amity.agency() or (r.acts && amity.wide_acts() and amity.leads()))))
$$;
alter function amity.keeps_account owner to amity_gate;
revoke all on function amity.keeps_account from public;
grant execute on function amity.keeps_account to amity_web;

drop policy inside on officers;
create policy inside on officers for select to amity_web using (partnership_id = amity.partnership() and amity.inside());
create policy added on officers for insert to amity_web with check (partnership_id = amity.partnership() and (amity.runs() or amity.may('run the agency')));
create policy changed on officers for update to amity_web
  using (partnership_id = amity.partnership() and amity.inside()) with check (partnership_id = amity.partnership() and amity.inside());
-- Leaving is more than a date: only the gate's function writes it.
revoke update (left_at) on officers from amity_web;
create function amity.officers_within_reach() returns trigger language plpgsql as $$
declare changed text[];
begin
  if current_user = 'amity_gate' or amity.actor() is distinct from 'officer' then return new; end if;
  select array_agg(key) into changed from jsonb_each(to_jsonb(new)) where value is distinct from to_jsonb(old) -> key;
  if changed is null
    or (new.id = amity.officer() and changed <@ array['phone', 'news', 'away_until', 'covered_by'])
    or (amity.may('see the team') and amity.works_here(new.id) and changed <@ array['away_until', 'covered_by'])
    or (amity.keeps_account(new.id) and changed <@ array['name', 'email', 'phone', 'job_title', 'away_until', 'covered_by']) then return new;
  end if;
  raise exception 'This account is not theirs to change' using errcode = 'insufficient_privilege';
end $$;
create trigger within_reach before update on officers for each row execute function amity.officers_within_reach();

-- Absences: one's own, or said by a manager for somebody of the same agency.
select amity.wall_by_act('absences', $$officer_id = amity.officer() or amity.may('see the team')$$);
create function amity.absences_within_reach() returns trigger language plpgsql as $$
begin
  if current_user = 'amity_gate' or amity.actor() is distinct from 'officer' or new.officer_id = amity.officer() or amity.works_here(new.officer_id) then return new; end if;
  raise exception 'This absence is not theirs to say' using errcode = 'insufficient_privilege';
end $$;
create trigger within_reach before insert or update on absences for each row execute function amity.absences_within_reach();

-- A link to choose a password is an account: only who keeps the account hands one out.
create or replace function amity.offer_link(p_hash text, p_purpose text, p_officer uuid, p_until timestamptz) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  insert into one_time_links (partnership_id, token_hash, purpose, officer_id, expires_at)
  select amity.partnership(), p_hash, p_purpose, p_officer, p_until where amity.actor() = 'officer' and p_purpose = 'choose password' and amity.keeps_account(p_officer)
$$;
alter function amity.offer_link owner to amity_gate;

-- ---------------------------------------------------------------------------------------------------------------
-- Nobody approves their own, and only an act that allows it approves: here, whatever a page may forget.
create function amity.closing_is_answered_by_act() returns trigger language plpgsql as $$
begin
  if amity.actor() = 'officer' and old.state = 'asked' and new.state in ('approved', 'refused') and not amity.may('approve a closure') then
    raise exception 'Their role does not approve a closure' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger answered_by_act before update on case_closings for each row execute function amity.closing_is_answered_by_act();
create function amity.offer_is_answered_by_another() returns trigger language plpgsql as $$
begin
  if amity.actor() = 'officer' and old.state = 'offered' and new.state in ('accepted', 'declined')
      and (new.answered_by is not distinct from old.offered_by or new.answered_by is distinct from amity.officer()) then
    raise exception 'Nobody answers their own offer' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger answered_by_another before update on case_transfers for each row execute function amity.offer_is_answered_by_another();
create function amity.casework_is_read_by_another() returns trigger language plpgsql as $$
begin
  if amity.actor() = 'officer' and old.state = 'to do' and new.state <> 'to do'
      and (not amity.may('review case quality') or new.done_by is distinct from amity.officer() or new.done_by = new.officer_id) then
    raise exception 'Nobody reads their own casework' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger read_by_another before update on quality_reviews for each row execute function amity.casework_is_read_by_another();

-- A High that something forced is lowered by a manager who does not lead the case, and the row says by whom.
create function amity.lowered_by_another() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare forced text[];
begin
  if amity.actor() is distinct from 'officer' then return new; end if;
  select forced_by into forced from risk_assessments where partnership_id = new.partnership_id and case_id = new.case_id order by assessed_at desc, id desc limit 1;
  if new.assessed_by is distinct from amity.officer() then raise exception 'Nobody assesses for somebody else' using errcode = 'insufficient_privilege'; end if;
  new.lowered_by := null;
  if coalesce(cardinality(forced), 0) > 0 and new.band <> 'high' then
    if not amity.may('lower a forced risk') or exists (select from cases where partnership_id = new.partnership_id and id = new.case_id and lead_officer_id = amity.officer()) then
      raise exception 'A risk that was forced high is lowered by a manager who does not lead the case' using errcode = 'insufficient_privilege';
    end if;
    new.lowered_by := amity.officer();
  end if;
  return new;
end $$;
alter function amity.lowered_by_another owner to amity_gate;
create trigger lowered_by_another before insert on risk_assessments for each row execute function amity.lowered_by_another();
