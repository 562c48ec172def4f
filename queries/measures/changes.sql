-- Which lights of measures changed between two looks at the plan?
-- Rows: one per measure and aspect whose light differs, worsened ones first
-- Parameters: plan (null: all), before_on, before_known_at (null: now), on, known_at (null: now)
with seen as (
    select
        'before' as look,
        plan_code,
        measure_code,
        title,
        is_counted,
        light_delivery as delivery,
        light_effect as effect
    from measure_light($before_on::date, $before_known_at::timestamp)
    union all
    select
        'after' as look,
        plan_code,
        measure_code,
        title,
        is_counted,
        light_delivery as delivery,
        light_effect as effect
    from measure_light($on::date, $known_at::timestamp)
),

light as (
    unpivot seen on delivery, effect into name aspect value light
),

compared as (
    select
        plan_code,
        measure_code,
        aspect,
        any_value(title) as title,
        any_value(light) filter (where look = 'before') as light_before,
        any_value(light) filter (where look = 'after') as light_after
    from light
    where $plan::varchar is null or plan_code = $plan::varchar
    group by plan_code, measure_code, aspect
)

select
    plan_code,
    measure_code,
    title,
    aspect,
    light_before,
    light_after,
    case
        when light_before is null then 'new'
        when light_after is null then 'gone'
        when not is_assessed(light_before) then 'newly_assessed'
        when not is_assessed(light_after) then 'no_longer_assessed'
        when light_rank(light_after) < light_rank(light_before) then 'worsened'
        else 'improved'
    end as change
from compared
where light_before is distinct from light_after
order by
    list_position(['worsened', 'improved', 'no_longer_assessed', 'newly_assessed', 'new', 'gone'], change),
    light_rank(light_after),
    measure_code,
    aspect
