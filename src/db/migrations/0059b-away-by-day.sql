-- Who is away today and who covers: by the day itself, not by a job that wrote it down in the night.
create view officers_away with (security_invoker = true) as
  select partnership_id, officer_id, cover_id, from_day, until_day from absences
  where ended_at is null and (amity.now() at time zone 'Europe/London')::date between from_day and until_day;
grant select on officers_away to amity_web, amity_gate;

create or replace function amity.my_case() returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('reference', c.reference, 'status', c.status, 'stage', c.stage, 'severity', c.severity, 'openedOn', (c.opened_at at time zone 'Europe/London')::date,
    'closedOn', (c.closed_at at time zone 'Europe/London')::date, 'agencyId', a.id, 'officerName', o.name, 'officerJob', o.job_title, 'officerPhone', o.phone, 'officerEmail', o.email,
    'awayUntil', (select max(w.until_day) from officers_away w where w.partnership_id = o.partnership_id and w.officer_id = o.id),
    'coverName', (select min(v.name) from officers_away w join officers v on v.partnership_id = w.partnership_id and v.id = w.cover_id where w.partnership_id = o.partnership_id and w.officer_id = o.id),
    'agencyName', a.name, 'agencyPhone', a.phone, 'agencyEmail', a.email,
    'firstContactBy', (select min(d.due_at) from diary_items d where d.partnership_id = c.partnership_id and d.case_id = c.id and d.kind = 'first contact' and d.done_at is null and d.cancelled_at is null),
    'updateBy', (select min(d.due_at) from diary_items d where d.partnership_id = c.partnership_id and d.case_id = c.id and d.kind = 'victim update' and d.done_at is null and d.cancelled_at is null),
    'answerBy', (select min(d.due_at) from diary_items d where d.partnership_id = c.partnership_id and d.case_id = c.id and d.kind = 'message to answer' and d.done_at is null and d.cancelled_at is null))
  from cases c join agencies a on a.partnership_id = c.partnership_id and a.id = c.lead_agency_id
    join officers o on o.partnership_id = c.partnership_id and o.id = c.lead_officer_id
  where amity.actor() = 'person' and c.partnership_id = amity.partnership() and c.id = amity.own_case()
$$;
