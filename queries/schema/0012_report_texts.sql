-- What people wrote for a report: the newest row of a section holds, the older ones stay. Append-only.
create table report_text (
    report_text_id bigint not null,
    plan_code varchar not null,
    phase integer,                      -- null with topic_area_code null: the whole plan
    topic_area_code varchar,
    reporting_date date not null,
    section varchar not null,
    measure_code varchar,               -- null: of the report, else of a measure in it
    text varchar not null,              -- '': taken back
    person varchar not null,
    recorded_at timestamp not null      -- UTC
);
