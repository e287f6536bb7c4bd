// How long engines take, as durations alone; what an operator wants of them; and what an order was expected to take and was counted as.

export const statements = `
create table engine_timings (
  number bigint generated always as identity primary key,
  engine text not null,
  model text not null,
  pixels integer not null,
  steps integer,
  edited boolean not null,
  milliseconds integer not null
);
create index engine_timings_newest on engine_timings (engine, model, number desc);
create table engine_controls (
  engine text primary key,
  paused_at timestamptz(3),
  try_at timestamptz(3),
  canary_at timestamptz(3)
);
alter table generations
  add column expected_engine text,
  add column expected_least integer,
  add column expected_most integer,
  add column expected_from integer,
  add column counted_pictures integer,
  add column counted_as text;
create index ledger_relays on ledger_transfers (at) where kind = 'reserve' and starts_with(generation, 'rly_');
`
