-- Public spaces protection orders (ASBCPA 2014 ss59-75): about a place, so they hang on no case. What they say is public; the agency that runs the partnership keeps them.
create table public_spaces_orders (
  partnership_id int not null references partnerships (id), id uuid not null default amity.new_id(),
  name text not null check (length(name) between 1 and 200), kind text not null check (kind in ('standard', 'expedited')),
  place text not null check (length(place) between 1 and 2000), bans text[] not null check (cardinality(bans) between 1 and 40),
  penalty text not null check (length(penalty) between 1 and 500), authority text not null check (length(authority) between 1 and 300),
  -- One outline, longitude before latitude; empty while nobody has drawn it.
  ring jsonb not null default '[]' check (jsonb_typeof(ring) = 'array'),
  made_on date not null, effect_on date not null, ends_on date not null,
  discharged_on date, discharged_because text,
  made_at timestamptz not null, made_by uuid,
  primary key (partnership_id, id),
  check (made_on <= effect_on and effect_on <= ends_on), check ((discharged_on is null) = (discharged_because is null))
);
create table public_spaces_extensions (
  partnership_id int not null, id uuid not null default amity.new_id(), order_id uuid not null,
  made_on date not null, ended_on date not null, ends_on date not null, why text not null check (length(why) between 1 and 2000), authority text not null check (length(authority) between 1 and 300),
  made_at timestamptz not null, made_by uuid,
  primary key (partnership_id, id), foreign key (partnership_id, order_id) references public_spaces_orders (partnership_id, id),
  -- Before expiry, and never shorter (s60(2)).
  check (made_on <= ended_on and ends_on > ended_on)
);
create index public_spaces_extensions_order on public_spaces_extensions (partnership_id, order_id);
select amity.wall_published('public_spaces_orders'), amity.wall_published('public_spaces_extensions');
select amity.wall_by_act('public_spaces_orders', $$amity.actor() = 'system' or (amity.may('authorise legal steps') and amity.leads())$$);
select amity.wall_by_act('public_spaces_extensions', $$amity.actor() = 'system' or (amity.may('authorise legal steps') and amity.leads())$$);
revoke update on public_spaces_orders, public_spaces_extensions from amity_web;
grant update (discharged_on, discharged_because) on public_spaces_orders to amity_web;
create trigger signed before insert on public_spaces_orders for each row execute function amity.signed_by_themselves('made_by');
create trigger signed before insert on public_spaces_extensions for each row execute function amity.signed_by_themselves('made_by');

-- An extension begins where the order ends at that moment, and moves its end. One that has ended is made anew, not extended.
create function amity.order_is_extended() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  update public_spaces_orders set ends_on = new.ends_on where partnership_id = new.partnership_id and id = new.order_id and ends_on = new.ended_on and discharged_on is null and kind = 'standard'
    and ends_on >= (amity.now() at time zone 'Europe/London')::date;
  if not found then raise exception 'Only an order in force is extended, from its end' using errcode = 'check_violation'; end if;
  return new;
end $$;
alter function amity.order_is_extended owner to amity_gate;
create trigger is_extended before insert on public_spaces_extensions for each row execute function amity.order_is_extended();
