-- One table per sheet of the workbook. Append-only: a correction is a later row with the same
-- key, a blank cell is null and says nothing, a row taken back has is_withdrawn.
create table plan (
    plan_code varchar not null,
    title varchar,
    resolved_on date,
    paper varchar,
    supersedes varchar,
    upload_id bigint not null,
    sheet varchar not null,
    cell varchar not null,
    is_withdrawn boolean not null
);

create table phase (
    plan_code varchar not null,
    phase integer not null,
    title varchar,
    starts_on date,
    ends_on date,
    report_due_on date,
    upload_id bigint not null,
    sheet varchar not null,
    cell varchar not null,
    is_withdrawn boolean not null
);

create table topic_area (
    plan_code varchar not null,
    topic_area_code varchar not null,
    title varchar,
    from_phase integer,
    upload_id bigint not null,
    sheet varchar not null,
    cell varchar not null,
    is_withdrawn boolean not null
);

create table goal (
    plan_code varchar not null,
    goal_code varchar not null,
    level varchar,
    title varchar,
    parent_code varchar,
    upload_id bigint not null,
    sheet varchar not null,
    cell varchar not null,
    is_withdrawn boolean not null
);

create table working_group (
    plan_code varchar not null,
    working_group_code varchar not null,
    title varchar,
    topic_area_code varchar,
    lead varchar,
    sectors varchar[],
    upload_id bigint not null,
    sheet varchar not null,
    cell varchar not null,
    is_withdrawn boolean not null
);

create table measure (
    plan_code varchar not null,
    measure_code varchar not null,
    title varchar,
    description varchar,
    topic_area_code varchar,
    phase integer,
    working_group_code varchar,
    lead_unit varchar,
    starts_on date,
    ends_on date,
    goal_codes varchar[],
    supersedes varchar,
    upload_id bigint not null,
    sheet varchar not null,
    cell varchar not null,
    is_withdrawn boolean not null
);

create table milestone (
    plan_code varchar not null,
    measure_code varchar not null,
    milestone_number varchar not null,
    title varchar,
    due_on date,
    reached_on date,
    weight double,
    upload_id bigint not null,
    sheet varchar not null,
    cell varchar not null,
    is_withdrawn boolean not null
);

create table funds (
    plan_code varchar not null,
    measure_code varchar not null,
    year integer not null,
    planned_eur double,
    spent_eur double,
    forecast_eur double,
    grants_eur double,
    upload_id bigint not null,
    sheet varchar not null,
    cell varchar not null,
    is_withdrawn boolean not null
);

create table indicator (
    plan_code varchar not null,
    indicator_code varchar not null,
    measure_code varchar,
    name varchar,
    definition varchar,
    unit varchar,
    kind varchar,
    direction varchar,
    baseline double,
    baseline_on date,
    frequency varchar,
    aggregation varchar,
    weight double,
    owner varchar,
    source varchar,
    upload_id bigint not null,
    sheet varchar not null,
    cell varchar not null,
    is_withdrawn boolean not null
);

create table target (
    plan_code varchar not null,
    indicator_code varchar not null,
    kind varchar not null,
    due_on date,                        -- part of the key; null: no date
    valid_from date,                    -- part of the key; null: from the beginning
    value double,
    upper double,
    valid_to date,
    reason varchar,
    upload_id bigint not null,
    sheet varchar not null,
    cell varchar not null,
    is_withdrawn boolean not null
);

create table observation (
    plan_code varchar not null,
    indicator_code varchar not null,
    observed_on date not null,
    dimension varchar not null,         -- '' : the total
    category varchar not null,          -- '' : the total
    value double,
    flag varchar,
    comment varchar,
    upload_id bigint not null,
    sheet varchar not null,
    cell varchar not null,
    is_withdrawn boolean not null
);

create table evaluation (
    plan_code varchar not null,
    measure_code varchar not null,
    reporting_date date not null,
    perspective varchar not null,
    state varchar,
    rating varchar,
    progress_percent double,
    reason varchar,
    upload_id bigint not null,
    sheet varchar not null,
    cell varchar not null,
    is_withdrawn boolean not null
);
