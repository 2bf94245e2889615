-- Risk matrices a partnership has published in place of the built-in proposal. A version is never changed: the
-- assessments made with it must always be explainable. The one in force is the last that has started.
create table risk_matrices (
  partnership_id int not null references partnerships (id), version int not null check (version > 1),
  starts_on date not null, source text not null, questions jsonb not null, forces text[] not null,
  medium_from int not null check (medium_from > 0), high_from int not null check (high_from > medium_from),
  published_at timestamptz not null, published_by uuid not null, why text not null,
  primary key (partnership_id, version),
  foreign key (partnership_id, published_by) references officers (partnership_id, id)
);
select amity.wall_inside('risk_matrices');
revoke update on risk_matrices from amity_web;
