-- How a public spaces order is made, extended, varied or discharged: what is proposed, each thing the law asks for first with who was asked, and
-- the decision. Nobody decides on what they prepared themselves, and nothing is decided that nobody prepared.
create table public_spaces_proposals (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  tool text not null check (tool in ('pspo', 'pspo-expedited', 'pspo-extension', 'pspo-variation', 'pspo-discharge')), order_id uuid,
  name text not null check (length(name) between 1 and 200), reason text not null check (length(reason) between 1 and 4000),
  begun_at timestamptz not null, begun_by uuid,
  ended_at timestamptz, ended_by uuid, outcome text check (outcome in ('decided', 'dropped')), outcome_words text not null default '' check (length(outcome_words) <= 2000),
  primary key (partnership_id, id),
  foreign key (partnership_id, order_id) references public_spaces_orders (partnership_id, id),
  check ((order_id is null) = (tool in ('pspo', 'pspo-expedited'))), check ((ended_at is null) = (outcome is null)), check (outcome is distinct from 'dropped' or outcome_words <> '')
);
create index public_spaces_proposals_order on public_spaces_proposals (partnership_id, order_id);
create index public_spaces_proposals_open on public_spaces_proposals (partnership_id, begun_at) where ended_at is null;
create table public_spaces_parts (
  partnership_id int not null, id uuid not null default amity.new_id(), proposal_id uuid not null,
  kind text not null check (kind in ('element', 'step', 'consultation')), part text not null check (length(part) between 1 and 80),
  done boolean not null, on_day date not null, with_whom text not null default '' check (length(with_whom) <= 300), words text not null check (length(words) between 1 and 4000),
  reply text check (length(reply) <= 4000), replied_on date,
  made_at timestamptz not null, made_by uuid,
  primary key (partnership_id, id), foreign key (partnership_id, proposal_id) references public_spaces_proposals (partnership_id, id),
  check ((reply is null) = (replied_on is null)), check (replied_on >= on_day)
);
create index public_spaces_parts_proposal on public_spaces_parts (partnership_id, proposal_id, made_at, id);
-- What an order says from then on, and what it said before: an offence is judged by the words of its day.
create table public_spaces_variations (
  partnership_id int not null, id uuid not null default amity.new_id(), order_id uuid not null, proposal_id uuid,
  made_on date not null, why text not null check (length(why) between 1 and 2000), authority text not null check (length(authority) between 1 and 300),
  place text not null check (length(place) between 1 and 2000), bans text[] not null check (cardinality(bans) between 1 and 40), penalty text not null check (length(penalty) between 1 and 500), ring jsonb not null check (jsonb_typeof(ring) = 'array'),
  said_before jsonb, made_at timestamptz not null, made_by uuid,
  primary key (partnership_id, id), foreign key (partnership_id, order_id) references public_spaces_orders (partnership_id, id), foreign key (partnership_id, proposal_id) references public_spaces_proposals (partnership_id, id)
);
create index public_spaces_variations_order on public_spaces_variations (partnership_id, order_id);

alter table public_spaces_orders add column proposal_id uuid, add column discharge_proposal_id uuid,
  -- An order made before this service, or outside it, that somebody wrote down as it stands. Marked so for ever.
  add column recorded_because text check (length(recorded_because) between 1 and 2000);
alter table public_spaces_orders add foreign key (partnership_id, proposal_id) references public_spaces_proposals (partnership_id, id), add foreign key (partnership_id, discharge_proposal_id) references public_spaces_proposals (partnership_id, id);
alter table public_spaces_extensions add column proposal_id uuid;
alter table public_spaces_extensions add foreign key (partnership_id, proposal_id) references public_spaces_proposals (partnership_id, id);
grant update (discharge_proposal_id) on public_spaces_orders to amity_web;

select amity.wall_inside('public_spaces_proposals'), amity.wall_inside('public_spaces_parts'), amity.wall_published('public_spaces_variations');
select amity.wall_by_act('public_spaces_proposals', $$amity.actor() = 'system' or ((amity.may('work on cases') or amity.may('authorise legal steps')) and amity.leads())$$);
select amity.wall_by_act('public_spaces_parts', $$amity.actor() = 'system' or ((amity.may('work on cases') or amity.may('authorise legal steps')) and amity.leads())$$);
select amity.wall_by_act('public_spaces_variations', $$amity.actor() = 'system' or (amity.may('authorise legal steps') and amity.leads())$$);
revoke update on public_spaces_proposals, public_spaces_parts, public_spaces_variations from amity_web;
grant update (ended_at, ended_by, outcome, outcome_words) on public_spaces_proposals to amity_web;
create trigger signed before insert on public_spaces_proposals for each row execute function amity.signed_by_themselves('begun_by');
create trigger signed before insert on public_spaces_parts for each row execute function amity.signed_by_themselves('made_by');
create trigger signed before insert on public_spaces_variations for each row execute function amity.signed_by_themselves('made_by');

-- What has ended stays as it ended; from a page it is only ever dropped, for deciding is done with the order itself.
create function amity.spaces_proposal_ends() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if amity.actor() is distinct from 'officer' or pg_trigger_depth() > 1 then return new; end if;
  if old.ended_at is not null or new.outcome is distinct from 'dropped' or new.ended_by is distinct from amity.officer() then
    raise exception 'A proposal that has ended stays as it is, and is decided on with its order' using errcode = 'check_violation';
  end if;
  return new;
end $$;
alter function amity.spaces_proposal_ends owner to amity_gate;
create trigger ends_once before update on public_spaces_proposals for each row execute function amity.spaces_proposal_ends();
create function amity.spaces_part_in_time() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if not exists (select from public_spaces_proposals p where p.partnership_id = new.partnership_id and p.id = new.proposal_id and p.ended_at is null) then
    raise exception 'Nothing is added to a proposal that has ended' using errcode = 'check_violation';
  end if;
  return new;
end $$;
alter function amity.spaces_part_in_time owner to amity_gate;
create trigger in_time before insert on public_spaces_parts for each row execute function amity.spaces_part_in_time();

-- An officer's order, extension, variation or discharge ends the proposal it was prepared in, which somebody else began.
create function amity.spaces_are_decided() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare
  n jsonb := to_jsonb(new);
  a_tool text; the_order uuid; the_proposal uuid := (n ->> 'proposal_id')::uuid;
begin
  if amity.actor() is distinct from 'officer' or pg_trigger_depth() > 1 then return new; end if;
  if tg_table_name = 'public_spaces_extensions' then a_tool := 'pspo-extension'; the_order := (n ->> 'order_id')::uuid;
  elsif tg_table_name = 'public_spaces_variations' then a_tool := 'pspo-variation'; the_order := (n ->> 'order_id')::uuid;
  elsif tg_op = 'UPDATE' then
    if to_jsonb(old) ->> 'discharged_on' is not null then raise exception 'It is discharged already' using errcode = 'check_violation'; end if;
    a_tool := 'pspo-discharge'; the_order := (n ->> 'id')::uuid; the_proposal := (n ->> 'discharge_proposal_id')::uuid;
  else
    if n ->> 'recorded_because' is not null and the_proposal is null then return new; end if;
    a_tool := case n ->> 'kind' when 'expedited' then 'pspo-expedited' else 'pspo' end;
  end if;
  update public_spaces_proposals set ended_at = amity.now(), ended_by = amity.officer(), outcome = 'decided'
    where partnership_id = (n ->> 'partnership_id')::int and id = the_proposal and tool = a_tool and order_id is not distinct from the_order and ended_at is null and begun_by is distinct from amity.officer();
  if not found then raise exception 'What is decided was prepared first, by somebody else' using errcode = 'check_violation'; end if;
  return new;
end $$;
alter function amity.spaces_are_decided owner to amity_gate;
create trigger decided before insert or update on public_spaces_orders for each row execute function amity.spaces_are_decided();
create trigger decided before insert on public_spaces_extensions for each row execute function amity.spaces_are_decided();
create trigger decided before insert on public_spaces_variations for each row execute function amity.spaces_are_decided();

-- A variation changes what the order says from that moment, while it is in force, and keeps what it said.
create function amity.order_is_varied() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  select jsonb_build_object('place', place, 'bans', to_jsonb(bans), 'penalty', penalty, 'ring', ring) into new.said_before from public_spaces_orders where partnership_id = new.partnership_id and id = new.order_id for update;
  update public_spaces_orders set place = new.place, bans = new.bans, penalty = new.penalty, ring = new.ring where partnership_id = new.partnership_id and id = new.order_id and discharged_on is null
    and ends_on >= (amity.now() at time zone 'Europe/London')::date;
  if not found then raise exception 'Only an order in force is varied' using errcode = 'check_violation'; end if;
  return new;
end $$;
alter function amity.order_is_varied owner to amity_gate;
create trigger is_varied before insert on public_spaces_variations for each row execute function amity.order_is_varied();
