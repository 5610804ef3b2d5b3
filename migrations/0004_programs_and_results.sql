-- The portal's own keys for LTI, newest last; the private half is sealed.
create table signing_keys (
  kid text primary key,
  sealed_key text not null,
  public_key text not null,
  created_at bigint not null
);

create table program_tokens (
  token_hash text primary key,
  client_id text not null,
  expires_at bigint not null
);
create index program_tokens_by_expiry on program_tokens (expires_at);

-- Assertions that were used, until they would have expired: each works once.
create table used_assertions (
  client_id text not null,
  jti text not null,
  expires_at bigint not null,
  primary key (client_id, jti)
);
create index used_assertions_by_expiry on used_assertions (expires_at);

-- Every item a program delivered, by the program's own name for it: a repeat counts once.
create table delivered_items (
  product_id bigint not null references products (id),
  item_id text not null,
  primary key (product_id, item_id)
);

create table practice_sessions (
  id {id},
  school_id bigint not null references schools (id),
  pupil_id bigint not null references users (id),
  product_id bigint not null references products (id),
  started_at bigint not null,
  seconds integer not null,
  place text not null check (place in ('home', 'school')),
  lesson integer
);
create index practice_sessions_by_pupil
  on practice_sessions (school_id, pupil_id, product_id, started_at);

-- The sum of practice_sessions per ISO week, kept in the same transaction.
create table practice_weeks (
  school_id bigint not null references schools (id),
  product_id bigint not null references products (id),
  week text not null,
  pupil_id bigint not null references users (id),
  home_seconds bigint not null,
  school_seconds bigint not null,
  primary key (school_id, product_id, week, pupil_id)
);

create table progress (
  school_id bigint not null references schools (id),
  product_id bigint not null references products (id),
  pupil_id bigint not null references users (id),
  highest_lesson integer not null,
  lessons_until_test integer,
  reported_at bigint not null,
  primary key (school_id, product_id, pupil_id)
);
