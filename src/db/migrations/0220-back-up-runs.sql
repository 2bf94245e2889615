-- Back-ups the service made by itself, and what came of restoring each on trial. One back-up holds every partnership, so its row
-- belongs to none (0) and no page reads it: whoever runs a partnership is told how it went, never how much was in it.
create table back_up_runs (
  partnership_id int not null default 0 check (partnership_id = 0), id uuid not null default amity.new_id(),
  began_at timestamptz not null, ended_at timestamptz not null, file_name text not null, size bigint, encrypted boolean not null,
  -- When the next one should have been made.
  next_due_at timestamptz not null,
  -- One sentence; none: it is whole and on the disk.
  failed text,
  tried_at timestamptz, try_failed text,
  -- What was counted in it, for whoever runs the machine.
  counted jsonb,
  primary key (partnership_id, id),
  check ((failed is null) = (size is not null)), check (tried_at is null or failed is null), check (try_failed is null or tried_at is not null)
);
create index back_up_runs_newest on back_up_runs (partnership_id, began_at desc);
create index back_up_runs_good on back_up_runs (partnership_id, ended_at desc) where failed is null;
select amity.protect('back_up_runs', false);

create function amity.back_up_state() returns jsonb language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object(
    'lastGood', (select jsonb_build_object('at', g.ended_at, 'encrypted', g.encrypted, 'nextDueAt', g.next_due_at) from back_up_runs g where g.partnership_id = 0 and g.failed is null and g.try_failed is null order by g.ended_at desc limit 1),
    'lastRun', (select jsonb_build_object('at', r.ended_at, 'failed', r.failed) from back_up_runs r where r.partnership_id = 0 order by r.began_at desc limit 1),
    'lastTrial', (select jsonb_build_object('at', t.tried_at, 'failed', t.try_failed) from back_up_runs t where t.partnership_id = 0 and t.tried_at is not null order by t.began_at desc limit 1))
  where amity.actor() = 'system' or amity.runs()
$$;
alter function amity.back_up_state owner to amity_gate;
revoke all on function amity.back_up_state from public;
grant execute on function amity.back_up_state to amity_web;
