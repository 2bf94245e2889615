-- What was agreed with somebody harmed: the plan in their words, its steps with whose and by when, and how often we are in touch.

create table plans (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, person_id uuid not null,
  -- What the person wants to come of it, in their words.
  wants text not null check (length(wants) between 1 and 4000),
  made_at timestamptz not null, made_by uuid not null, version int not null default 1,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  unique (partnership_id, case_id, person_id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, person_id) references people (partnership_id, id)
);
select amity.wall_case_child('plans');

create table plan_steps (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, plan_id uuid not null, person_id uuid not null,
  what text not null check (length(what) between 1 and 500),
  whose text not null check (whose in ('us', 'partner', 'the person')), partner text,
  officer_id uuid not null, first_due_on date not null, due_on date not null,
  -- Whether the person reads it on their page and in what is sent to them.
  shown boolean not null,
  state text not null default 'open' check (state in ('open', 'done', 'not done')),
  outcome text, put_off int not null default 0, ended_at timestamptz, ended_by uuid,
  made_at timestamptz not null, made_by uuid not null, version int not null default 1,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, plan_id) references plans (partnership_id, id),
  check ((state = 'open') = (ended_at is null)), check ((whose = 'partner') = (partner is not null))
);
create index plan_steps_plan on plan_steps (partnership_id, plan_id, due_on, id);
create index plan_steps_case on plan_steps (partnership_id, case_id);
select amity.wall_case_child('plan_steps');

-- Each time it was agreed, or was not: with whom, how, and the words as they stood then.
create table plan_agreements (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, plan_id uuid not null, person_id uuid not null,
  agreed boolean not null, how text not null check (how in ('in person', 'by phone', 'in writing', 'through someone else')), on_day date not null,
  why_not text, said text not null, message_id uuid,
  made_at timestamptz not null, made_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, plan_id) references plans (partnership_id, id),
  check (agreed = (why_not is null))
);
create index plan_agreements_plan on plan_agreements (partnership_id, plan_id, made_at desc);
select amity.wall_case_child('plan_agreements');
revoke update on plan_agreements from amity_web;

create table contact_promises (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null, person_id uuid not null,
  every_days int not null check (every_days between 1 and 60), means text not null, times text not null default '',
  made_at timestamptz not null, made_by uuid not null, ended_at timestamptz, ended_because text,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, person_id) references people (partnership_id, id)
);
create unique index contact_promises_one on contact_promises (partnership_id, case_id, person_id) where ended_at is null;
select amity.wall_case_child('contact_promises');

-- The person reads what is theirs and meant for them; the database leaves out the rest, whatever a page asks for.
create policy own_case on plans for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case() and person_id = amity.own_person());
create policy own_case on plan_steps for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case() and person_id = amity.own_person() and shown);
create policy own_case on contact_promises for select to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'person' and case_id = amity.own_case() and person_id = amity.own_person() and ended_at is null);
