// What is counted of use, the figures that may stay, the hosts that were really contacted, and from whom content came.

export const statements = `
create table visit_counts (
  day text not null,
  figure text not null,
  route text not null,
  language text not null,
  device text not null,
  amount bigint not null,
  primary key (day, figure, route, language, device)
);
create table visit_marks (
  day text not null,
  figure text not null,
  route text not null,
  language text not null,
  device text not null,
  visitor bytea not null,
  primary key (day, figure, route, language, device, visitor)
);
create table kept_figures (
  day text not null,
  figure text not null,
  fact text not null,
  value text not null,
  amount bigint not null,
  visitors integer not null,
  primary key (day, figure, fact, value)
);
create table host_contacts (
  day text not null,
  process text not null,
  host text not null,
  purpose text not null,
  opened bigint not null,
  refused bigint not null,
  beyond bigint not null,
  primary key (day, process, host, purpose)
);
alter table generations
  add column tier text,
  add column uses text;
`
