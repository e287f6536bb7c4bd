// What the files, batches and webhooks of accounts need. Names, addresses, secrets and answers are sealed before they come here.

export const statements = `
create table kept_files (
  id text collate "C" primary key,
  owner text not null,
  purpose text not null,
  size bigint not null,
  created_at timestamptz(3) not null,
  deadline timestamptz(3),
  deleted_at timestamptz(3),
  hour text not null,
  object text not null,
  facts bytea not null,
  batch text,
  part text check (part in ('output', 'errors')),
  constraint written_from_a_batch check ((batch is null) = (part is null))
);
create index kept_files_of_owner on kept_files (owner, created_at desc, id desc);
create index kept_files_deadline on kept_files (deadline) where deadline is not null;
create index kept_files_deleted on kept_files (deleted_at) where deleted_at is not null;

create table batches (
  id text collate "C" primary key,
  owner text not null,
  endpoint text not null,
  state text not null check (state in ('validating', 'failed', 'in_progress', 'finalizing', 'completed', 'expired', 'cancelling', 'cancelled')),
  input_file text not null,
  output_file text,
  error_file text,
  total integer not null,
  completed integer not null,
  failed integer not null,
  created_at timestamptz(3) not null,
  started_at timestamptz(3),
  ended_at timestamptz(3),
  ends_at timestamptz(3) not null,
  deadline timestamptz(3),
  key text,
  removes_input boolean not null,
  hour text not null,
  object text not null,
  facts bytea not null,
  held_until timestamptz(3)
);
create index batches_of_owner on batches (owner, created_at desc, id desc);
create index batches_unfinished on batches (created_at, id) where state in ('validating', 'in_progress', 'finalizing', 'cancelling');
create index batches_deadline on batches (deadline) where deadline is not null;

create table batch_lines (
  batch text not null references batches (id) on delete cascade,
  number integer not null,
  failed boolean not null,
  answer bytea not null,
  primary key (batch, number)
);

create table webhooks (
  id text primary key,
  owner text not null,
  events text[] not null,
  created_at timestamptz(3) not null,
  object text not null,
  facts bytea not null
);
create index webhooks_of_owner on webhooks (owner);

create table webhook_deliveries (
  id text collate "C" primary key,
  webhook text not null references webhooks (id) on delete cascade,
  owner text not null,
  event text not null,
  subject text not null,
  state text not null check (state in ('waiting', 'delivered', 'given-up')),
  created_at timestamptz(3) not null,
  attempts integer not null,
  next_at timestamptz(3),
  tried_at timestamptz(3),
  status integer
);
create index webhook_deliveries_due on webhook_deliveries (next_at) where state = 'waiting';
create index webhook_deliveries_of_webhook on webhook_deliveries (webhook, created_at desc, id desc);
`
