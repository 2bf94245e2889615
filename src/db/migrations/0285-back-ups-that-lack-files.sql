-- A back-up that lacks files which records name: made and kept, recorded as such, and never the last good one.
alter table back_up_runs add column missing_files int not null default 0 check (missing_files >= 0);
alter table back_up_runs add constraint back_up_runs_missing_when_made check (missing_files = 0 or failed is null);
drop index back_up_runs_good;
create index back_up_runs_good on back_up_runs (partnership_id, ended_at desc) where failed is null and missing_files = 0;

drop function amity.back_up_state();
create function amity.back_ups_stand() returns jsonb language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object(
    'lastGood', (select jsonb_build_object('at', g.ended_at, 'encrypted', g.encrypted, 'nextDueAt', g.next_due_at) from back_up_runs g where g.partnership_id = 0 and g.failed is null and g.missing_files = 0 and g.try_failed is null order by g.ended_at desc limit 1),
    'lastRun', (select jsonb_build_object('at', r.ended_at, 'failed', r.failed, 'missing', r.missing_files) from back_up_runs r where r.partnership_id = 0 order by r.began_at desc limit 1),
    'lastTrial', (select jsonb_build_object('at', t.tried_at, 'failed', t.try_failed) from back_up_runs t where t.partnership_id = 0 and t.tried_at is not null order by t.began_at desc limit 1))
  where amity.actor() = 'system' or amity.runs()
$$;
alter function amity.back_ups_stand owner to amity_gate;
revoke all on function amity.back_ups_stand from public;
grant execute on function amity.back_ups_stand to amity_web;
