-- Every fact arrives through an upload. An upload is recorded once and never changed.
create table upload (
    upload_id bigint not null,
    plan_code varchar not null,
    kind varchar not null,              -- workbook | form
    file_name varchar not null,
    sha256 varchar not null,            -- of the original, kept under this name
    size_bytes bigint not null,
    person varchar not null,
    reason varchar,
    recorded_at timestamp not null,     -- UTC; the clock that "known at" asks
    entered_at timestamp not null       -- UTC; the wall clock when it was entered
);

-- Taking an upload back, and taking that back again, are events; the last one holds.
create table withdrawal (
    withdrawal_id bigint not null,
    upload_id bigint not null,
    is_withdrawn boolean not null,
    person varchar not null,
    reason varchar,
    recorded_at timestamp not null
);

-- What an upload did, sheet by sheet; column_letters finds the cell of each value of a row.
create table upload_sheet (
    upload_id bigint not null,
    table_name varchar not null,
    sheet varchar not null,
    column_letters varchar not null,    -- JSON: {"value": "C", ...}
    rows_new bigint not null,
    rows_corrected bigint not null,
    rows_unchanged bigint not null,
    rows_withdrawn bigint not null
);

-- The warnings and notes of uploads that were committed. Errors never get this far.
create table finding (
    upload_id bigint not null,
    finding_number bigint not null,
    sheet varchar not null,
    cell varchar not null,
    severity varchar not null,
    rule varchar not null,
    value varchar not null,
    details varchar not null            -- JSON: what the message of the rule needs
);
