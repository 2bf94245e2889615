-- Whether an officer is told by work e-mail that something waits, and when that was last done.
alter table officers add column news text not null default 'each morning' check (news in ('at once', 'each morning', 'never')), add column news_sent_at timestamptz;
grant select (news, news_sent_at), update (news, news_sent_at) on officers to amity_web;
