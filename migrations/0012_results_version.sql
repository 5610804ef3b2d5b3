-- How often something changed that a list of results shows, so that who asks for it again is told
-- quickly that nothing did: of the school's register and settings, with each line of the audit
-- trail, and of what was practised with a product.
create table register_versions (
  school_id bigint primary key references schools (id),
  version bigint not null
);
create table results_versions (
  school_id bigint not null references schools (id),
  product_id bigint not null references products (id),
  version bigint not null,
  primary key (school_id, product_id)
);
