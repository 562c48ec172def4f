-- Which corners has the planned path of each indicator?
-- Rows: one per indicator and corner: the baseline, then its value targets in force by date
-- Parameters: plan, measure (null: any), indicator (null: any), on, known_at (null: now)
with corner as (
    select
        indicator.plan_code,
        indicator.indicator_code,
        indicator.measure_code,
        indicator.baseline_on as day,
        indicator.baseline as value,
        false as is_target
    from known_indicator($known_at::timestamp) as indicator
    where indicator.baseline is not null and indicator.baseline_on is not null
    union all
    select
        target.plan_code,
        target.indicator_code,
        indicator.measure_code,
        target.due_on as day,
        target.value,
        true as is_target
    from target_in_force($on::date, $known_at::timestamp) as target
    inner join known_indicator($known_at::timestamp) as indicator
        on
            target.plan_code = indicator.plan_code
            and target.indicator_code = indicator.indicator_code
    where target.kind = 'value' and target.due_on is not null and target.value is not null
)

select
    indicator_code,
    day,
    value,
    is_target
from corner
where
    plan_code = $plan
    and ($measure::varchar is null or measure_code = $measure::varchar)
    and ($indicator::varchar is null or indicator_code = $indicator::varchar)
order by indicator_code, day, is_target
