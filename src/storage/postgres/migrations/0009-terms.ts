// Published terms over time, and who accepted which.

export const statements = `
create table versions (
  id text primary key,
  digest text not null,
  charter text not null,
  settings json not null,
  texts json not null,
  changes json not null,
  significant boolean not null,
  notice_days integer not null,
  announced_at timestamptz not null,
  effective_at timestamptz not null
);
create index versions_by_effect on versions (effective_at desc, id desc);

create table acceptances (
  owner text not null,
  version text not null,
  digest text not null,
  language text not null check (language in ('en', 'zh')),
  how text not null check (how in ('first-order', 'asked')),
  at timestamptz not null
);
create index acceptances_of_owner on acceptances (owner, at desc);
`
