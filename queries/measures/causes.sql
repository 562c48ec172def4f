-- At which steps between two looks did the lights of measures change, to and fro?
-- Rows: one per plan, measure, aspect and step (a cause) at which its light changed
-- Parameters: plan (null: all), measure (null: all), before_on, before_known_at (null: now), on, known_at (null: now)
with stepped as (
    select
        plan_code,
        measure_code,
        title,
        aspect,
        step,
        cause,
        light,
        lag(light) over (
            partition by plan_code, measure_code, aspect
            order by step
        ) as light_before
    from measure_step($before_on::date, $before_known_at::timestamp, $on::date, $known_at::timestamp)
)

select
    plan_code,
    measure_code,
    title,
    aspect,
    cause,
    light_before,
    light as light_after
from stepped
where
    light <> light_before
    and ($plan::varchar is null or plan_code = $plan::varchar)
    and ($measure::varchar is null or measure_code = $measure::varchar)
order by plan_code, measure_code, aspect, step
