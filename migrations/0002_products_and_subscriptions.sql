create table products (
  id {id},
  slug text not null,
  name text not null,
  client_id text,
  deployment_id text,
  login_url text,
  launch_url text,
  jwks_url text
);
create unique index products_by_slug on products (slug);
create unique index products_by_client on products (client_id, id);

create table subscriptions (
  id {id},
  school_id bigint not null references schools (id),
  product_id bigint not null references products (id),
  type text not null check (type in ('school_wide', 'per_pupil')),
  seats integer not null,
  starts_on text not null,
  ends_on text
);
create index subscriptions_by_school on subscriptions (school_id, product_id);

-- A seat in use: from starts_on until ends_on (the first day without it), or open.
create table licences (
  school_id bigint not null references schools (id),
  subscription_id bigint not null references subscriptions (id),
  pupil_id bigint not null references users (id),
  starts_on text not null,
  ends_on text,
  primary key (school_id, subscription_id, pupil_id)
);
create index licences_by_pupil on licences (pupil_id);
