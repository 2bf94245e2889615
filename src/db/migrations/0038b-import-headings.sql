-- The headings of an imported file, so that its refused rows can be saved with them and brought in again once mended.
alter table imports add column headings jsonb not null default '[]';
