-- How many measures went from which light to which between two looks at the plan?
-- Rows: one per aspect, light before and light after (null: the measure was not there, or is not counted)
-- Parameters: plan (null: all), area (null: all), before_on, before_known_at (null: now), on, known_at (null: now)
with light as (
    select
        'before' as look,
        plan_code,
        measure_code,
        topic_area_code,
        unnest([
            { 'aspect': 'delivery', 'light': light_delivery },
            { 'aspect': 'effect', 'light': light_effect },
            { 'aspect': 'evidence', 'light': light_evidence }
        ]) as seen
    from measure_light($before_on::date, $before_known_at::timestamp)
    where is_counted
    union all
    select
        'after' as look,
        plan_code,
        measure_code,
        topic_area_code,
        unnest([
            { 'aspect': 'delivery', 'light': light_delivery },
            { 'aspect': 'effect', 'light': light_effect },
            { 'aspect': 'evidence', 'light': light_evidence }
        ]) as seen
    from measure_light($on::date, $known_at::timestamp)
    where is_counted
),

course as (
    select
        plan_code,
        measure_code,
        seen.aspect,
        any_value(seen.light) filter (where look = 'before') as light_before,
        any_value(seen.light) filter (where look = 'after') as light_after
    from light
    where
        ($plan::varchar is null or plan_code = $plan::varchar)
        and ($area::varchar is null or topic_area_code = $area::varchar)
    group by plan_code, measure_code, seen.aspect
)

select
    aspect,
    light_before,
    light_after,
    count(*) as measures,
    list(measure_code order by measure_code) as measure_codes
from course
group by aspect, light_before, light_after
order by
    aspect,
    light_rank(coalesce(light_before, 'none')),
    light_before nulls last,
    light_rank(coalesce(light_after, 'none')),
    light_after nulls last
