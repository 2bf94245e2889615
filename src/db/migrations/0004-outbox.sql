-- News: what a room announces, written in the same transaction as the thing itself, handed to pg-boss after commit.
create table outbox (
  partnership_id int not null references partnerships (id),
  id uuid not null default amity.new_id(),
  name text not null,
  -- Ids only: a queue is no place for anybody's story.
  about jsonb not null,
  announced_at timestamptz not null default now(),
  handed_on_at timestamptz,
  primary key (partnership_id, id)
);
create index outbox_waiting on outbox (announced_at) where handed_on_at is null;
select amity.protect('outbox', false);
create policy announce on outbox for insert to amity_web with check (partnership_id = amity.partnership());
grant insert on outbox to amity_web;

-- What a worker has already done with a piece of news: a job that runs twice acts once.
create table news_acted_on (
  partnership_id int not null,
  outbox_id uuid not null,
  reader text not null,
  acted_at timestamptz not null default now(),
  primary key (partnership_id, outbox_id, reader)
);
select amity.protect('news_acted_on', false);
create policy service on news_acted_on to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system') with check (partnership_id = amity.partnership() and amity.actor() = 'system');
grant select, insert on news_acted_on to amity_web;
