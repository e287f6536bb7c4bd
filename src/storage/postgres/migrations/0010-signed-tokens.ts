// The sealed secret of keys that sign tokens; a revoked key has none.

export const statements = `
alter table api_keys
  add column signing bytea,
  add constraint revoked_signs_nothing check (signing is null or revoked_at is null);
`
