// What editing needs: which pictures were made from which, and unfinished work. Drafts are sealed before they come here.

export const statements = `
alter table generations add column root text;
create index generations_of_root on generations (owner, root) where root is not null;

create table drafts (
  owner text not null,
  person text not null,
  name text not null,
  hour text not null,
  deadline timestamptz(3),
  sealed bytea not null,
  changed_at timestamptz(3) not null,
  primary key (owner, person, name)
);
create index drafts_due on drafts (deadline);
`
