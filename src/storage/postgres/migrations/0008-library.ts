// How people arrange their pictures and their studio. Names of boards and preferences are sealed before they come here.

export const statements = `
create table boards (
  id text primary key,
  owner text not null,
  name bytea not null,
  created_at timestamptz(3) not null
);
create index boards_of_owner on boards (owner);

create table placings (
  owner text not null,
  board text not null,
  image text not null,
  at timestamptz(3) not null,
  primary key (owner, board, image)
);
create index placings_of_image on placings (image);

create table preferences (
  owner text not null,
  person text not null,
  sealed bytea not null,
  changed_at timestamptz(3) not null,
  primary key (owner, person)
);
`
