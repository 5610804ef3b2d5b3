-- What the publisher uploads. The bytes lie in a folder outside the database, named by their
-- SHA-256: equal files are kept there once.
create table files (
  id {id},
  sha256 text not null,
  media_type text not null,
  size bigint not null,
  file_name text not null,
  created_at bigint not null,
  created_by bigint not null references users (id)
);
create index files_by_sha256 on files (sha256);
create index files_by_creation on files (created_at);

-- A file on its way in, piece by piece: `received` bytes of it are safe on disk.
create table uploads (
  id {id},
  created_by bigint not null references users (id),
  file_name text not null,
  size bigint not null,
  received bigint not null default 0,
  file_id bigint,
  created_at bigint not null
);
create index uploads_by_creation on uploads (created_at);

-- What the publisher writes. A draft has no published_from; without published_until it stays.
create table contents (
  id {id},
  kind text not null,
  title text not null,
  body text not null,
  address text,
  file_id bigint references files (id),
  image_id bigint references files (id),
  captions_id bigint references files (id),
  product_id bigint references products (id),
  school_id bigint references schools (id),
  role text check (role in ('administrator', 'supervisor')),
  severity text check (severity in ('ok', 'hindered', 'down', 'maintenance')),
  position bigint not null,
  published_from bigint,
  published_until bigint,
  search text not null,
  version bigint not null default 1,
  changed_at bigint not null,
  changed_by bigint not null references users (id)
);
create index contents_by_place on contents (kind, position, published_from);

-- Every file that a content uses, also those in its text: who may read one may read the other.
create table content_files (
  content_id bigint not null references contents (id) on delete cascade,
  file_id bigint not null references files (id),
  primary key (content_id, file_id)
);
create index content_files_by_file on content_files (file_id);
