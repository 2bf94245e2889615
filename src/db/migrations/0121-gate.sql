-- The proportionality and equality gate: an assessment before a tool that bears on somebody's home, family or disability,
-- made anew at each stage, and signed by somebody other than who wrote it. Each is a version; none is rewritten.
create table gate_assessments (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null,
  -- The tool and about whom or what (tool_facts.subject_id): an assessment of one person says nothing of another.
  tool text not null check (length(tool) between 1 and 60), subject_id uuid not null,
  stage text not null check (length(stage) between 1 and 60),
  questions text not null check (length(questions) between 1 and 40), answers jsonb not null check (jsonb_typeof(answers) = 'object'),
  made_at timestamptz not null, made_by uuid not null,
  signed_at timestamptz, signed_by uuid, verdict text check (verdict in ('proportionate', 'not proportionate', 'more is needed')), signed_words text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  check ((signed_at is null) = (signed_by is null) and (signed_at is null) = (verdict is null) and (signed_at is null) = (signed_words is null)),
  check (signed_by is null or signed_by <> made_by)
);
create index gate_assessments_case on gate_assessments (partnership_id, case_id, tool, made_at desc);
select amity.wall_case_child('gate_assessments');
revoke update on gate_assessments from amity_web;
grant update (signed_at, signed_by, verdict, signed_words) on gate_assessments to amity_web;
create trigger signed before insert on gate_assessments for each row execute function amity.signed_by_themselves('made_by');

-- Signed once, by somebody with the act, in their own name, and never by who wrote it.
create function amity.gate_is_signed() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  -- The wall's own upkeep is no signature.
  if amity.actor() in ('system', 'owner') or amity.actor() is null or pg_trigger_depth() > 1 then return new; end if;
  if old.signed_at is not null or new.signed_by is distinct from amity.officer() or new.made_by = amity.officer() or not amity.has_act('authorise legal steps') then
    raise exception 'An assessment is signed once, by somebody else who may authorise legal steps' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
alter function amity.gate_is_signed owner to amity_gate;
create trigger is_signed before update on gate_assessments for each row execute function amity.gate_is_signed();
