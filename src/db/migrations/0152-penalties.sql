-- What became of a fixed penalty after it was given: how much it is, what was paid, what was said against it, and how it ended. What was written stands.
create table penalty_events (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid not null,
  kind text not null check (kind in ('amount', 'paid', 'reminded', 'representations', 'cancelled', 'prosecuted')),
  on_day date not null, pence int check (pence between 1 and 100000000), early_pence int check (early_pence between 1 and 100000000),
  words text not null default '' check (length(words) <= 2000),
  made_at timestamptz not null, made_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id), foreign key (partnership_id, matter_id) references matters (partnership_id, id),
  check ((kind in ('amount', 'paid')) = (pence is not null)), check (early_pence is null or (kind = 'amount' and early_pence < pence)), check (kind <> 'cancelled' or words <> '')
);
create index penalty_events_matter on penalty_events (partnership_id, matter_id);
create index penalty_events_case on penalty_events (partnership_id, case_id);
select amity.wall_case_child('penalty_events');
revoke update on penalty_events from amity_web;
create trigger names_only_seen before insert on penalty_events for each row execute function amity.names_only_seen('matter_id', 'matters');
create trigger of_their_matter before insert on penalty_events for each row execute function amity.of_their_matter();
create trigger signed before insert on penalty_events for each row execute function amity.signed_by_themselves('made_by');
create index matters_register on matters (partnership_id, began_at desc, id desc);

-- It goes with the matter it belongs to when an agency leaves; the name puts it before the matters.
create function amity.fixed_penalties_leave() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare l agency_leavings;
begin
  select * into l from agency_leavings where partnership_id = new.partnership_id and id = nullif(current_setting('amity.removing', true), '')::uuid and state = 'confirmed';
  if l.id is null or amity.actor() is distinct from 'system' then return new; end if;
  perform amity.bury('penalty_events', 'exists (select from cases c where c.partnership_id = t.partnership_id and c.id = t.case_id and c.lead_agency_id = $4)', l);
  return new;
end $$;
alter function amity.fixed_penalties_leave owner to amity_gate;
create trigger fixed_penalties_leave before update of close_reason on cases for each row when (new.close_reason = 'the agency left') execute function amity.fixed_penalties_leave();
