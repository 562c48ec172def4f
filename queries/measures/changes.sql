-- Which lights of measures changed between two looks at the plan, and why?
-- Rows: one per measure and aspect whose light differs, worsened ones first; causes in the order of their steps
-- Parameters: plan (null: all), before_on, before_known_at (null: now), on, known_at (null: now)
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
        ) as light_before,
        { 'cause': cause, 'light_before': light_before, 'light_after': light } as turn
    from measure_step($before_on::date, $before_known_at::timestamp, $on::date, $known_at::timestamp)
    where $plan::varchar is null or plan_code = $plan::varchar
),

compared as (
    select
        plan_code,
        measure_code,
        aspect,
        any_value(title) as title,
        any_value(light) filter (where cause = 'start') as light_before,
        any_value(light) filter (where cause = 'time') as light_after,
        list(turn order by step) filter (where light <> light_before) as turns
    from stepped
    group by plan_code, measure_code, aspect
)

select
    compared.plan_code,
    compared.measure_code,
    compared.title,
    coalesce(measure.topic_area_code, measure_before.topic_area_code) as topic_area_code,
    compared.aspect,
    compared.light_before,
    compared.light_after,
    case
        when light_before is null then 'new'
        when light_after is null then 'gone'
        when not is_assessed(light_after) then 'no_longer_assessed'
        when not is_assessed(light_before) then 'newly_assessed'
        when light_rank(light_after) < light_rank(light_before) then 'worsened'
        else 'improved'
    end as change,
    -- nothing causes what is new or gone altogether
    coalesce(turns, []) as causes
from compared
left join known_measure($known_at::timestamp) as measure
    on
        compared.plan_code = measure.plan_code
        and compared.measure_code = measure.measure_code
left join known_measure($before_known_at::timestamp) as measure_before
    on
        compared.plan_code = measure_before.plan_code
        and compared.measure_code = measure_before.measure_code
where compared.light_before is distinct from compared.light_after
order by
    list_position(['worsened', 'improved', 'no_longer_assessed', 'newly_assessed', 'new', 'gone'], change),
    light_rank(compared.light_after),
    compared.plan_code,
    compared.measure_code,
    compared.aspect
