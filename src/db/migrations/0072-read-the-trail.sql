-- Three ways to read the trail, each through a function that asks who reads: the keeper of a case sees who came near it, an
-- officer sees their own lines, and whoever may see the audit trail sees lines on records they may see themselves.

-- Whether whoever asks may see a record: what its row policy would say.
create function amity.sees(p_kind text, p_id uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select case p_kind
    when 'case' then exists (select from cases r where r.partnership_id = amity.partnership() and r.id = p_id and r.visible_to && amity.principals() and not r.hidden_from && amity.principals())
    when 'person' then exists (select from people r where r.partnership_id = amity.partnership() and r.id = p_id and r.visible_to && amity.principals() and not r.hidden_from && amity.principals())
    when 'report' then exists (select from reports r where r.partnership_id = amity.partnership() and r.id = p_id and r.visible_to && amity.principals() and not r.hidden_from && amity.principals())
    else false end
$$;
alter function amity.sees owner to amity_gate;
revoke all on function amity.sees from public;

-- The keeper of a case: its lead officer, and the managers of the agency that leads it who may see it.
create function amity.keeps_case(p_case uuid) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select amity.actor() = 'officer' and exists (select from cases c where c.partnership_id = amity.partnership() and c.id = p_case and c.lead_agency_id = amity.agency()
    and c.visible_to && amity.principals() and not c.hidden_from && amity.principals() and (c.lead_officer_id = amity.officer() or amity.holds('see the team')))
$$;
alter function amity.keeps_case owner to amity_gate;
revoke all on function amity.keeps_case from public;
grant execute on function amity.keeps_case to amity_web;

-- Where a page goes on: the exact moment of the line it ended with, which an address carries only to the millisecond.
create function amity.line_at(p_id uuid, p_otherwise timestamptz) returns timestamptz
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select coalesce((select at from audit_events where partnership_id = amity.partnership() and id = p_id), p_otherwise)
$$;
alter function amity.line_at owner to amity_gate;
revoke all on function amity.line_at from public;

-- Who came near a case, newest first. A line of a list, a search or an export says no more than that: what else stood on that
-- page, and which page it was, is about other records.
create function amity.who_looked(p_case uuid, p_agency uuid, p_before timestamptz, p_before_id uuid, p_most int)
returns table (id uuid, at timestamptz, actor text, officer text, agency text, how text, action text, purpose text)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select l.event_id, l.at, e.actor, o.name, a.short_name, l.how, case when l.how in ('list', 'search', 'export', 'refused') then null else e.action end, case when l.how in ('list', 'search', 'export', 'refused') then null else e.purpose end
  from audit_links l join audit_events e on e.partnership_id = l.partnership_id and e.id = l.event_id
    left join officers o on o.partnership_id = l.partnership_id and o.id = l.officer_id left join agencies a on a.partnership_id = l.partnership_id and a.id = l.agency_id
  where l.partnership_id = amity.partnership() and l.kind = 'case' and l.record_id = p_case and l.how <> 'write' and amity.keeps_case(p_case)
    and (p_agency is null or l.agency_id = p_agency) and (p_before is null or (l.at, l.event_id) < (amity.line_at(p_before_id, p_before), p_before_id))
  order by l.at desc, l.event_id desc limit least(p_most, 101)
$$;
alter function amity.who_looked owner to amity_gate;
revoke all on function amity.who_looked from public;
grant execute on function amity.who_looked to amity_web;

-- An officer's own lines, as they saw things then. What they were not let see is told by the address they typed, never by what it names.
create function amity.own_trail(p_before timestamptz, p_before_id uuid, p_most int)
returns table (id uuid, at timestamptz, agency text, how text, action text, purpose text, about text, asked text, shown int)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select e.id, e.at, a.short_name, e.changes ->> '@how', e.action, e.purpose,
    coalesce((select min(coalesce(c.reference, r.reference)) from audit_links l left join cases c on l.kind = 'case' and c.partnership_id = l.partnership_id and c.id = l.record_id left join reports r on l.kind = 'report' and r.partnership_id = l.partnership_id and r.id = l.record_id
      where l.partnership_id = e.partnership_id and l.event_id = e.id and l.how not in ('list', 'search', 'export', 'refused')), case when e.subject_kind in ('path', 'address') then e.subject_id end),
    e.changes ->> '@asked', (select count(*)::int from audit_links l where l.partnership_id = e.partnership_id and l.event_id = e.id and l.how in ('list', 'search', 'export'))
  from audit_events e left join agencies a on a.partnership_id = e.partnership_id and a.id = e.agency_id
  where e.partnership_id = amity.partnership() and amity.actor() = 'officer' and e.officer_id = amity.officer() and e.purpose is not null
    and (p_before is null or (e.at, e.id) < (amity.line_at(p_before_id, p_before), p_before_id))
  order by e.at desc, e.id desc limit least(p_most, 101)
$$;
alter function amity.own_trail owner to amity_gate;
revoke all on function amity.own_trail from public;
grant execute on function amity.own_trail to amity_web;

-- Subjects that are no record about anybody; an 'address' names one, a 'path' does not. Whatever is not named here and is linked to no
-- record we know of is shown only with the whole trail: a new kind of record is hidden until somebody has thought about it.
create function amity.about_nobody(p_kind text) returns boolean language sql immutable as $$
  select p_kind is null or p_kind in ('path', 'officer', 'officers', 'setting', 'settings', 'agency', 'agencies', 'category', 'categories', 'signpost', 'signposts', 'roles', 'posts', 'teams',
    'api key', 'api_keys', 'import', 'imports', 'export', 'context file', 'context_files', 'neighbourhood result', 'neighbourhood_results', 'risk_matrices', 'absences', 'partnerships', 'audit_heads_sent')
$$;

-- Of these lines the ones whoever asks may see, with what they may see of them.
create function amity.lines_seen(p_ids uuid[], p_whole boolean)
returns table (id uuid, at timestamptz, actor text, officer text, agency text, how text, action text, purpose text, subject_kind text, about text, asked text, shown int)
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select e.id, e.at, e.actor, o.name, a.short_name, coalesce(e.changes ->> '@how', case when e.purpose is null then 'write' end), e.action, case when p_whole or e.actor <> 'system' then e.purpose end, e.subject_kind,
    coalesce((select string_agg(coalesce(c.reference, r.reference, 'a person'), ', ' order by c.reference, r.reference) from audit_links l
      left join cases c on l.kind = 'case' and c.partnership_id = l.partnership_id and c.id = l.record_id left join reports r on l.kind = 'report' and r.partnership_id = l.partnership_id and r.id = l.record_id
      where l.partnership_id = e.partnership_id and l.event_id = e.id and l.how not in ('list', 'search', 'export') and (p_whole or amity.sees(l.kind, l.record_id))),
      case when e.subject_kind = 'path' and coalesce(e.changes ->> '@how', '') <> 'refused' then e.subject_id when e.subject_kind in ('setting', 'category', 'signpost') then e.subject_id when p_whole then e.subject_kind || ' ' || e.subject_id end),
    case when p_whole then e.changes ->> '@asked' end,
    -- A page of a list has twenty rows: nineteen that may be seen would tell of one that may not.
    case when p_whole then (select count(*)::int from audit_links l where l.partnership_id = e.partnership_id and l.event_id = e.id and l.how in ('list', 'search', 'export')) else 0 end
  from audit_events e left join officers o on o.partnership_id = e.partnership_id and o.id = e.officer_id left join agencies a on a.partnership_id = e.partnership_id and a.id = e.agency_id
  where e.partnership_id = amity.partnership() and e.id = any (p_ids)
    and (p_whole or not exists (select from audit_links l where l.partnership_id = e.partnership_id and l.event_id = e.id and l.how not in ('list', 'search', 'export', 'refused') and not amity.sees(l.kind, l.record_id)))
    and (p_whole or exists (select from audit_links l where l.partnership_id = e.partnership_id and l.event_id = e.id and amity.sees(l.kind, l.record_id))
      or ((amity.about_nobody(e.subject_kind) or e.changes ->> '@how' = 'refused') and (e.agency_id = amity.agency() or (e.agency_id is null and e.subject_kind is distinct from 'path'))))
$$;
alter function amity.lines_seen owner to amity_gate;
revoke all on function amity.lines_seen from public;

-- The audit screen. Without 'see the whole trail' a line is shown when every record it is about may be seen by whoever reads,
-- and, when it is about none, when it was written in their own agency or by no agency; of a list no
-- number is given. A line of another agency's list shows only if something on it may be seen. An address that was refused is shown
-- only where the record behind it may be seen: what is not there and what is not theirs look the same here, too.
-- Candidates come from an index 200 at a time and are looked at one batch after the other: asked in one query, the planner
-- would weigh the visibility of every line of the partnership before it sorted them (measured: 40 seconds among a million).
create function amity.search_trail(p_officer uuid, p_from timestamptz, p_until timestamptz, p_how text, p_kind text, p_record uuid, p_rows boolean, p_before timestamptz, p_before_id uuid, p_most int)
returns table (id uuid, at timestamptz, actor text, officer text, agency text, how text, action text, purpose text, subject_kind text, about text, asked text, shown int)
language plpgsql stable security definer set search_path = public, amity, pg_temp as $$
declare
  whole boolean := amity.holds('see the whole trail'); most int := least(p_most, 101);
  last_at timestamptz := case when p_before is not null then amity.line_at(p_before_id, p_before) end; last_id uuid := p_before_id; ids uuid[]; given int := 0; n int;
begin
  if not (whole or amity.holds('see the audit trail')) then return; end if;
  if p_record is not null and not (whole or amity.sees(p_kind, p_record)) then return; end if;
  loop
    execute format('select array_agg(c.id order by c.at desc, c.id desc), (array_agg(c.at order by c.at, c.id))[1], (array_agg(c.id order by c.at, c.id))[1] from (select e.id, e.at from %s where e.partnership_id = $1 %s %s %s %s and e.at >= $2 and e.at < $3 %s order by %s limit 200) c',
      case when p_record is null then 'audit_events e' else 'audit_links k join audit_events e on e.partnership_id = k.partnership_id and e.id = k.event_id' end,
      case when p_record is null then '' else 'and k.partnership_id = $1 and k.kind = $4 and k.record_id = $5' end,
      case when p_rows then '' else 'and e.purpose is not null' end, case when p_officer is null then '' else 'and e.officer_id = $6' end, case when p_how is null then '' else $h$and e.changes ->> '@how' = $7$h$ end,
      case when last_at is null then '' when p_record is null then 'and e.at <= $8 and (e.at, e.id) < ($8, $9)' else 'and (k.at, k.event_id) < ($8, $9)' end,
      case when p_record is null then 'e.at desc, e.id desc' else 'k.at desc, k.event_id desc' end)
    into ids, last_at, last_id using amity.partnership(), p_from, p_until, p_kind, p_record, p_officer, p_how, last_at, last_id;
    exit when ids is null;
    return query select v.* from amity.lines_seen(ids, whole) v order by v.at desc, v.id desc limit most - given;
    get diagnostics n = row_count;
    given := given + n;
    exit when given >= most or cardinality(ids) < 200;
  end loop;
end $$;
alter function amity.search_trail owner to amity_gate;
revoke all on function amity.search_trail from public;
grant execute on function amity.search_trail to amity_web;
