-- Which indicators fit a filter, and how do they stand?
-- Rows: one per plan and indicator, with its judged values in the order of their dates
-- Parameters: plan (null: all), on, known_at (null: now), measure, indicator, light, freshness, phase, area, search (each null: all)
with series as (
    select
        plan_code,
        indicator_code,
        list(value order by observed_on) as judged_values
    from judged_observation($on::date, $known_at::timestamp)
    where
        ($plan::varchar is null or plan_code = $plan::varchar)
        and ($indicator::varchar is null or indicator_code = $indicator::varchar)
    group by plan_code, indicator_code
)

select
    light.plan_code,
    light.indicator_code,
    light.name,
    light.measure_code,
    measure.title as measure,
    measure.phase,
    measure.topic_area_code,
    light.unit,
    light.kind,
    light.direction,
    light.frequency,
    light.owner,
    light.light_effect as light,
    light.effect_rule as rule,
    light.symbol,
    light.is_robust,
    light.flipped_by,
    light.light_original,
    light.reason,
    light.position,
    light.expected,
    light.ratio,
    light.baseline,
    light.baseline_on,
    light.target_value,
    light.target_due_on,
    light.last_value,
    light.last_on,
    light.freshness,
    coalesce(counted.observations, 0) as observations,
    light.is_evaluable,
    indicator.definition,
    indicator.source,
    indicator.aggregation,
    upload.file_name as last_file_name,
    origin.last_sheet,
    origin.last_cell,
    series.judged_values,
    light_rank(light.light_effect) as light_rank
from indicator_light($on::date, $known_at::timestamp) as light
inner join known_indicator($known_at::timestamp) as indicator
    on
        light.plan_code = indicator.plan_code
        and light.indicator_code = indicator.indicator_code
left join known_measure($known_at::timestamp) as measure
    on
        light.plan_code = measure.plan_code
        and light.measure_code = measure.measure_code
left join series
    on
        light.plan_code = series.plan_code
        and light.indicator_code = series.indicator_code
left join observation_count($on::date, $known_at::timestamp) as counted
    on
        light.plan_code = counted.plan_code
        and light.indicator_code = counted.indicator_code
left join last_origin($on::date, $known_at::timestamp) as origin
    on
        light.plan_code = origin.plan_code
        and light.indicator_code = origin.indicator_code
left join upload on origin.last_upload_id = upload.upload_id
where
    ($plan::varchar is null or light.plan_code = $plan::varchar)
    and ($measure::varchar is null or light.measure_code = $measure::varchar)
    and ($indicator::varchar is null or light.indicator_code = $indicator::varchar)
    and ($light::varchar is null or light.light_effect = $light::varchar)
    and ($freshness::varchar is null or light.freshness = $freshness::varchar)
    and ($phase::integer is null or measure.phase = $phase::integer)
    and ($area::varchar is null or measure.topic_area_code = $area::varchar)
    and (
        $search::varchar is null
        or contains(
            strip_accents(
                lower(concat_ws(' ', light.indicator_code, light.name, light.unit, measure.title, light.owner))
            ),
            strip_accents(lower($search::varchar))
        )
    )
order by light.plan_code, measure.phase, measure.topic_area_code, light.indicator_code
