-- The history read as it was known at a moment (known_at, UTC; null: now), one row per key.
-- For each column the last thing that was said counts; a blank cell is null and says nothing,
-- so it never deletes; a row taken back ends what was said before it.
create or replace macro recorded_measure(known_at) as table
with said as not materialized (
    select measure.* from measure inner join visible_upload(known_at) as visible
        on measure.upload_id = visible.upload_id
),

taken_back as (
    select
        plan_code,
        measure_code,
        max(upload_id) as upload_id
    from said
    where is_withdrawn
    group by plan_code, measure_code
)

select
    said.plan_code,
    said.measure_code,
    arg_max(columns(said.* exclude (plan_code, measure_code, is_withdrawn)), said.upload_id)
from said
left join taken_back
    on said.plan_code = taken_back.plan_code
    and said.measure_code = taken_back.measure_code
where not said.is_withdrawn and said.upload_id > coalesce(taken_back.upload_id, 0)
group by said.plan_code, said.measure_code;

create or replace macro recorded_milestone(known_at) as table
with said as not materialized (
    select milestone.* from milestone inner join visible_upload(known_at) as visible
        on milestone.upload_id = visible.upload_id
),

taken_back as (
    select
        plan_code,
        measure_code,
        milestone_number,
        max(upload_id) as upload_id
    from said
    where is_withdrawn
    group by plan_code, measure_code, milestone_number
)

select
    said.plan_code,
    said.measure_code,
    said.milestone_number,
    arg_max(columns(said.* exclude (plan_code, measure_code, milestone_number, is_withdrawn)), said.upload_id),
    arg_min(said.due_on, said.upload_id) as first_due_on
from said
left join taken_back
    on said.plan_code = taken_back.plan_code
    and said.measure_code = taken_back.measure_code
    and said.milestone_number = taken_back.milestone_number
where not said.is_withdrawn and said.upload_id > coalesce(taken_back.upload_id, 0)
group by said.plan_code, said.measure_code, said.milestone_number;

create or replace macro recorded_funds(known_at) as table
with said as not materialized (
    select funds.* from funds inner join visible_upload(known_at) as visible
        on funds.upload_id = visible.upload_id
),

taken_back as (
    select
        plan_code,
        measure_code,
        year,
        max(upload_id) as upload_id
    from said
    where is_withdrawn
    group by plan_code, measure_code, year
)

select
    said.plan_code,
    said.measure_code,
    said.year,
    arg_max(columns(said.* exclude (plan_code, measure_code, year, is_withdrawn)), said.upload_id)
from said
left join taken_back
    on said.plan_code = taken_back.plan_code
    and said.measure_code = taken_back.measure_code
    and said.year = taken_back.year
where not said.is_withdrawn and said.upload_id > coalesce(taken_back.upload_id, 0)
group by said.plan_code, said.measure_code, said.year;

create or replace macro recorded_evaluation(known_at) as table
with said as not materialized (
    select evaluation.* from evaluation inner join visible_upload(known_at) as visible
        on evaluation.upload_id = visible.upload_id
),

taken_back as (
    select
        plan_code,
        measure_code,
        reporting_date,
        perspective,
        max(upload_id) as upload_id
    from said
    where is_withdrawn
    group by plan_code, measure_code, reporting_date, perspective
)

select
    said.plan_code,
    said.measure_code,
    said.reporting_date,
    said.perspective,
    arg_max(columns(said.* exclude (plan_code, measure_code, reporting_date, perspective, is_withdrawn)), said.upload_id)
from said
left join taken_back
    on said.plan_code = taken_back.plan_code
    and said.measure_code = taken_back.measure_code
    and said.reporting_date = taken_back.reporting_date
    and said.perspective = taken_back.perspective
where not said.is_withdrawn and said.upload_id > coalesce(taken_back.upload_id, 0)
group by said.plan_code, said.measure_code, said.reporting_date, said.perspective;
