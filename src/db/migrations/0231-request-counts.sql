-- How often somebody came to a door that is kept narrow, counted for all web processes together: else each would let in as many.
-- Not logged, because after a crash counting may begin anew. The key is a keyed digest of address and door: no address stands here.
-- It is asked before the partnership is known: these rows belong to partnership 0, which is nobody's.
create unlogged table request_counts (
  partnership_id int not null default 0 check (partnership_id = 0), key text not null, minute int not null, n int not null,
  primary key (partnership_id, key, minute)
);
create index request_counts_minute on request_counts (partnership_id, minute);
select amity.protect('request_counts', false);

-- Counts this one and answers how many came within its minute, and how many milliseconds are left of it.
create function amity.count_request(p_key text, out current int, out ttl int)
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare at double precision := extract(epoch from clock_timestamp()); this_minute int := floor(at / 60);
begin
  insert into request_counts as c (key, minute, n) values (left(p_key, 64), this_minute, 1)
    on conflict (partnership_id, key, minute) do update set n = c.n + 1 returning n into current;
  ttl := ceil((this_minute + 1)::double precision * 60000 - at * 1000);
  if random() < 0.002 then
    delete from request_counts where partnership_id = 0 and minute < this_minute - 2;
  end if;
end $$;
alter function amity.count_request owner to amity_gate;
revoke all on function amity.count_request from public;
grant execute on function amity.count_request to amity_web;
