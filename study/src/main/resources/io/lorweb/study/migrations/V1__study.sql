-- Of the language that SQLite and PostgreSQL share. Times are milliseconds since 1970.
create table person (
  link text primary key,
  number integer not null unique,
  began bigint not null,
  finished bigint,
  resumed integer not null
);

create table vote (
  link text not null references person (link),
  trial integer not null,
  item text not null,
  left_picture text not null,
  right_picture text not null,
  chosen text,
  reaction integer not null,
  painted integer not null,
  resumed integer not null,
  request text not null unique,
  received bigint not null,
  primary key (link, trial)
);
create index vote_item on vote (item);

-- Every submission that was acknowledged, also of votes that a later one has replaced.
create table submission (
  request text primary key,
  link text not null references person (link),
  trial integer not null,
  chosen text,
  received bigint not null
);
