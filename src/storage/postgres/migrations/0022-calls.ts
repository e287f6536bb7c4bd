// The log of calls of accounts: codes and numbers, found by owner and by age.

export const statements = `
create table calls (
  id text primary key,
  owner text not null,
  key text,
  at timestamptz not null,
  method text not null,
  route text not null,
  model text,
  status integer not null,
  code text,
  milliseconds integer not null,
  made text
);
create index calls_of_owner on calls (owner, at desc, id desc);
create index calls_by_age on calls (at);
`
