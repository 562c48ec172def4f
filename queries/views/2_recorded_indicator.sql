-- The history read as it was known at a moment (known_at, UTC; null: now), one row per key.
-- For each column the last thing that was said counts; a blank cell is null and says nothing,
-- so it never deletes; a row taken back ends what was said before it.
create or replace macro recorded_indicator(known_at) as table
with said as not materialized (
    select indicator.* from indicator inner join visible_upload(known_at) as visible
        on indicator.upload_id = visible.upload_id
),

taken_back as (
    select
        plan_code,
        indicator_code,
        max(upload_id) as upload_id
    from said
    where is_withdrawn
    group by plan_code, indicator_code
)

select
    said.plan_code,
    said.indicator_code,
    arg_max(columns(said.* exclude (plan_code, indicator_code, is_withdrawn)), said.upload_id)
from said
left join taken_back
    on said.plan_code = taken_back.plan_code
    and said.indicator_code = taken_back.indicator_code
where not said.is_withdrawn and said.upload_id > coalesce(taken_back.upload_id, 0)
group by said.plan_code, said.indicator_code;

create or replace macro recorded_target(known_at) as table
with said as not materialized (
    select target.* from target inner join visible_upload(known_at) as visible
        on target.upload_id = visible.upload_id
),

taken_back as (
    select
        plan_code,
        indicator_code,
        kind,
        due_on,
        valid_from,
        max(upload_id) as upload_id
    from said
    where is_withdrawn
    group by plan_code, indicator_code, kind, due_on, valid_from
)

select
    said.plan_code,
    said.indicator_code,
    said.kind,
    said.due_on,
    said.valid_from,
    arg_max(columns(said.* exclude (plan_code, indicator_code, kind, due_on, valid_from, is_withdrawn)), said.upload_id)
from said
left join taken_back
    on said.plan_code = taken_back.plan_code
    and said.indicator_code = taken_back.indicator_code
    and said.kind = taken_back.kind
    and said.due_on is not distinct from taken_back.due_on
    and said.valid_from is not distinct from taken_back.valid_from
where not said.is_withdrawn and said.upload_id > coalesce(taken_back.upload_id, 0)
group by said.plan_code, said.indicator_code, said.kind, said.due_on, said.valid_from;

create or replace macro recorded_observation(known_at) as table
with said as not materialized (
    select observation.* from observation inner join visible_upload(known_at) as visible
        on observation.upload_id = visible.upload_id
),

taken_back as (
    select
        plan_code,
        indicator_code,
        observed_on,
        dimension,
        category,
        max(upload_id) as upload_id
    from said
    where is_withdrawn
    group by plan_code, indicator_code, observed_on, dimension, category
)

select
    said.plan_code,
    said.indicator_code,
    said.observed_on,
    said.dimension,
    said.category,
    arg_max(columns(said.* exclude (plan_code, indicator_code, observed_on, dimension, category, is_withdrawn)), said.upload_id)
from said
left join taken_back
    on said.plan_code = taken_back.plan_code
    and said.indicator_code = taken_back.indicator_code
    and said.observed_on = taken_back.observed_on
    and said.dimension = taken_back.dimension
    and said.category = taken_back.category
where not said.is_withdrawn and said.upload_id > coalesce(taken_back.upload_id, 0)
group by said.plan_code, said.indicator_code, said.observed_on, said.dimension, said.category;
