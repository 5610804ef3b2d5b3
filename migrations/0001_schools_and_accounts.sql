-- Moments are UTC seconds, days are YYYY-MM-DD in Europe/Amsterdam, booleans are 0 and 1.

create table schools (
  id {id},
  name text not null,
  place text not null,
  brin text not null,
  location_code text not null,
  sector text not null check (sector in ('po', 'so', 'vo')),
  created_at bigint not null
);
create unique index schools_by_brin on schools (brin, location_code);

-- Addresses are 32 hexadecimal digits (IPv4 in its mapped form), so that they compare as texts.
create table school_ip_ranges (
  school_id bigint not null references schools (id),
  first_address {bytewise text} not null,
  last_address {bytewise text} not null,
  primary key (school_id, first_address, last_address)
);

create table users (
  id {id},
  kind text not null check (kind in ('professional', 'pupil', 'operator')),
  first_name text not null,
  infix text not null,
  last_name text not null,
  search text not null,
  sort_key {bytewise text} not null,
  email text,
  user_name {bytewise text},
  password_hash text,
  subject text not null,
  current_school_id bigint references schools (id),
  created_at bigint not null,
  version bigint not null default 1
);
create unique index users_by_email on users (email);
create unique index users_by_user_name on users (user_name);
create unique index users_by_subject on users (subject);

-- Who belongs to which school, as what. A pupil has one row; archived_at is null while active.
create table memberships (
  school_id bigint not null references schools (id),
  user_id bigint not null references users (id),
  administrator integer not null default 0,
  supervisor integer not null default 0,
  year_group integer,
  archived_at bigint,
  primary key (school_id, user_id)
);
create index memberships_by_user on memberships (user_id);

create table sessions (
  token_hash text primary key,
  user_id bigint not null references users (id),
  created_at bigint not null,
  last_seen_at bigint not null
);
create index sessions_by_user on sessions (user_id);
create index sessions_by_creation on sessions (created_at);

-- What somebody typed who asks for a password; looked up later, so that the answer takes the
-- same time whether the account exists or not.
create table password_requests (
  id {id},
  login text not null,
  requested_at bigint not null
);

create table password_tokens (
  token_hash text primary key,
  user_id bigint not null references users (id),
  expires_at bigint not null
);
create index password_tokens_by_user on password_tokens (user_id);

-- Failed sign-ins, per account and per address; both as keyed hashes.
create table sign_in_failures (
  subject text primary key,
  failures integer not null,
  last_failure_at bigint not null
);
create index sign_in_failures_by_moment on sign_in_failures (last_failure_at);

-- Which account failed from which address, so that one account counts once for its address.
create table sign_in_failed_pairs (
  address text not null,
  account text not null,
  last_failure_at bigint not null,
  primary key (address, account)
);
create index sign_in_failed_pairs_by_moment on sign_in_failed_pairs (last_failure_at);

-- Where an account has signed in before: such a pair is not slowed down by its neighbours.
create table known_addresses (
  user_id bigint not null references users (id),
  address text not null,
  last_seen_at bigint not null,
  primary key (user_id, address)
);
create index known_addresses_by_moment on known_addresses (last_seen_at);

create table mails (
  id {id},
  to_name text not null,
  to_address text not null,
  subject text not null,
  body text not null,
  created_at bigint not null,
  attempts integer not null default 0,
  next_attempt_at bigint not null,
  failed_at bigint,
  last_failure text not null default ''
);
create index mails_by_next_attempt on mails (next_attempt_at);

create table audit (
  id {id},
  school_id bigint references schools (id),
  actor_id bigint references users (id),
  at bigint not null,
  action text not null,
  details text not null
);
create index audit_by_school on audit (school_id, at);
