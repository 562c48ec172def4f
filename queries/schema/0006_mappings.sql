-- How a file of another form was read, as JSON: read again it must give the same rows.
alter table upload add column mapping varchar;

-- Ways of reading that are kept under a name. The newest of a name holds; one with an empty
-- content takes the name back.
create table mapping (
    mapping_id bigint not null,
    name varchar not null,
    fingerprint varchar not null,       -- of the form of the file; the same form, the same way
    content varchar not null,           -- JSON; '': taken back
    person varchar not null,
    recorded_at timestamp not null      -- UTC
);
