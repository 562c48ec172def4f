-- Which measures fit a filter, and how do they stand?
-- Rows: one per plan and measure
-- Parameters: plan (null: all), on, known_at (null: now), phase, area, delivery, effect, evidence, search (each null: all)
select
    light.plan_code,
    light.measure_code,
    light.title,
    light.phase,
    phase.title as phase_title,
    light.topic_area_code,
    coalesce(topic_area.title, light.topic_area_code) as topic_area,
    light.lead_unit,
    light.state,
    light.is_counted,
    light.light_delivery,
    light.light_effect,
    light.light_evidence,
    light.milestones,
    light.milestones_reached,
    light.days_late,
    light.indicators,
    light.indicators_assessed,
    light.mean_position,
    light.positions,
    light_rank(light.light_delivery) as delivery_rank,
    light_rank(light.light_effect) as effect_rank,
    light_rank(light.light_evidence) as evidence_rank
from measure_light($on::date, $known_at::timestamp) as light
left join known_topic_area($known_at::timestamp) as topic_area
    on
        light.plan_code = topic_area.plan_code
        and light.topic_area_code = topic_area.topic_area_code
left join known_phase($known_at::timestamp) as phase
    on
        light.plan_code = phase.plan_code
        and light.phase = phase.phase
where
    ($plan::varchar is null or light.plan_code = $plan::varchar)
    and ($phase::integer is null or light.phase = $phase::integer)
    and ($area::varchar is null or light.topic_area_code = $area::varchar)
    and ($delivery::varchar is null or light.is_counted and light.light_delivery = $delivery::varchar)
    and ($effect::varchar is null or light.is_counted and light.light_effect = $effect::varchar)
    and ($evidence::varchar is null or light.is_counted and light.light_evidence = $evidence::varchar)
    and (
        $search::varchar is null
        or contains(
            strip_accents(lower(concat_ws(' ', light.measure_code, light.title, light.lead_unit))),
            strip_accents(lower($search::varchar))
        )
    )
order by light.plan_code, light.phase, light.topic_area_code, light.measure_code
