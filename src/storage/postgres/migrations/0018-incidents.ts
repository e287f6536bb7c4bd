// What went wrong and what is planned, as everybody may read it.

export const statements = `
create table incidents (
  id text primary key,
  kind text not null check (kind in ('incident', 'maintenance')),
  title jsonb not null,
  personal boolean not null,
  announced_at timestamptz not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  over_at timestamptz,
  updates jsonb not null
);
create index incidents_newest on incidents (starts_at desc, id desc);
`
