// Accounts and what belongs to them. Names, papers and addresses are sealed before they come here.

export const statements = `
create table accounts (
  id text collate "C" primary key,
  kind text not null check (kind in ('individual', 'university', 'enterprise')),
  profile bytea not null,
  created_at timestamptz(3) not null,
  standing text not null check (standing in ('good', 'asked', 'warned', 'slowed', 'suspended', 'frozen', 'ended')),
  standing_since timestamptz(3) not null,
  reason text,
  appealed_at timestamptz(3),
  verification text not null check (verification in ('none', 'waiting', 'verified', 'refused', 'expired')),
  verified_until timestamptz(3),
  terms text,
  look_at timestamptz(3),
  closing text
);
create index accounts_newest on accounts (created_at desc, id desc);
create index accounts_look on accounts (look_at) where look_at is not null;

create table members (
  account text not null references accounts (id) on delete cascade,
  person text not null,
  role text not null check (role in ('owner', 'admin', 'developer', 'viewer')),
  since timestamptz(3) not null,
  primary key (account, person)
);
create index members_of_person on members (person);

create table invitations (
  id text primary key,
  account text not null references accounts (id) on delete cascade,
  kind text not null check (kind in ('member', 'ownership')),
  role text not null check (role in ('owner', 'admin', 'developer', 'viewer')),
  digest bytea not null unique,
  person text,
  address bytea not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index invitations_of_account on invitations (account);
create index invitations_of_person on invitations (person) where person is not null;
create index invitations_expiry on invitations (expires_at);

alter table api_keys
  add column hint text,
  add column name bytea,
  add column expires_at timestamptz(3),
  add column last_used_at timestamptz(3),
  add column per_minute integer,
  add column concurrency integer,
  add column money_per_day bigint,
  add column addresses text[],
  add column successor text;
create index api_keys_of_owner on api_keys (owner);

create table paces (
  name text primary key,
  full_at double precision not null
);
create table counts (
  name text primary key,
  amount bigint not null,
  until timestamptz(3) not null
);
create index counts_expiry on counts (until);

create table audit (
  number integer primary key,
  at timestamptz(3) not null,
  subject bytea not null,
  actor text not null,
  event text not null,
  detail text not null,
  hash bytea not null
);
create index audit_of_subject on audit (subject, number);
create function keep_audit() returns trigger language plpgsql as $$
begin
  raise exception using errcode = '23514', constraint = 'audit_stays', message = 'lines of the audit are never changed or removed';
end $$;
create trigger audit_stays before update or delete on audit for each row execute function keep_audit();

create table verifications (
  id text primary key,
  account text not null references accounts (id) on delete cascade,
  state text not null check (state in ('waiting', 'verified', 'refused')),
  asked_at timestamptz(3) not null,
  decided_at timestamptz(3),
  reason text,
  papers integer not null,
  form bytea,
  reference bytea unique
);
create index verifications_of_account on verifications (account);
create index verifications_papers on verifications (asked_at) where papers > 0 or form is not null;

create table openings (
  id text primary key,
  account text not null,
  reason text not null,
  operator text not null,
  at timestamptz(3) not null,
  until timestamptz(3) not null,
  reads integer not null
);
create index openings_of_account on openings (account);

create table operators (
  person text primary key,
  since timestamptz(3) not null
);

create table bans (
  digest bytea primary key,
  until timestamptz(3) not null
);

alter table generations
  add column share text,
  add column key text,
  add column end_user bytea;
drop index generations_owner_turn;
create index generations_share_turn on generations (coalesce(share, owner), turn desc);
create index generations_share_unfinished on generations (coalesce(share, owner)) where state in ('waiting', 'running');
create index generations_key_unfinished on generations (key) where state in ('waiting', 'running') and key is not null;
create index generations_end_user on generations (owner, end_user, created_at desc) where end_user is not null;

alter table ledger_transfers add column key text;
create index ledger_transfers_of_key on ledger_transfers (key, at) where key is not null;
`
