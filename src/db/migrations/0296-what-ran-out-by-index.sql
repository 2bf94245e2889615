-- Every page asks whether a grant, an agreement or a broken glass has run out. Once PL/pgSQL kept a plan for any moment, it took a third of all
-- grants to have run out by it and read them all in sequence (26 ms of each page among 156,151 of them); the first to run out is one look at an index.
create or replace function amity.end_lapsed(p_partnership int, p_now timestamptz) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
begin
  if (select min(until) from glass_breaks where partnership_id = p_partnership and ended_at is null) <= p_now then
    perform set_config('amity.now', p_now::text, true), set_config('amity.actor', 'system', true), set_config('amity.partnership', p_partnership::text, true);
    update glass_breaks set ended_at = until where partnership_id = p_partnership and ended_at is null and until <= p_now;
  end if;
  if (select min(ends_at) from case_grants where partnership_id = p_partnership and ended_at is null) <= p_now then
    perform set_config('amity.now', p_now::text, true), set_config('amity.actor', 'system', true), set_config('amity.partnership', p_partnership::text, true);
    update case_grants set ended_at = ends_at, ended_because = 'Its time was over' where partnership_id = p_partnership and ended_at is null and ends_at <= p_now;
  end if;
  if (select min(ends_on) from sharing_agreements where partnership_id = p_partnership and ended_at is null) < amity.london_day(p_now) then
    perform set_config('amity.now', p_now::text, true), set_config('amity.actor', 'system', true), set_config('amity.partnership', p_partnership::text, true);
    update sharing_agreements set ended_at = p_now, ended_because = 'It lapsed on ' || to_char(ends_on, 'FMDD FMMonth YYYY') where partnership_id = p_partnership and ended_at is null and ends_on < amity.london_day(p_now);
  end if;
end $$;
