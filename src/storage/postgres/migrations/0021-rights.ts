// Holds cover files and batches too; a session keeps the life that it was born with; a word against new terms is kept while it counts.

export const statements = `
alter table held_things drop constraint held_things_kind_check;
alter table held_things add constraint held_things_kind_check check (kind in ('words', 'picture', 'file', 'batch'));
alter table sessions add column idle_minutes integer;
alter table sessions add column most_hours integer;
alter table sessions add column at_end text check (at_end in ('erase', 'keep-links'));
alter table acceptances drop constraint acceptances_how_check;
alter table acceptances add constraint acceptances_how_check check (how in ('first-order', 'asked', 'declined'));
`
