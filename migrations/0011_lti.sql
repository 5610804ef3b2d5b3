-- LTI Advantage. What a token is for: scopes, with a space between them.
alter table program_tokens add column scopes text not null default 'results';

-- A program's columns of scores, per context: a school that works with a product.
create table line_items (
  id {id},
  school_id bigint not null references schools (id),
  product_id bigint not null references products (id),
  label text not null,
  maximum_score double precision not null,
  resource_id text,
  tag text,
  linked integer not null,
  unique (school_id, id)
);
create index line_items_by_context on line_items (school_id, product_id, id);

-- The last score that a program sent of a pupil; sent_at is in microseconds.
create table line_item_scores (
  school_id bigint not null,
  line_item_id bigint not null,
  pupil_id bigint not null references users (id),
  sent_at bigint not null,
  score double precision,
  maximum_score double precision,
  activity text not null,
  grading text not null,
  primary key (school_id, line_item_id, pupil_id),
  foreign key (school_id, line_item_id) references line_items (school_id, id) on delete cascade
);

-- The test of which a score tells. It stays when the program takes its line item away.
alter table test_results add column line_item_id bigint;
create unique index test_results_by_line_item
  on test_results (school_id, line_item_id, pupil_id);
