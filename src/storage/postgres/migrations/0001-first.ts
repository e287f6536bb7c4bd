// The first tables. What a person said or got is sealed before it comes here: prompts, settings, seeds, sizes, outcomes.

export const statements = `
create table generations (
  id text collate "C" primary key,
  owner text not null,
  owner_key bytea not null,
  hour text not null,
  hour_key bytea not null,
  object_keys bytea,
  queue text not null,
  state text not null check (state in ('waiting', 'running', 'finished', 'cancelled', 'failed', 'refused')),
  created_at timestamptz(3) not null,
  started_at timestamptz(3),
  ended_at timestamptz(3),
  deadline timestamptz(3),
  charter_version text not null,
  "order" bytea,
  words bytea not null,
  outcome bytea,
  pictures integer not null check (pictures > 0),
  engine text,
  error text,
  turn bigint not null,
  lease_holder text,
  lease_until timestamptz(3),
  lease_lock integer,
  fence integer not null,
  attempts integer not null,
  cancel_asked boolean not null,
  milliseconds integer,
  constraint lease_only_while_running check ((state = 'running') = (lease_until is not null)),
  constraint order_only_until_ended check (ended_at is null or "order" is null),
  constraint ended_has_a_time check ((state in ('waiting', 'running')) = (ended_at is null))
);
create index generations_line on generations (turn, created_at, id) where state in ('waiting', 'running');
create index generations_unfinished on generations (owner) where state in ('waiting', 'running');
create index generations_of_owner on generations (owner, created_at desc, id desc);
create index generations_owner_turn on generations (owner, turn desc);
create index generations_started on generations (turn desc) where fence > 0;
create index generations_ended on generations (ended_at desc) where ended_at is not null;
create index generations_deadline on generations (deadline) where ended_at is not null;

create function tell_generation() returns trigger language plpgsql as $$
begin
  perform pg_notify('gesso_generations', new.id || ' ' || new.state);
  return null;
end $$;
create trigger generation_told after insert or update of state, cancel_asked on generations
  for each row when (new.state <> 'running' or new.cancel_asked) execute function tell_generation();

create table images (
  id text collate "C" primary key,
  generation text not null,
  owner text not null,
  number integer not null,
  hour text not null,
  object text,
  format text not null,
  size integer not null,
  created_at timestamptz(3) not null,
  deadline timestamptz(3),
  charter_version text not null,
  deleted_at timestamptz(3),
  constraint one_image_for_each_place unique (generation, number)
);
create index images_of_owner on images (owner, created_at desc, id desc);
create index images_deadline on images (deadline) where deadline is not null;
create index images_deleted on images (deleted_at) where deleted_at is not null;

create table links (
  digest bytea primary key,
  id text not null unique,
  owner text not null,
  kind text not null check (kind in ('address', 'share')),
  created_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  image text not null,
  expires_at timestamptz(3) not null,
  hour text not null,
  object text,
  access bytea not null,
  small_access bytea not null
);
create index links_of_image on links (image);
create index links_of_owner on links (owner);
create index links_expiry on links (expires_at);

create table ledger_transfers (
  id text primary key,
  kind text not null,
  generation text not null,
  at timestamptz(3) not null
);
create index ledger_transfers_of_generation on ledger_transfers (generation);

create table ledger_entries (
  transfer text not null references ledger_transfers (id),
  place integer not null,
  account text not null,
  amount bigint not null,
  primary key (transfer, place)
);
create index ledger_entries_of_account on ledger_entries (account);

create table customer_balances (
  account text primary key,
  balance bigint not null constraint customer_not_below_zero check (balance >= 0)
);

create function add_to_customer() returns trigger language plpgsql as $$
begin
  insert into customer_balances (account, balance) values (new.account, 0) on conflict do nothing;
  update customer_balances set balance = balance + new.amount where account = new.account;
  return null;
end $$;
create trigger customer_balance_kept after insert on ledger_entries
  for each row when (new.amount <> 0 and starts_with(new.account, 'customer/')) execute function add_to_customer();

create function check_transfer_sum() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(amount), 0) from ledger_entries where transfer = new.transfer) <> 0 then
    raise exception using errcode = '23514', constraint = 'entries_add_up_to_zero', message = 'the entries do not add up to zero';
  end if;
  return null;
end $$;
create constraint trigger entries_add_up_to_zero after insert or update on ledger_entries
  deferrable initially deferred for each row execute function check_transfer_sum();

create function keep_entries() returns trigger language plpgsql as $$
begin
  raise exception using errcode = '23514', constraint = 'entries_stay', message = 'entries are never changed or removed';
end $$;
create trigger entries_stay before update or delete on ledger_entries for each row execute function keep_entries();

create table idempotency (
  owner text not null,
  key bytea not null,
  body bytea not null,
  generation text not null,
  expires_at timestamptz(3) not null,
  primary key (owner, key)
);
create index idempotency_expiry on idempotency (expires_at);

create table sessions (
  id text primary key,
  public_key bytea not null,
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  ended_at timestamptz(3)
);

create index sessions_seen on sessions (last_seen_at);

create table requests (
  id text primary key,
  owner text,
  kind text not null,
  state text not null check (state in ('open', 'doing', 'done', 'refused')),
  asked_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  decided_at timestamptz(3),
  ground text,
  receipt text,
  expires_at timestamptz(3) not null,
  constraint answered_names_nobody check (state in ('open', 'doing') or owner is null),
  constraint refused_for_a_reason check ((state = 'refused') = (ground is not null))
);
create index requests_unfinished on requests (asked_at) where state in ('open', 'doing');
create index requests_expiry on requests (expires_at);

create table choices (
  owner text not null,
  purpose text not null,
  allowed boolean not null,
  at timestamptz(3) not null,
  primary key (owner, purpose, at)
);

create table api_keys (
  id text primary key,
  hash bytea not null unique,
  owner text not null,
  scopes text[] not null,
  created_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);

create table reports (
  rule text not null,
  kind text not null,
  at timestamptz(3) not null,
  holds boolean not null,
  numbers jsonb not null,
  primary key (rule, kind)
);
`
