// People who sign in, and messages to them. Contacts, names and words are sealed or digested before they come here.

export const statements = `
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
