-- How does each indicator stand?
-- Rows: one per plan and indicator
-- Parameters: plan (null: all), on, known_at (null: now)
select
    light.plan_code,
    light.indicator_code,
    light.measure_code,
    measure.title as measure,
    measure.phase,
    measure.topic_area_code,
    light.name,
    light.unit,
    light.kind,
    light.direction,
    light.frequency,
    light.owner,
    light.light_effect as light,
    light.effect_rule as rule,
    light.symbol,
    light.reason,
    light.position,
    light.expected,
    light.ratio,
    light.light_path,
    light.light_trend,
    light.light_original,
    light.points,
    light.yearly_change,
    light.projected,
    light.miss,
    light.turning_value,
    light.is_robust,
    light.flipped_by,
    light.baseline,
    light.baseline_on,
    light.target_value,
    light.target_due_on,
    light.last_value,
    light.last_on,
    light.freshness,
    coalesce(counted.observations, 0) as observations,
    light.is_evaluable,
    upload.file_name as last_file_name,
    origin.last_sheet,
    origin.last_cell
from indicator_light($on::date, $known_at::timestamp) as light
left join known_measure($known_at::timestamp) as measure
    on
        light.plan_code = measure.plan_code
        and light.measure_code = measure.measure_code
left join observation_count($on::date, $known_at::timestamp) as counted
    on
        light.plan_code = counted.plan_code
        and light.indicator_code = counted.indicator_code
left join last_origin($on::date, $known_at::timestamp) as origin
    on
        light.plan_code = origin.plan_code
        and light.indicator_code = origin.indicator_code
left join upload on origin.last_upload_id = upload.upload_id
where $plan::varchar is null or light.plan_code = $plan::varchar
order by light.plan_code, measure.phase, measure.topic_area_code, light.indicator_code
