-- Which corners had the planned path of an indicator as it was resolved first, where it was changed since?
-- Rows: one per corner by date, the baseline first (is_former: a target that does not hold); none where nothing changed
-- Parameters: plan, indicator, on, known_at (null: now)
with stated as (
    select *
    from target_state($on::date, $known_at::timestamp)
    where
        plan_code = $plan
        and indicator_code = $indicator
        and kind = 'value'
        and value is not null
        and due_on is not null
),

changed as (
    select count(*) filter (where is_first <> is_in_force) > 0 as is_changed
    from stated
),

corner as (
    select
        baseline_on as day,
        baseline as value,
        false as is_former
    from known_indicator($known_at::timestamp)
    where
        plan_code = $plan
        and indicator_code = $indicator
        and baseline is not null
        and baseline_on is not null
    union all
    select
        due_on as day,
        value,
        not is_in_force as is_former
    from stated
    where is_first
)

select
    corner.day,
    corner.value,
    corner.is_former
from corner
cross join changed
where changed.is_changed
order by corner.day, corner.is_former
