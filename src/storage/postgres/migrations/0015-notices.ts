// Notices to everybody, with the counts of their mails; a version takes effect only after its notices are on their way.

export const statements = `
create table notices (
  id text primary key,
  kind text not null check (kind in ('terms', 'announcement')),
  version text,
  words json,
  mail boolean not null,
  announced_at timestamptz not null,
  cursor text,
  mailed_at timestamptz,
  due integer not null default 0,
  sent integer not null default 0,
  failed integer not null default 0,
  bounced integer not null default 0,
  last_at timestamptz
);
create index notices_newest on notices (announced_at desc, id desc);

alter table messages add column notice text;

alter table versions add column noticed_at timestamptz;
update versions set noticed_at = announced_at;
`
