// How engines are doing: one row for each engine and worker, codes and numbers only.

export const statements = `
create table engine_standings (
  engine text not null,
  holder text not null,
  at timestamptz(3) not null,
  standing jsonb not null,
  primary key (engine, holder)
);
create index engine_standings_at on engine_standings (at);
`
