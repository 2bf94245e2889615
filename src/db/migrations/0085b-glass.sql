-- Breaking the glass: also by family name and postcode; who is told at once and who reviews it; and that it only looks.

-- By reference, or by an exact family name with the exact postcode of a party. One answer, null, whatever the reason: nothing there,
-- a conflict, seen already, too many tries. A confidential postcode is no key: else this would be a way to guess at it.
create function amity.open_glass(p_reference text, p_family text, p_postcode text, p_reason text, p_most_a_day int, p_review_due timestamptz) returns uuid
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare c cases; made uuid := amity.new_id(); code text := upper(regexp_replace(coalesce(p_postcode, ''), '[^A-Za-z0-9]', '', 'g')); mine uuid := amity.officer();
begin
  if not amity.has_act('break the glass') or length(coalesce(p_reason, '')) < 20 then return null; end if;
  -- Two tries at the same moment are counted one after the other.
  perform pg_advisory_xact_lock(hashtextextended('glass ' || mine::text, 0));
  if (select count(*) from audit_events where partnership_id = amity.partnership() and officer_id = mine and action = 'glass tried' and at > amity.now() - interval '1 day') >= p_most_a_day then return null; end if;
  perform amity.write_audit('glass tried', case when p_reference is null then 'name and postcode' else 'reference' end, left(coalesce(p_reference, p_family || ', ' || p_postcode), 200), p_reason, null);
  select k.* into c from cases k where k.partnership_id = amity.partnership() and k.circle_id is not null and k.status <> 'merged'
    and not k.hidden_from && amity.principals() and not k.visible_to && amity.principals()
    and case when p_reference is not null then k.reference = p_reference else code <> '' and coalesce(trim(p_family), '') <> '' and exists (
      select from case_parties cp join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id
      where cp.partnership_id = k.partnership_id and cp.case_id = k.id and cp.left_at is null and not p.hidden_from && amity.principals()
        and lower(trim(p.family_name)) = lower(trim(p_family)) and upper(regexp_replace(coalesce(p.postcode, ''), '[^A-Za-z0-9]', '', 'g')) = code) end
    order by k.status in ('open', 'on hold') desc, k.opened_at desc limit 1;
  if c.id is null then return null; end if;
  perform set_config('amity.breaking', 'on', true), set_config('amity.review_due', coalesce(p_review_due::text, ''), true);
  insert into glass_breaks (partnership_id, id, case_id, officer_id, agency_id, reason, broken_at, until)
    values (amity.partnership(), made, c.id, mine, amity.agency(), p_reason, amity.now(), amity.now() + interval '60 minutes');
  perform set_config('amity.breaking', '', true), set_config('amity.review_due', '', true);
  return c.id;
end $$;
alter function amity.open_glass owner to amity_gate;
revoke all on function amity.open_glass from public;
grant execute on function amity.open_glass to amity_web;
create or replace function amity.break_glass(p_reference text, p_reason text, p_most_a_day int) returns uuid
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  select amity.open_glass(p_reference, null, null, p_reason, p_most_a_day, null)
$$;

-- Everybody who keeps the record knows the same moment, and one manager reviews it; no path into the table goes round this.
create function amity.glass_tells() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare c cases; who text; reviewer uuid; due timestamptz := coalesce(nullif(current_setting('amity.review_due', true), '')::timestamptz, new.broken_at + interval '1 day'); actor text := amity.actor();
begin
  perform set_config('amity.actor', 'system', true);
  select * into c from cases where partnership_id = new.partnership_id and id = new.case_id;
  select o.name || coalesce(', ' || a.short_name, '') into who from officers o left join agencies a on a.partnership_id = o.partnership_id and a.id = new.agency_id where o.partnership_id = new.partnership_id and o.id = new.officer_id;
  reviewer := amity.manager_for(new.partnership_id, new.case_id, 'see restricted', array[new.officer_id, c.lead_officer_id]);
  if reviewer is null then reviewer := amity.manager_for(new.partnership_id, new.case_id, 'see restricted', array[new.officer_id]); end if;
  insert into diary_items (partnership_id, kind, title, due_at, because, case_id, about_kind, about_id, officer_id, agency_id, made_at)
    select new.partnership_id, 'task', 'Somebody broke the glass on a case you keep: make sure nobody is at risk', new.broken_at + interval '4 hours', who || ' sees the case for an hour: ' || left(new.reason, 500), c.id, 'broken glass', new.id, k.officer_id, c.lead_agency_id, new.broken_at
    from (select c.lead_officer_id as officer_id union select m.officer_id from circle_members m where m.partnership_id = c.partnership_id and m.circle_id = c.circle_id and m.ended_at is null and m.because = 'manager') k
      join officers o on o.partnership_id = new.partnership_id and o.id = k.officer_id
    where k.officer_id <> new.officer_id and not o.principal = any (c.hidden_from);
  insert into diary_items (partnership_id, kind, title, due_at, because, case_id, about_kind, about_id, officer_id, agency_id, made_at)
    values (new.partnership_id, 'task', case when reviewer is null then 'Name a manager in the circle, to review that somebody broke the glass' else 'Review whether breaking the glass was justified' end, due, who || ' broke the glass', c.id, 'broken glass review', new.id,
      coalesce(reviewer, c.lead_officer_id), c.lead_agency_id, new.broken_at);
  perform set_config('amity.actor', coalesce(actor, ''), true);
  return null;
end $$;
alter function amity.glass_tells owner to amity_gate;
-- After "takes_effect" by its name.
create trigger tells after insert on glass_breaks for each row execute function amity.glass_tells();

-- Reviewed once, by a manager of the circle who may see restricted cases, and never by who broke in.
create or replace function amity.glass_visibility() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - array['ended_at', 'reviewed_at', 'reviewed_by', 'verdict', 'review_words', 'visible_to', 'hidden_from'])
        <> (to_jsonb(old) - array['ended_at', 'reviewed_at', 'reviewed_by', 'verdict', 'review_words', 'visible_to', 'hidden_from'])
        -- One that was reviewed within the hour still ends.
        or (old.reviewed_at is not null and to_jsonb(new) - array['ended_at', 'visible_to', 'hidden_from'] <> to_jsonb(old) - array['ended_at', 'visible_to', 'hidden_from'])
        or (amity.actor() = 'officer' and new.reviewed_at is distinct from old.reviewed_at and (new.reviewed_by is distinct from amity.officer() or coalesce(new.review_words, '') = '' or not amity.has_act('see restricted')
          or not exists (select from cases c join circle_members m on m.partnership_id = c.partnership_id and m.circle_id = c.circle_id and m.officer_id = amity.officer() and m.ended_at is null
            where c.partnership_id = new.partnership_id and c.id = new.case_id)))
        -- An officer does not end it early for somebody else, nor give themselves longer.
        or (amity.actor() = 'officer' and pg_trigger_depth() = 1 and new.ended_at is distinct from old.ended_at) then
      raise exception 'What was done stands' using errcode = 'insufficient_privilege';
    end if;
    if pg_trigger_depth() = 1 then new.visible_to := old.visible_to; new.hidden_from := old.hidden_from; end if;
    return new;
  end if;
  if amity.actor() = 'officer' and current_setting('amity.breaking', true) is distinct from 'on' then
    raise exception 'no such case' using errcode = 'foreign_key_violation';
  end if;
  -- Seen by whoever keeps the case, not by who broke in: they see their own through amity.my_broken_glass.
  select visible_to, hidden_from into new.visible_to, new.hidden_from from cases where partnership_id = new.partnership_id and id = new.case_id;
  return new;
end $$;

-- Does whoever asks see this case only through the glass they broke?
create function amity.sees_by_glass(p_case uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.actor() = 'officer' and exists (select from cases c join glass_breaks b on b.partnership_id = c.partnership_id and b.case_id = c.id and b.officer_id = amity.officer() and b.ended_at is null
    where c.partnership_id = amity.partnership() and c.id = p_case and c.circle_id is not null and not c.hidden_from && amity.principals()
      and not exists (select from circle_members m where m.partnership_id = c.partnership_id and m.circle_id = c.circle_id and m.officer_id = amity.officer() and m.ended_at is null))
$$;
alter function amity.sees_by_glass owner to amity_gate;
revoke all on function amity.sees_by_glass from public;
grant execute on function amity.sees_by_glass to amity_web;
-- Through it one reads and may add a note; nobody changes the lead, the flags or the status, and so stays in for good.
create function amity.glass_only_looks() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() = 'officer' and current_setting('amity.refreshing', true) is distinct from 'on' and amity.sees_by_glass(old.id)
      and to_jsonb(new) - array['last_contact_at', 'harmed_spoke_last', 'changed_at', 'version', 'visible_to', 'hidden_from'] <> to_jsonb(old) - array['last_contact_at', 'harmed_spoke_last', 'changed_at', 'version', 'visible_to', 'hidden_from'] then
    raise exception 'Whoever broke the glass changes nothing' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
alter function amity.glass_only_looks owner to amity_gate;
create trigger glass_only_looks before update on cases for each row when (old.circle_id is not null) execute function amity.glass_only_looks();

-- For whoever answers for data protection: each time, with its verdict, and of the record only what they may see themselves.
create function amity.glass_report(p_from timestamptz, p_until timestamptz) returns table
  (id uuid, officer text, agency text, broken_at timestamptz, until timestamptz, reference text, reason text, verdict text, reviewed_at timestamptz, reviewed_by text, review_words text)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select b.id, o.name, a.short_name, b.broken_at, b.until, c.reference, case when c.id is not null then b.reason end, b.verdict, b.reviewed_at, v.name, case when c.id is not null then b.review_words end
  from glass_breaks b join officers o on o.partnership_id = b.partnership_id and o.id = b.officer_id join agencies a on a.partnership_id = b.partnership_id and a.id = b.agency_id
    left join officers v on v.partnership_id = b.partnership_id and v.id = b.reviewed_by
    left join cases c on c.partnership_id = b.partnership_id and c.id = b.case_id and c.visible_to && amity.principals() and not c.hidden_from && amity.principals()
  where b.partnership_id = amity.partnership() and amity.has_act('see broken glass') and b.broken_at >= p_from and b.broken_at < p_until
  order by b.broken_at, b.id limit 1000
$$;
alter function amity.glass_report owner to amity_gate;
revoke all on function amity.glass_report from public;
grant execute on function amity.glass_report to amity_web;

set local role amity_gate;
update roles set acts = acts || 'see broken glass'::text where 'see the audit trail' = any (acts) and not 'see broken glass' = any (acts);
reset role;
