// People who sign in, and messages to them. Contacts, names and words are sealed or digested before they come here.

export const statements = `
create table people (
  id text collate "C" primary key,
  mail bytea not null,
  mail_index bytea not null unique,
  mail_verified boolean not null,
  phone bytea,
  phone_index bytea unique,
  phone_verified boolean,
  name bytea,
  second_factor boolean,
  language text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);

create table person_logins (
  id text primary key,
  person text not null references people (id) on delete cascade,
  provider text not null,
  subject bytea not null,
  subject_index bytea not null,
  password bytea,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint one_person_for_each_login unique (provider, subject_index)
);
create index person_logins_of_person on person_logins (person);

create table person_sign_ins (
  id text primary key,
  person text not null references people (id) on delete cascade,
  token bytea not null unique,
  agent bytea,
  factors text not null,
  pending boolean not null,
  confirmed_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index person_sign_ins_of_person on person_sign_ins (person);
create index person_sign_ins_expiry on person_sign_ins (expires_at);

create table sign_in_codes (
  id text primary key,
  identifier bytea not null,
  value bytea not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index sign_in_codes_by_identifier on sign_in_codes (identifier);
create index sign_in_codes_expiry on sign_in_codes (expires_at);

create table person_passkeys (
  id text primary key,
  person text not null references people (id) on delete cascade,
  name bytea,
  public_key text not null,
  credential bytea not null,
  credential_index bytea not null unique,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz(3) not null
);
create index person_passkeys_of_person on person_passkeys (person);

create table person_second_factors (
  id text primary key,
  person text not null unique references people (id) on delete cascade,
  secret bytea not null,
  recovery_codes bytea not null,
  recovery_index bytea not null,
  verified boolean,
  failures integer,
  locked_until timestamptz(3)
);

create table news_consents (
  id text primary key,
  person text not null unique references people (id) on delete cascade,
  token bytea not null unique,
  asked_at timestamptz(3) not null,
  confirmed_at timestamptz(3)
);

create table messages (
  id text collate "C" primary key,
  person text,
  channel text not null check (channel in ('mail', 'sms')),
  template text not null,
  language text not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null,
  code text,
  created_at timestamptz(3) not null,
  next_at timestamptz(3) not null,
  ended_at timestamptz(3),
  expires_at timestamptz(3) not null,
  hour text not null,
  sealed bytea,
  constraint words_only_while_waiting check ((state = 'waiting') = (sealed is not null)),
  constraint message_ended_has_a_time check ((state = 'waiting') = (ended_at is null))
);
create index messages_due on messages (next_at) where state = 'waiting';
create index messages_newest on messages (created_at desc);
create index messages_of_person on messages (person) where person is not null;
create index messages_expiry on messages (expires_at);
`
