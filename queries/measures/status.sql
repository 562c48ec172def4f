-- How does each measure stand?
-- Rows: one per plan and measure
-- Parameters: plan (null: all), on, known_at (null: now)
select
    light.plan_code,
    light.measure_code,
    light.title,
    light.phase,
    light.topic_area_code,
    topic_area.title as topic_area,
    light.working_group_code,
    light.lead_unit,
    light.goal_codes,
    light.state,
    light.is_counted,
    light.light_delivery,
    light.delivery_rule,
    light.milestones,
    light.milestones_reached,
    light.milestones_overdue,
    light.days_late,
    light.slippage_days,
    light.work_done,
    light.work_due,
    light.progress_percent,
    light.elapsed,
    light.light_effect,
    light.indicators,
    light.indicators_assessed,
    light.worst_indicator_code,
    light.worst_ratio,
    light.mean_position,
    light.positions,
    light.light_evidence,
    light.indicators_fresh,
    light.indicators_late,
    light.indicators_stale,
    light.indicators_missing,
    light.is_evaluable
from measure_light($on::date, $known_at::timestamp) as light
left join known_topic_area($known_at::timestamp) as topic_area
    on
        light.plan_code = topic_area.plan_code
        and light.topic_area_code = topic_area.topic_area_code
where $plan::varchar is null or light.plan_code = $plan::varchar
order by light.plan_code, light.phase, light.topic_area_code, light.measure_code
