-- How near are the measures of each topic area to their targets?
-- Rows: one per counted measure with a position; with the mean over its topic area
-- Parameters: plan (null: all), on, known_at (null: now)
with positioned as (
    select
        plan_code,
        topic_area_code,
        measure_code,
        title,
        light_effect,
        mean_position,
        position_sum,
        position_weight
    from measure_light($on::date, $known_at::timestamp)
    where
        is_counted
        and mean_position is not null
        and ($plan::varchar is null or plan_code = $plan::varchar)
),

area as (
    select
        plan_code,
        topic_area_code,
        finite(
            finite_sum(position_sum, measure_code) / nullif(finite_sum(position_weight, measure_code), 0)
        ) as position,
        count(*) as measures
    from positioned
    group by plan_code, topic_area_code
)

select
    positioned.plan_code,
    positioned.topic_area_code,
    coalesce(topic_area.title, positioned.topic_area_code) as topic_area,
    positioned.measure_code,
    positioned.title,
    positioned.light_effect,
    positioned.mean_position as position,
    area.position as area_position,
    area.measures as area_measures
from positioned
inner join area
    on
        positioned.plan_code = area.plan_code
        and positioned.topic_area_code is not distinct from area.topic_area_code
left join known_topic_area($known_at::timestamp) as topic_area
    on
        positioned.plan_code = topic_area.plan_code
        and positioned.topic_area_code = topic_area.topic_area_code
order by positioned.plan_code, topic_area.from_phase, positioned.topic_area_code, positioned.mean_position, positioned.measure_code
