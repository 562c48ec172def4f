-- At which steps between two looks did the lights of indicators change, to and fro?
-- Rows: one per plan, indicator and step (a cause) at which its light changed
-- Parameters: plan (null: all), measure (null: all), before_on, before_known_at (null: now), on, known_at (null: now)
with stepped as (
    select
        plan_code,
        indicator_code,
        measure_code,
        step,
        cause,
        light,
        lag(light) over (
            partition by plan_code, indicator_code
            order by step
        ) as light_before,
        first_value(light) over (
            partition by plan_code, indicator_code
            order by step
        ) as light_at_start
    from effect_step($before_on::date, $before_known_at::timestamp, $on::date, $known_at::timestamp)
)

select
    stepped.plan_code,
    stepped.indicator_code,
    indicator.name,
    stepped.measure_code,
    stepped.cause,
    stepped.light_before,
    stepped.light as light_after
from stepped
inner join known_indicator($known_at::timestamp) as indicator
    on
        stepped.plan_code = indicator.plan_code
        and stepped.indicator_code = indicator.indicator_code
where
    stepped.light <> stepped.light_before
    and stepped.light_at_start is not null
    and ($plan::varchar is null or stepped.plan_code = $plan::varchar)
    and ($measure::varchar is null or stepped.measure_code = $measure::varchar)
order by stepped.plan_code, stepped.indicator_code, stepped.step
