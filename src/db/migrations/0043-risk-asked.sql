-- How the person was asked, and what they said of their own safety, beside the officer's judgement.
alter table risk_assessments add column how text check (how in ('in person', 'by phone', 'by video', 'in writing', 'through someone else', 'not asked')),
  add column their_words text not null default '', add column lowered_by uuid;
