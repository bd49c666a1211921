-- Of the language that SQLite and PostgreSQL share. Times are milliseconds since 1970.
create table picture (
  id text primary key,
  width integer not null,
  height integer not null,
  pixels text not null,
  created bigint not null
);
create index picture_pixels on picture (pixels);

create table possession (
  owner text not null,
  picture text not null references picture (id),
  primary key (owner, picture)
);

create table job (
  id text primary key,
  number bigint not null unique,
  owner text not null,
  state text not null,
  request text not null,
  preview integer not null,
  batch text,
  created bigint not null,
  started bigint,
  finished bigint,
  message text,
  result text references picture (id),
  settled text references picture (id),
  complete text references picture (id),
  report text,
  deleted bigint
);
create index job_owner on job (owner, number);
create index job_state on job (state, number);

create table preset (
  id text primary key,
  owner text not null,
  name text not null,
  a text not null references picture (id),
  a2 text not null references picture (id),
  b text not null references picture (id),
  settings text not null,
  created bigint not null,
  unique (owner, name)
);
