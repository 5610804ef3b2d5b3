-- The second step of signing in: a secret shared with an app on a phone, sealed with the key that is
-- kept outside the database. Steps up to last_step were used: each code works once.
create table second_factors (
  user_id bigint primary key references users (id),
  sealed_secret text not null,
  last_step bigint not null
);

-- For a phone that is lost: each works once.
create table recovery_codes (
  user_id bigint not null references users (id),
  code_hash text not null,
  primary key (user_id, code_hash)
);

-- Whether a school asks the second step of its administrators.
alter table schools add column second_factor_demanded integer not null default 0;
