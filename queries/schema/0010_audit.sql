-- What the provider of the sign-in calls a person: it stays when the name changes.
alter table audit add column account varchar;
