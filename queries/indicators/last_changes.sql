-- What was said of an indicator last: new values, corrections, targets, and what was taken back?
-- Rows: one per change, the newest first, at most limit
-- Parameters: plan, indicator, known_at (null: now), limit
with observed as (
    select
        observation.*,
        lag(observation.value ignore nulls) over (
            partition by observation.observed_on
            order by observation.upload_id
        ) as said_before
    from observation
    semi join visible_upload($known_at::timestamp) as visible on observation.upload_id = visible.upload_id
    where
        observation.plan_code = $plan
        and observation.indicator_code = $indicator
        and observation.dimension = ''
        and (observation.value is not null or observation.is_withdrawn)
),

held as (
    select
        observed_on,
        lag(value) over (
            order by observed_on
        ) as value_of_last_time
    from known_observation($known_at::timestamp)
    where plan_code = $plan and indicator_code = $indicator and dimension = '' and value is not null
),

aimed as (
    select
        target.*,
        lag(target.value ignore nulls) over (
            partition by target.kind, target.due_on
            order by target.valid_from nulls first, target.upload_id
        ) as said_before
    from target
    semi join visible_upload($known_at::timestamp) as visible on target.upload_id = visible.upload_id
    where target.plan_code = $plan and target.indicator_code = $indicator
),

change as (
    select
        case
            when observed.is_withdrawn then 'taken_back'
            when observed.said_before is null then 'new_value'
            else 'corrected'
        end as what,
        observed.observed_on as day,
        observed.value,
        if(observed.said_before is null, held.value_of_last_time, observed.said_before) as value_before,
        observed.upload_id,
        observed.sheet,
        observed.cell
    from observed
    left join held on observed.observed_on = held.observed_on
    where observed.is_withdrawn or observed.value is distinct from observed.said_before
    union all
    select
        case
            when is_withdrawn then 'target_taken_back'
            when said_before is null then 'target_set'
            else 'target_changed'
        end as what,
        due_on as day,
        value,
        said_before as value_before,
        upload_id,
        sheet,
        cell
    from aimed
    where is_withdrawn or value is distinct from said_before
)

select
    change.what,
    change.day,
    change.value,
    change.value_before,
    upload.person,
    upload.recorded_at,
    upload.file_name,
    change.sheet,
    change.cell
from change
inner join upload on change.upload_id = upload.upload_id
order by upload.recorded_at desc, change.day desc nulls last, change.what
limit $limit
