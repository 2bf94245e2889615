-- What this partnership has recorded about the law: whether a change had begun, and the values of rules we were unsure of.
-- The rules themselves are data in src/law. A record is taken back with a reason, never rewritten.
create table law_commencements (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  change text not null check (length(change) between 1 and 60),
  -- The first day it counted; or the day somebody looked and it had not begun.
  began date, not_begun_on date,
  source text not null check (length(source) between 1 and 500),
  recorded_at timestamptz not null, recorded_by uuid not null,
  taken_back_at timestamptz, taken_back_by uuid, taken_back_because text,
  primary key (partnership_id, id),
  check ((began is null) <> (not_begun_on is null)),
  check ((taken_back_at is null) = (taken_back_because is null) and (taken_back_at is null) = (taken_back_by is null))
);
create index law_commencements_change on law_commencements (partnership_id, change, recorded_at);
create table law_confirmations (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  rule text not null check (length(rule) between 1 and 120), from_day date not null,
  -- Null confirms the value Amity carries.
  value jsonb,
  source text not null check (length(source) between 1 and 500),
  recorded_at timestamptz not null, recorded_by uuid not null,
  taken_back_at timestamptz, taken_back_by uuid, taken_back_because text,
  primary key (partnership_id, id),
  check ((taken_back_at is null) = (taken_back_because is null) and (taken_back_at is null) = (taken_back_by is null))
);
create index law_confirmations_rule on law_confirmations (partnership_id, rule, recorded_at);

-- The law is the same for every agency, so it is recorded by the agency that runs the partnership, by an act of its own.
do $$
declare t text;
begin
  foreach t in array array['law_commencements', 'law_confirmations'] loop
    perform amity.wall_inside(t::regclass);
    perform amity.wall_by_act(t::regclass, $x$amity.actor() = 'system' or (amity.may('confirm the law') and amity.leads())$x$);
    execute format('revoke update on %I from amity_web', t);
    execute format('grant update (taken_back_at, taken_back_by, taken_back_because) on %I to amity_web', t);
    execute format('create trigger signed before insert on %I for each row execute function amity.signed_by_themselves(''recorded_by'')', t);
  end loop;
end $$;
create function amity.law_is_taken_back_once() returns trigger language plpgsql as $$
begin
  if old.taken_back_at is not null or (amity.actor() = 'officer' and new.taken_back_by is distinct from amity.officer()) then
    raise exception 'What was recorded about the law is taken back once, in one''s own name' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger taken_back_once before update on law_commencements for each row execute function amity.law_is_taken_back_once();
create trigger taken_back_once before update on law_confirmations for each row execute function amity.law_is_taken_back_once();

set local role amity_gate;
update roles set acts = acts || 'confirm the law'::text where name = 'Administrator' and 'run the partnership' = any (acts) and not 'confirm the law' = any (acts);
update roles set acts = acts || 'authorise legal steps'::text where 'approve a closure' = any (acts) and not 'authorise legal steps' = any (acts);
reset role;
