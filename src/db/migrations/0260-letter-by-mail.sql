-- A letter's document goes with its words where a carrier can attach it and the safe-contact rule allows. The file itself stays with the letter.
alter table outgoing_messages
  add column document_stored_as text, add column document_sha256 text check (document_sha256 ~ '^[0-9a-f]{64}$'),
  -- Whether it went with the words. Null while nothing has gone.
  add column document_went boolean,
  add constraint outgoing_messages_document_whole check (num_nonnulls(document_stored_as, document_sha256) in (0, 2)),
  add constraint outgoing_messages_document_by_mail check (document_stored_as is null or means = 'email');
