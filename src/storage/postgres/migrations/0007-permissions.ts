// Permissions to get pictures without the visible mark.

export const statements = `
create table permissions (
  id text primary key,
  owner text not null,
  why bytea not null,
  by bytea not null,
  granted_at timestamptz not null,
  until timestamptz not null,
  revoked_at timestamptz,
  uses integer not null default 0,
  last_used_at timestamptz,
  expires_at timestamptz not null
);
create index permissions_of_owner on permissions (owner, granted_at desc);
create index permissions_by_end on permissions (expires_at);
`
