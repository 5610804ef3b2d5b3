-- An e-mail address that waits until its owner uses the link that was mailed there. The school is
-- the one whose administrator asked; a person who asked for it themselves has none there.
create table email_changes (
  token_hash text primary key,
  user_id bigint not null references users (id),
  email text not null,
  school_id bigint references schools (id),
  expires_at bigint not null
);
create unique index email_changes_by_user on email_changes (user_id);

-- One request waits for each login, however often somebody asks.
delete from password_requests
where id not in (select min(id) from password_requests group by login);
create unique index password_requests_by_login on password_requests (login);

-- What somebody is waiting for goes first (0), before a mass of invitations (1). What failed for
-- good is not looked at any more.
alter table mails add column priority integer not null default 1;
drop index mails_by_next_attempt;
create index mails_waiting on mails (priority, next_attempt_at, id) where failed_at is null;
create index mails_failed on mails (failed_at) where failed_at is not null;
