-- Half-made reports are kept for a set time, then gone with their files; only how many, and how far they came, is kept.
create table draft_endings (
  partnership_id int not null references partnerships (id), ended_on date not null, reached text not null, n int not null check (n > 0),
  primary key (partnership_id, ended_on, reached)
);
select amity.wall_inside('draft_endings', false);
create policy service_ends on attachments for delete to amity_web using (partnership_id = amity.partnership() and amity.actor() = 'system' and draft_id is not null and report_id is null and case_id is null);
create index report_drafts_ending on report_drafts (partnership_id, ends_at);
