-- What the worker does with each file: looked at for viruses, and a clean copy made of each photo. What failed says so.
alter table attachments add column scanned_at timestamptz, add column copy_tried_at timestamptz, add column copy_failed text;
create index attachments_to_do on attachments (given_at) where scan = 'not scanned' or (kind = 'photo' and shown_as is null and copy_failed is null);
