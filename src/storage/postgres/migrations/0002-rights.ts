// What the law makes a server keep, what people publish, and the words of their requests and notes; all words sealed before they come here.

export const statements = `
create table holds (
  id text primary key,
  owner text not null,
  reason text not null,
  placed_by text not null,
  placed_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  ended_at timestamptz(3)
);
create index holds_of_owner on holds (owner);
create index holds_end on holds (ends_at);

create table held_things (
  hold text not null references holds (id) on delete cascade,
  name text not null,
  kind text not null check (kind in ('words', 'picture')),
  format text not null,
  size integer not null,
  primary key (hold, name)
);

create table publications (
  id text collate "C" primary key,
  owner text not null,
  image text not null,
  object text not null,
  format text not null,
  size integer not null,
  width integer not null,
  height integer not null,
  published_at timestamptz(3) not null,
  deadline timestamptz(3) not null,
  withdrawn_at timestamptz(3)
);
create unique index publications_of_image on publications (image) where withdrawn_at is null;
create index publications_of_owner on publications (owner);
create index publications_newest on publications (published_at desc, id desc) where withdrawn_at is null;
create index publications_deadline on publications (deadline);
create index publications_withdrawn on publications (withdrawn_at) where withdrawn_at is not null;

alter table requests add column words bytea;
alter table generations add column note bytea;
`
