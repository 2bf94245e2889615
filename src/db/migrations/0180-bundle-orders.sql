-- Bundles are ordered by an officer and drawn by the worker, which says how far it is; whoever may make them stops one. What goes in is
-- frozen with the order: it rests with the bundle once that is made (under the same key), and nowhere when it was not.
create table bundle_orders (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid, version int not null check (version > 0),
  title text not null check (length(title) between 1 and 200), ordered_at timestamptz not null, ordered_by uuid not null,
  -- What was answered of each document, so that another can begin with the same answers.
  choices jsonb not null check (jsonb_typeof(choices) = 'object'),
  drawn_from jsonb check (jsonb_typeof(drawn_from) = 'object'), pictures jsonb check (jsonb_typeof(pictures) = 'array'), left_out jsonb check (jsonb_typeof(left_out) = 'array'),
  -- Files it shows: each original, and each copy that was used.
  used uuid[] not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'drawing', 'made', 'stopped', 'failed')),
  doing text not null default '', done int not null default 0, total int not null default 0 check (done between 0 and total),
  -- How often somebody began to draw it: whoever began before no longer counts.
  tries int not null default 0, seen_at timestamptz, problem text, ended_at timestamptz, stopped_by uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  unique (partnership_id, case_id, version),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  check ((state in ('waiting', 'drawing')) = (ended_at is null)),
  check (num_nulls(drawn_from, pictures, left_out) = case when state in ('waiting', 'drawing') then 0 else 3 end),
  check ((state = 'stopped') = (stopped_by is not null)), check ((state = 'failed') = (problem is not null))
);
create index bundle_orders_open on bundle_orders (partnership_id, ordered_at) where state in ('waiting', 'drawing');
select amity.wall_case_child('bundle_orders', false);
-- How far it is stands in no trail: that it was ordered, begun, and how it ended does.
create trigger audited after insert or delete on bundle_orders for each row execute function amity.audit_change();
create trigger audited_moves after update on bundle_orders for each row when (old.state is distinct from new.state) execute function amity.audit_change();
create trigger rules before insert on bundle_orders for each row execute function amity.court_paper_rules();
create trigger names_only_seen before insert on bundle_orders for each row execute function amity.names_only_seen('matter_id', 'matters');
create trigger signed before insert on bundle_orders for each row execute function amity.signed_by_themselves('ordered_by');

-- What was ordered stays what it was. Officers only stop it, in their own name; what has ended has ended.
create function amity.bundle_order_moves() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare moving text[] := array['state', 'doing', 'done', 'total', 'tries', 'seen_at', 'problem', 'ended_at', 'stopped_by', 'drawn_from', 'pictures', 'left_out'];
  follows text[] := array['visible_to', 'hidden_from', 'case_id'];
begin
  if pg_trigger_depth() > 1 and to_jsonb(new) - follows = to_jsonb(old) - follows then return new; end if;
  if to_jsonb(new) - moving <> to_jsonb(old) - moving or old.ended_at is not null
      or (new.drawn_from, new.pictures, new.left_out) is distinct from (old.drawn_from, old.pictures, old.left_out) and new.ended_at is null then
    raise exception 'What was ordered stays as it was' using errcode = 'insufficient_privilege';
  end if;
  if amity.actor() = 'officer' and (new.state <> 'stopped' or new.stopped_by is distinct from amity.officer() or not amity.may('work on cases') or amity.sees_by_glass(new.case_id)
      or not exists (select from cases c where c.partnership_id = new.partnership_id and c.id = new.case_id and c.lead_agency_id = amity.agency())) then
    raise exception 'A bundle is stopped by the agency that leads the case' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
alter function amity.bundle_order_moves owner to amity_gate;
create trigger moves before update on bundle_orders for each row execute function amity.bundle_order_moves();

-- The files a bundle shows, and its schedule of what was left out as a document of its own. Bundles made before have none.
alter table court_bundles add column used uuid[] not null default '{}', add column schedule_stored_as text, add column schedule_sha256 text check (schedule_sha256 ~ '^[0-9a-f]{64}$'), add column schedule_size int,
  add check (num_nulls(schedule_stored_as, schedule_sha256, schedule_size) in (0, 3));

-- No bundle without a line in the custody of each file it shows: in the name of whoever ordered it.
create function amity.bundle_in_custody() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  insert into custody_events (partnership_id, attachment_id, case_id, what, at, officer_id, who, of_agency, says, visible_to, hidden_from)
    select f.partnership_id, f.id, f.case_id, 'put into a court bundle', amity.now(), new.made_by, coalesce(o.name, 'Amity'), a.short_name, 'Court bundle ' || new.version || ' of ' || c.reference || ', SHA-256 ' || new.sha256, f.visible_to, f.hidden_from
    from attachments f join cases c on c.partnership_id = f.partnership_id and c.id = f.case_id left join officers o on o.partnership_id = f.partnership_id and o.id = new.made_by left join agencies a on a.partnership_id = c.partnership_id and a.id = c.lead_agency_id
    where f.partnership_id = new.partnership_id and f.case_id = new.case_id and f.id = any (new.used);
  return null;
end $$;
alter function amity.bundle_in_custody owner to amity_gate;
create trigger in_custody after insert on court_bundles for each row execute function amity.bundle_in_custody();

-- With an agency that leaves go its orders, and the schedules' files: before court_papers_leave takes the rows that name them.
create function amity.bundle_orders_leave() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare paths text[];
begin
  select array_agg(b.schedule_stored_as) into paths from court_bundles b join cases c on c.partnership_id = b.partnership_id and c.id = b.case_id
    where b.partnership_id = new.partnership_id and c.lead_agency_id = new.agency_id and b.schedule_stored_as is not null;
  perform amity.bury('bundle_orders', 'exists (select from cases c where c.partnership_id = t.partnership_id and c.id = t.case_id and c.lead_agency_id = $4)', new);
  new.files := coalesce(new.files, '{}') || coalesce(paths, '{}');
  return new;
end $$;
alter function amity.bundle_orders_leave owner to amity_gate;
create trigger bundle_orders_leave before update on agency_leavings for each row when (new.state = 'left' and old.state = 'confirmed') execute function amity.bundle_orders_leave();
