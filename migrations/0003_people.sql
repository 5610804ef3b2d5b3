create table links (
  school_id bigint not null references schools (id),
  pupil_id bigint not null references users (id),
  product_id bigint not null references products (id),
  supervisor_id bigint not null references users (id),
  primary key (school_id, pupil_id, product_id, supervisor_id)
);
create index links_by_supervisor on links (school_id, supervisor_id, product_id, pupil_id);
create index links_by_pupil on links (pupil_id, product_id);

-- A class list on its way in. Its rows hold new passwords, so they are sealed with the key that
-- is kept outside the database, and go when the administrator is done or a day has passed.
create table imports (
  id {id},
  school_id bigint not null references schools (id),
  created_by bigint not null references users (id),
  file_name text not null,
  state text not null check (state in ('ready', 'saving', 'saved')),
  sealed_rows text not null,
  row_count integer not null,
  done integer not null default 0,
  interrupted integer not null default 0,
  created_at bigint not null
);
create index imports_by_school on imports (school_id, created_by);
create index imports_by_creation on imports (created_at);
