alter table users add column job_title text not null default '';

-- Counts the changes of somebody's place in a school; users.version counts those of the person.
alter table memberships add column version bigint not null default 1;

-- The products a supervisor was given, with or without pupils yet.
create table supervised_products (
  school_id bigint not null references schools (id),
  supervisor_id bigint not null references users (id),
  product_id bigint not null references products (id),
  primary key (school_id, supervisor_id, product_id)
);

-- What a task in bulk changed, to be put back for a short while.
create table undos (
  token_hash text primary key,
  school_id bigint not null references schools (id),
  actor_id bigint not null references users (id),
  action text not null,
  changes text not null,
  created_at bigint not null
);
create index undos_by_creation on undos (created_at);

alter table imports add column kind text not null default 'pupils'
  check (kind in ('pupils', 'professionals'));

alter table schools add column connection text check (connection in ('one', 'several', 'range'));

-- Which other schools share an address: a range reaches only so far.
create index school_ip_ranges_by_address on school_ip_ranges (first_address, last_address);

-- Whom a line of the audit trail is about; a line may be about a whole class.
alter table audit add column subject_count bigint not null default 0;
create table audit_subjects (
  school_id bigint not null references schools (id),
  audit_id bigint not null references audit (id),
  user_id bigint not null references users (id),
  position integer not null,
  primary key (school_id, audit_id, position)
);
create index audit_subjects_by_user on audit_subjects (school_id, user_id, audit_id);
create index audit_by_actor on audit (school_id, actor_id);
