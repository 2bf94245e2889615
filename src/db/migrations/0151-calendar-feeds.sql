-- An officer's private calendar link. Only its digest is kept; whoever holds the link reads when clocks run out, and nothing of what they are about.
create table calendar_feeds (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  officer_id uuid not null, token_hash text not null check (length(token_hash) = 64),
  made_at timestamptz not null, ended_at timestamptz,
  primary key (partnership_id, id), unique (partnership_id, token_hash),
  foreign key (partnership_id, officer_id) references officers (partnership_id, id)
);
create unique index calendar_feeds_one on calendar_feeds (partnership_id, officer_id) where ended_at is null;
select amity.protect('calendar_feeds');
create policy own on calendar_feeds for select to amity_web using (partnership_id = amity.partnership() and officer_id = amity.officer());
create policy made on calendar_feeds for insert to amity_web with check (partnership_id = amity.partnership() and amity.actor() = 'officer' and officer_id = amity.officer() and ended_at is null);
create policy ended on calendar_feeds for update to amity_web using (partnership_id = amity.partnership() and officer_id = amity.officer() and ended_at is null) with check (partnership_id = amity.partnership() and officer_id = amity.officer());
grant select, insert on calendar_feeds to amity_web;
grant update (ended_at) on calendar_feeds to amity_web;

-- What a calendar reads: null for a link that was ended, or never was. A clock of a case its officer may not see is not in it, and
-- all clocks look alike, so that one of a restricted case cannot be told from another.
create function amity.calendar_feed(p_hash text) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('clocks', coalesce((
    select jsonb_agg(jsonb_build_object('key', encode(sha256(convert_to(f.id::text || d.id::text, 'UTF8')), 'hex'), 'dueAt', d.due_at, 'warn', d.warn) order by d.due_at, d.id)
    from diary_items d cross join lateral (select amity.officer_principals(f.partnership_id, f.officer_id, (amity.now() at time zone 'Europe/London')::date) as all_of) mine
    where d.partnership_id = f.partnership_id and d.officer_id = f.officer_id and d.done_at is null and d.cancelled_at is null and d.kind in ('legal', 'tenancy')
      and d.visible_to && mine.all_of and not d.hidden_from && mine.all_of), '[]'::jsonb))
  from calendar_feeds f join officers o on o.partnership_id = f.partnership_id and o.id = f.officer_id
  where f.partnership_id = amity.partnership() and f.token_hash = p_hash and f.ended_at is null and o.left_at is null
    and exists (select from posts x where x.partnership_id = f.partnership_id and x.officer_id = f.officer_id and (x.ended_on is null or x.ended_on >= (amity.now() at time zone 'Europe/London')::date))
$$;
alter function amity.calendar_feed owner to amity_gate;
revoke all on function amity.calendar_feed from public;
grant execute on function amity.calendar_feed to amity_web;
