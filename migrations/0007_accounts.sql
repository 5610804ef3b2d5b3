-- What somebody is waiting for goes first (0), before a mass of invitations (1). What failed for
-- good is not looked at any more.
alter table mails add column priority integer not null default 1;
drop index mails_by_next_attempt;
create index mails_waiting on mails (priority, next_attempt_at, id) where failed_at is null;
create index mails_failed on mails (failed_at) where failed_at is not null;
