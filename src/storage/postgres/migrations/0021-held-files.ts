// Holds cover files and batches too.

export const statements = `
alter table held_things drop constraint held_things_kind_check;
alter table held_things add constraint held_things_kind_check check (kind in ('words', 'picture', 'file', 'batch'));
`
