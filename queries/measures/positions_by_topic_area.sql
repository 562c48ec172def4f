-- How near are the measures of each topic area to their targets?
-- Rows: one per counted measure with a position; with the mean over its topic area
-- Parameters: plan (null: all), on, known_at (null: now)
select
    light.plan_code,
    light.topic_area_code,
    coalesce(topic_area.title, light.topic_area_code) as topic_area,
    light.measure_code,
    light.title,
    light.light_effect,
    light.mean_position as position,
    sum(light.position_sum) over area / sum(light.position_weight) over area as area_position,
    count(*) over area as area_measures
from measure_light($on::date, $known_at::timestamp) as light
left join known_topic_area($known_at::timestamp) as topic_area
    on
        light.plan_code = topic_area.plan_code
        and light.topic_area_code = topic_area.topic_area_code
where
    light.is_counted
    and light.mean_position is not null
    and ($plan::varchar is null or light.plan_code = $plan::varchar)
window area as (partition by light.plan_code, light.topic_area_code)
order by light.plan_code, topic_area.from_phase, light.topic_area_code, light.mean_position
