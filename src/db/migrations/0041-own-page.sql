-- The person harmed has a page of their own: who was offered one, the codes that open it, the sheets they keep there,
-- and the few narrow functions through which they reach what row policies rightly keep from them.

-- An offer stands until it ends or is replaced. Of the private link we keep a digest.
create table own_page_links (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, person_id uuid not null,
  token_hash text not null unique,
  link_means text not null check (link_means in ('email', 'text', 'post')), code_means text not null check (code_means in ('email', 'text')),
  -- How the person agreed, in the officer's words.
  agreed text not null check (length(agreed) between 1 and 2000),
  offered_at timestamptz not null, offered_by uuid, expires_at timestamptz not null,
  ended_at timestamptz, ended_by uuid, ended_because text, last_entered_at timestamptz,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, person_id) references people (partnership_id, id)
);
create unique index own_page_links_one on own_page_links (partnership_id, case_id, person_id) where ended_at is null;
select amity.wall_case_child('own_page_links');
revoke select, update on own_page_links from amity_web;
grant select (partnership_id, id, case_id, person_id, link_means, code_means, agreed, offered_at, offered_by, expires_at, ended_at, ended_by, ended_because, last_entered_at, visible_to, hidden_from) on own_page_links to amity_web;
grant update (expires_at, ended_at, ended_by, ended_because) on own_page_links to amity_web;

-- Codes asked for. A link nobody gave out has rows too, so that it looks no different from a real one. A code belongs to
-- the browser that asked: a stranger who tries wrong ones uses up their own tries and nobody else's.
create table own_page_codes (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  link_hash text not null, link_id uuid, browser text not null, from_address text not null,
  asked_at timestamptz not null, expires_at timestamptz not null, code_hash text, tries int not null default 0, used_at timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, link_id) references own_page_links (partnership_id, id)
);
create index own_page_codes_link on own_page_codes (partnership_id, link_hash, asked_at desc);
create index own_page_codes_address on own_page_codes (partnership_id, from_address, asked_at desc);
select amity.protect('own_page_codes', false);

alter table own_page_sessions add column link_id uuid, add column seen_at timestamptz, add column idle_minutes int not null default 30;

-- Is this offer one that still opens something? The person must still be a party, and not as the one complained of.
create function amity.own_page_lives(l own_page_links, p_now timestamptz) returns boolean
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select l.ended_at is null and l.expires_at > p_now
    and exists (select from case_parties cp where cp.partnership_id = l.partnership_id and cp.case_id = l.case_id and cp.person_id = l.person_id
                and cp.left_at is null and cp.role in ('reporting', 'harmed', 'advocate', 'parent or guardian'))
    and not exists (select from case_parties cp where cp.partnership_id = l.partnership_id and cp.case_id = l.case_id and cp.person_id = l.person_id
                and cp.left_at is null and cp.role = 'alleged perpetrator')
$$;
alter function amity.own_page_lives owner to amity_gate;
revoke all on function amity.own_page_lives from public;

-- As before, and now also null when unused too long, or when the offer behind it has ended.
create or replace function amity.find_own_page(p_partnership int, p_hash text, p_now timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare s own_page_sessions; l own_page_links;
begin
  select * into s from own_page_sessions where partnership_id = p_partnership and token_hash = p_hash and ended_at is null and expires_at > p_now;
  if s.id is null or coalesce(s.seen_at, s.started_at) + make_interval(mins => s.idle_minutes) <= p_now then return null; end if;
  select * into l from own_page_links where partnership_id = p_partnership and id = s.link_id;
  if l.id is null or not amity.own_page_lives(l, p_now) then return null; end if;
  if coalesce(s.seen_at, s.started_at) < p_now - interval '1 minute' then
    update own_page_sessions set seen_at = p_now where partnership_id = s.partnership_id and id = s.id;
  end if;
  return jsonb_build_object('caseId', s.case_id, 'personId', s.person_id);
end $$;

-- Ends an offer and, in the same transaction, every session that came by it.
create function amity.own_page_ended() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update own_page_sessions set ended_at = new.ended_at where partnership_id = new.partnership_id and link_id = new.id and ended_at is null;
  return null;
end $$;
alter function amity.own_page_ended owner to amity_gate;
create trigger ended after update of ended_at on own_page_links for each row when (new.ended_at is not null) execute function amity.own_page_ended();

-- Somebody with a link, real or not, asks for a code. Limits: three in a quarter of an hour by link and address; six an
-- hour by link from addresses that never came in; thirty an hour by address. So a stranger cannot shut the person out.
create function amity.ask_own_page_code(p_link_hash text, p_browser text, p_address text, p_minutes int) returns uuid
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare l own_page_links; pid int := amity.partnership(); at timestamptz := amity.now(); known boolean; made uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('own page ' || p_link_hash, 0));
  select * into l from own_page_links where partnership_id = pid and token_hash = p_link_hash;
  known := exists (select from own_page_codes where partnership_id = pid and link_hash = p_link_hash and from_address = p_address and used_at > at - interval '30 days');
  if (select count(*) from own_page_codes where partnership_id = pid and link_hash = p_link_hash and from_address = p_address and asked_at > at - interval '15 minutes') >= 3
    or (not known and (select count(*) from own_page_codes c where c.partnership_id = pid and c.link_hash = p_link_hash and c.asked_at > at - interval '1 hour'
        and not exists (select from own_page_codes k where k.partnership_id = pid and k.link_hash = p_link_hash and k.from_address = c.from_address and k.used_at is not null)) >= 6)
    or (select count(*) from own_page_codes where partnership_id = pid and from_address = p_address and asked_at > at - interval '1 hour') >= 30 then
    return null;
  end if;
  insert into own_page_codes (partnership_id, link_hash, link_id, browser, from_address, asked_at, expires_at)
    values (pid, p_link_hash, case when l.id is not null and amity.own_page_lives(l, at) then l.id end, p_browser, left(p_address, 100), at, at + make_interval(mins => p_minutes))
    returning id into made;
  return made;
end $$;
alter function amity.ask_own_page_code owner to amity_gate;
revoke all on function amity.ask_own_page_code from public;
grant execute on function amity.ask_own_page_code to amity_web;

-- Whom the service must send this code to, and by which means. Null for a link that opens nothing.
create function amity.own_page_code_due(p_code uuid) returns jsonb
language sql stable security definer set search_path = public, amity, pg_temp as $$
  select jsonb_build_object('caseId', l.case_id, 'personId', l.person_id, 'means', l.code_means, 'agencyId', k.lead_agency_id)
  from own_page_codes c join own_page_links l on l.partnership_id = c.partnership_id and l.id = c.link_id
    join cases k on k.partnership_id = l.partnership_id and k.id = l.case_id
  where amity.actor() = 'system' and c.partnership_id = amity.partnership() and c.id = p_code and c.code_hash is null and c.expires_at > amity.now() and amity.own_page_lives(l, amity.now())
$$;
alter function amity.own_page_code_due owner to amity_gate;
revoke all on function amity.own_page_code_due from public;
grant execute on function amity.own_page_code_due to amity_web;

create function amity.own_page_code_hash(p_code uuid, p_typed text) returns text language sql immutable as $$
  select encode(sha256(convert_to(p_code::text || ':' || p_typed, 'UTF8')), 'hex')
$$;
create function amity.set_own_page_code(p_code uuid, p_typed text) returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  update own_page_codes set code_hash = amity.own_page_code_hash(id, p_typed)
  where amity.actor() = 'system' and partnership_id = amity.partnership() and id = p_code and code_hash is null
$$;
alter function amity.set_own_page_code owner to amity_gate;
revoke all on function amity.set_own_page_code from public;
grant execute on function amity.set_own_page_code to amity_web;

create function amity.start_own_page(l own_page_links, p_session_hash text, p_idle int, p_hours int) returns void
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare at timestamptz := amity.now();
begin
  insert into own_page_sessions (partnership_id, token_hash, case_id, person_id, link_id, started_at, seen_at, expires_at, idle_minutes)
    values (l.partnership_id, p_session_hash, l.case_id, l.person_id, l.id, at, at, least(at + make_interval(hours => p_hours), l.expires_at), p_idle);
  update own_page_links set last_entered_at = at where partnership_id = l.partnership_id and id = l.id;
end $$;
alter function amity.start_own_page owner to amity_gate;
revoke all on function amity.start_own_page from public;

-- Tries a code: the newest one this browser asked for, five tries, one use. Answers what to record; the visitor is only
-- told yes or no.
create function amity.enter_own_page(p_link_hash text, p_browser text, p_typed text, p_session_hash text, p_idle int, p_hours int) returns jsonb
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare c own_page_codes; l own_page_links; pid int := amity.partnership(); at timestamptz := amity.now();
begin
  select * into c from own_page_codes where partnership_id = pid and link_hash = p_link_hash and browser = p_browser and used_at is null order by asked_at desc, id desc limit 1 for update;
  if c.id is null or c.expires_at <= at or c.tries >= 5 then return jsonb_build_object('entered', false); end if;
  update own_page_codes set tries = tries + 1 where partnership_id = pid and id = c.id;
  select * into l from own_page_links where partnership_id = pid and id = c.link_id;
  if c.code_hash is distinct from amity.own_page_code_hash(c.id, p_typed) or l.id is null or not amity.own_page_lives(l, at) then
    return jsonb_build_object('entered', false, 'caseId', l.case_id);
  end if;
  update own_page_codes set used_at = at where partnership_id = pid and id = c.id;
  perform amity.start_own_page(l, p_session_hash, p_idle, p_hours);
  return jsonb_build_object('entered', true, 'caseId', l.case_id);
end $$;
alter function amity.enter_own_page owner to amity_gate;
revoke all on function amity.enter_own_page from public;
grant execute on function amity.enter_own_page to amity_web;

-- The demonstration lets anybody look round as the person harmed. In a real service it opens nothing.
create function amity.enter_demonstration_page(p_session_hash text, p_idle int, p_hours int) returns uuid
language plpgsql volatile security definer set search_path = public, amity, pg_temp as $$
declare l own_page_links;
begin
  select o.* into l from own_page_links o join partnerships p on p.id = o.partnership_id
    where p.id = amity.partnership() and p.is_demonstration and amity.own_page_lives(o, amity.now()) order by o.offered_at, o.id limit 1;
  if l.id is null then return null; end if;
  perform amity.start_own_page(l, p_session_hash, p_idle, p_hours);
  return l.case_id;
end $$;
alter function amity.enter_demonstration_page owner to amity_gate;
revoke all on function amity.enter_demonstration_page from public;
grant execute on function amity.enter_demonstration_page to amity_web;

-- Codes are of no use after a day; counting them is.
create function amity.forget_own_page_codes() returns void
language sql volatile security definer set search_path = public, amity, pg_temp as $$
  delete from own_page_codes where amity.actor() = 'system' and partnership_id = amity.partnership() and asked_at < amity.now() - interval '31 days'
$$;
alter function amity.forget_own_page_codes owner to amity_gate;
revoke all on function amity.forget_own_page_codes from public;
grant execute on function amity.forget_own_page_codes to amity_web;
