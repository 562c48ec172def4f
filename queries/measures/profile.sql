-- What is a measure, who does it, what is it for, and how does it stand?
-- Rows: one, or none where there is no such measure
-- Parameters: plan, measure, on, known_at (null: now)
select
    light.plan_code,
    light.measure_code,
    light.title,
    measure.description,
    light.phase,
    phase.title as phase_title,
    light.topic_area_code,
    coalesce(topic_area.title, light.topic_area_code) as topic_area,
    working_group.title as working_group,
    working_group.lead as working_group_lead,
    light.lead_unit,
    measure.starts_on,
    measure.ends_on,
    measure.supersedes,
    (
        select list(goal.title order by goal.goal_code)
        from known_goal($known_at::timestamp) as goal
        where goal.plan_code = light.plan_code and list_contains(light.goal_codes, goal.goal_code)
    ) as goals,
    light.state,
    light.evaluated_on,
    light.is_counted,
    light.light_delivery,
    light.delivery_rule,
    light.milestones,
    light.milestones_reached,
    light.milestones_overdue,
    light.days_late,
    light.work_done,
    light.work_due,
    light.slippage_days,
    light.progress_percent,
    light.elapsed,
    light.light_effect,
    light.indicators,
    light.indicators_assessed,
    light.mean_position,
    light.positions,
    worst.name as worst_indicator,
    worst.light_effect as worst_indicator_light,
    worst.effect_rule as worst_rule,
    worst.symbol as worst_symbol,
    light.worst_ratio,
    light.light_evidence,
    light.indicators_fresh,
    light.indicators_late,
    light.indicators_stale,
    light.indicators_missing,
    light.is_evaluable,
    upload.file_name,
    measure.upload_id,
    measure.sheet,
    measure.cell
from measure_light($on::date, $known_at::timestamp) as light
inner join known_measure($known_at::timestamp) as measure
    on
        light.plan_code = measure.plan_code
        and light.measure_code = measure.measure_code
left join known_topic_area($known_at::timestamp) as topic_area
    on
        light.plan_code = topic_area.plan_code
        and light.topic_area_code = topic_area.topic_area_code
left join known_phase($known_at::timestamp) as phase
    on
        light.plan_code = phase.plan_code
        and light.phase = phase.phase
left join known_working_group($known_at::timestamp) as working_group
    on
        light.plan_code = working_group.plan_code
        and light.working_group_code = working_group.working_group_code
left join indicator_effect($on::date, $known_at::timestamp) as worst
    on
        light.plan_code = worst.plan_code
        and light.worst_indicator_code = worst.indicator_code
left join upload on measure.upload_id = upload.upload_id
where light.plan_code = $plan and light.measure_code = $measure
order by light.measure_code
