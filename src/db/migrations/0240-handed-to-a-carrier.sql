-- When a message was handed to its carrier. A claim without it was never handed over, however its process ended: it may be sent.
alter table outgoing_messages add column handed_at timestamptz;
-- Claims of the version before did not say so, and only a person can tell of them.
update outgoing_messages set handed_at = claimed_at where state = 'sending';
