// Consents that nothing can rewrite, answers about age, and questions to guardians.

export const statements = `
create table consents (
  number bigint generated always as identity primary key,
  owner text not null,
  matter text not null check (matter in ('camera', 'microphone', 'screen', 'guardian', 'analytics', 'sharing', 'training')),
  allowed boolean not null,
  digest text not null,
  language text not null check (language in ('en', 'zh')),
  version text,
  how text not null check (how in ('asked', 'taken-back', 'mail-code', 'sms-code')),
  at timestamptz(3) not null
);
create index consents_of_owner on consents (owner, number desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'what somebody consented to is never rewritten';
end
$$;
create trigger consents_are_appended before update on consents for each row execute function refuse_change();

create table age_answers (
  owner text primary key,
  sealed bytea not null,
  answered_at timestamptz(3) not null
);

create table age_blocks (
  digest bytea primary key,
  until timestamptz(3) not null
);
create index age_blocks_end on age_blocks (until);

create table guardians (
  id text primary key,
  owner text not null,
  channel text not null check (channel in ('mail', 'sms')),
  language text not null check (language in ('en', 'zh')),
  code bytea not null,
  contact bytea,
  asked_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  tries integer not null,
  locked_until timestamptz(3)
);
create index guardians_of_owner on guardians (owner, asked_at desc);
create index guardians_expiry on guardians (expires_at);
`
