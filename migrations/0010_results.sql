-- Tests, and every report of progress: what a pupil's report shows over time.
create table test_results (
  id {id},
  school_id bigint not null references schools (id),
  pupil_id bigint not null references users (id),
  product_id bigint not null references products (id),
  taken_at bigint not null,
  test text not null,
  score double precision not null,
  maximum_score double precision not null
);
create index test_results_by_pupil on test_results (school_id, pupil_id, product_id, taken_at);

create table progress_reports (
  school_id bigint not null references schools (id),
  pupil_id bigint not null references users (id),
  product_id bigint not null references products (id),
  reported_at bigint not null,
  highest_lesson integer not null,
  primary key (school_id, pupil_id, product_id, reported_at)
);
insert into progress_reports (school_id, pupil_id, product_id, reported_at, highest_lesson)
  select school_id, pupil_id, product_id, reported_at, highest_lesson from progress;

-- What supervisors write about a pupil's results, for whoever takes over the care.
create table remarks (
  id {id},
  school_id bigint not null references schools (id),
  pupil_id bigint not null references users (id),
  product_id bigint not null references products (id),
  author_id bigint not null references users (id),
  written_at bigint not null,
  remark text not null
);
create index remarks_by_pupil on remarks (school_id, pupil_id, product_id, written_at);
