create table decision (
    decision_id bigint not null,
    plan_code varchar not null,
    measure_code varchar,
    body varchar not null,
    meeting_on date not null,
    text varchar not null,
    owner varchar,
    due_on date,
    state varchar not null,
    reporting_date date,                -- the two clocks the committee had before it ...
    evidence_known_at timestamp,
    frozen_report_id bigint,            -- ... or the report
    person varchar not null,
    recorded_at timestamp not null
);

create table frozen_report (
    frozen_report_id bigint not null,
    plan_code varchar not null,
    phase integer,
    topic_area_code varchar,
    title varchar not null,
    paper varchar,
    reporting_date date not null,
    evidence_known_at timestamp not null,
    data varchar not null,              -- JSON, keys sorted
    sha256 varchar not null,            -- of data
    person varchar not null,
    recorded_at timestamp not null
);

create table audit (
    audit_id bigint not null,
    occurred_at timestamp not null,
    person varchar not null,
    action varchar not null,
    subject varchar not null,
    details varchar
);
