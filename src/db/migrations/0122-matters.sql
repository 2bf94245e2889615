-- What is known of whom or what a tool would be used on, and each lawful tool in use: a matter, with all that belongs to it.

-- About whom or what, and what the law turns on, as somebody said it. A correction is a newer row of the same subject.
create table tool_facts (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null,
  -- The same for all versions. One person with two tenancies is two subjects: tools of a tenancy are used on one of them.
  subject_id uuid not null, party_id uuid,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('individual', 'body', 'premises', 'place', 'vehicle')),
  born_on date, adult boolean,
  landlord text not null check (landlord in ('council', 'association', 'private', 'owner-occupier', 'none', 'unknown')), home text not null default '',
  tenancy text not null check (tenancy in ('introductory', 'secure', 'flexible', 'starter', 'assured', 'demoted', 'private', 'none', 'unknown')), tenancy_began date,
  vulnerable text not null check (vulnerable in ('yes', 'no', 'unknown')), behaviour text[] not null default '{}',
  said_by text not null check (length(said_by) between 1 and 300),
  made_at timestamptz not null, made_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);
create index tool_facts_case on tool_facts (partnership_id, case_id, subject_id, made_at desc);

-- Things that happened outside Amity and open a tool, such as a conviction.
create table tool_events (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, subject_id uuid not null,
  kind text not null check (length(kind) between 1 and 120), on_day date not null, said_by text not null check (length(said_by) between 1 and 300),
  made_at timestamptz not null, made_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id)
);
create index tool_events_case on tool_events (partnership_id, case_id, subject_id);

create table matters (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null,
  tool text not null check (length(tool) between 1 and 60), subject_id uuid not null, about text not null check (length(about) between 1 and 200),
  -- The rules of this day are its rules to the end.
  law_on date not null,
  state text not null default 'preparing' check (state in ('preparing', 'authorised', 'applied', 'in force', 'ended')), state_since timestamptz not null,
  began_at timestamptz not null, began_by uuid not null, owner_id uuid not null,
  reason text not null check (length(reason) between 1 and 4000),
  -- Why rungs of the ladder below it were left out.
  skipped_because text,
  authority text, delegation_id uuid, authorised_at timestamptz, authorised_officer uuid,
  in_force_at timestamptz, ends_at timestamptz, under_appeal boolean not null default false,
  overridden boolean not null default false,
  ended_at timestamptz, ended_as text check (ended_as in ('complied with', 'ran its time', 'discharged', 'withdrawn', 'refused', 'quashed on appeal', 'not needed')), ended_words text,
  version int not null default 1,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  check ((state = 'ended') = (ended_at is not null) and (ended_at is null) = (ended_as is null))
);
create index matters_case on matters (partnership_id, case_id, began_at);
create index matters_tool on matters (partnership_id, tool, state, ends_at);

create table matter_elements (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid not null,
  element text not null check (length(element) between 1 and 120), support text not null check (support in ('supported', 'disputed', 'not supported', 'not looked at')),
  note text not null default '', entry_ids uuid[] not null default '{}', attachment_ids uuid[] not null default '{}',
  made_at timestamptz not null, made_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id)
);
create table matter_steps (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid not null,
  kind text not null check (kind in ('step', 'consultation', 'content')), step text not null check (length(step) between 1 and 120),
  on_day date not null, with_whom text not null default '', words text not null default '', reply text, replied_on date,
  -- It was not done after all: what was said before of this step counts no more.
  undone boolean not null default false,
  made_at timestamptz not null, made_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id), check ((reply is null) = (replied_on is null))
);
create table matter_terms (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid not null,
  kind text not null check (kind in ('prohibition', 'requirement')), words text not null check (length(words) between 1 and 2000), supervisor text,
  begins_on date, ends_on date, made_at timestamptz not null, made_by uuid not null, lifted_on date, lifted_because text, lifted_by uuid,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  check (kind = 'prohibition' or supervisor is not null), check (ends_on is null or begins_on is null or begins_on <= ends_on), check ((lifted_on is null) = (lifted_because is null))
);
create table matter_services (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid not null,
  paper text not null check (length(paper) between 1 and 120), on_whom text not null check (length(on_whom) between 1 and 200),
  method text not null check (length(method) between 1 and 120), served_at timestamptz not null, deemed_at timestamptz not null,
  served_by text not null check (length(served_by) between 1 and 200), proof text not null default '',
  -- Where two dates of one service are said, one of them counts, and why.
  counts boolean not null default true, counts_because text,
  made_at timestamptz not null, made_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id), check (deemed_at >= served_at)
);
create table matter_events (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid not null,
  kind text not null check (length(kind) between 1 and 120), at timestamptz not null, until_at timestamptz, words text not null default '',
  made_at timestamptz not null, made_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id)
);
create table matter_breaches (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid not null,
  at timestamptz not null, what text not null check (length(what) between 1 and 4000), term_id uuid, entry_ids uuid[] not null default '{}', attachment_ids uuid[] not null default '{}',
  support text not null check (support in ('supported', 'disputed', 'not supported', 'not looked at')), next_step text not null check (length(next_step) between 1 and 500), because text not null default '',
  made_at timestamptz not null, made_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id)
);
create table matter_clocks (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid not null,
  rule text not null, starts text not null, due_on date not null, due_at timestamptz not null, bound text not null check (bound in ('by', 'not before', 'ends')),
  sentence text not null, source text not null, must_confirm boolean not null default false,
  made_at timestamptz not null, ended_at timestamptz, ended_because text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id), check ((ended_at is null) = (ended_because is null))
);
create table matter_overrides (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid not null,
  from_state text not null, to_state text not null, reason text not null check (length(reason) between 1 and 4000), left_out text[] not null default '{}',
  asked_at timestamptz not null, asked_by uuid not null,
  answered_at timestamptz, answered_by uuid, answer text check (answer in ('authorised', 'refused')), answer_words text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  check ((answered_at is null) = (answered_by is null) and (answered_at is null) = (answer is null)), check (answered_by is null or answered_by <> asked_by)
);
create table matter_costs (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, matter_id uuid not null,
  what text not null check (length(what) between 1 and 300), on_day date not null, pence int not null default 0 check (pence between 0 and 100000000), minutes int not null default 0 check (minutes between 0 and 60000),
  made_at timestamptz not null, made_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id), check (pence > 0 or minutes > 0)
);

-- All of it hangs on the case, is signed by who wrote it, and belongs to a matter of that case.
create function amity.of_their_matter() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare it jsonb := to_jsonb(new);
begin
  if not exists (select from matters where partnership_id = new.partnership_id and id = new.matter_id and case_id = new.case_id) then
    raise exception 'no such record' using errcode = 'foreign_key_violation';
  end if;
  -- Evidence is of the same case: nothing of another can be pulled in by its key.
  if exists (select from jsonb_array_elements_text(coalesce(it -> 'entry_ids', '[]')) k where not exists (select from entries e where e.partnership_id = new.partnership_id and e.id = k::uuid and e.case_id = new.case_id))
    or exists (select from jsonb_array_elements_text(coalesce(it -> 'attachment_ids', '[]')) k where not exists (select from attachments a where a.partnership_id = new.partnership_id and a.id = k::uuid and a.case_id = new.case_id)) then
    raise exception 'no such record' using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
alter function amity.of_their_matter owner to amity_gate;
do $$
declare t text;
begin
  perform amity.wall_case_child('tool_facts'), amity.wall_case_child('tool_events'), amity.wall_case_child('matters');
  execute 'create trigger signed before insert on matters for each row execute function amity.signed_by_themselves(''began_by'')';
  revoke update on tool_facts, tool_events, matters from amity_web;
  grant update (state, state_since, owner_id, authority, delegation_id, authorised_at, authorised_officer, in_force_at, ends_at, under_appeal, ended_at, ended_as, ended_words, version) on matters to amity_web;
  foreach t in array array['matter_elements', 'matter_steps', 'matter_terms', 'matter_services', 'matter_events', 'matter_breaches', 'matter_clocks', 'matter_overrides', 'matter_costs'] loop
    execute format('alter table %I add foreign key (partnership_id, case_id) references cases (partnership_id, id), add foreign key (partnership_id, matter_id) references matters (partnership_id, id)', t);
    execute format('create index %I on %I (partnership_id, matter_id)', t || '_matter', t);
    execute format('create index %I on %I (partnership_id, case_id)', t || '_case', t);
    perform amity.wall_case_child(t::regclass);
    execute format('revoke update on %I from amity_web', t);
    execute format('create trigger names_only_seen before insert on %I for each row execute function amity.names_only_seen(''matter_id'', ''matters'')', t);
    execute format('create trigger of_their_matter before insert on %I for each row execute function amity.of_their_matter()', t);
  end loop;
  foreach t in array array['tool_facts', 'tool_events', 'matter_elements', 'matter_steps', 'matter_terms', 'matter_services', 'matter_events', 'matter_breaches', 'matter_costs'] loop
    execute format('create trigger signed before insert on %I for each row execute function amity.signed_by_themselves(''made_by'')', t);
  end loop;
  execute 'create trigger signed before insert on matter_overrides for each row execute function amity.signed_by_themselves(''asked_by'')';
end $$;
grant update (lifted_on, lifted_because, lifted_by) on matter_terms to amity_web;
grant update (counts, counts_because) on matter_services to amity_web;
grant update (ended_at, ended_because) on matter_clocks to amity_web;
grant update (answered_at, answered_by, answer, answer_words) on matter_overrides to amity_web;
