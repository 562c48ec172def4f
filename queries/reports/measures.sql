-- What does a report say of each measure: what it is, who does it, how it stands, what it costs?
-- Rows: one per measure, in the order of phase, topic area and code
-- Parameters: plan, phase (null: all), area (null: all), on, known_at (null: now)
with stated as (
    -- why the measure is in its state, from the newest evaluation that names the state
    select
        measure_code,
        arg_max(reason, reporting_date) as state_reason,
        arg_max(reporting_date, reporting_date) as state_on
    from known_evaluation($known_at::timestamp)
    where plan_code = $plan and state is not null and reporting_date <= $on::date
    group by measure_code
),

funds as (
    select
        measure_code,
        finite_sum(planned_eur, year) as planned_eur,
        finite_sum(if(year <= year($on::date), planned_eur, null), year) as planned_to_date_eur,
        finite_sum(spent_eur, year) as spent_eur,
        finite_sum(forecast_eur, year) as forecast_eur,
        finite_sum(grants_eur, year) as grants_eur
    from known_funds($known_at::timestamp)
    where plan_code = $plan
    group by measure_code
)

select
    light.measure_code,
    light.title,
    measure.description,
    light.phase,
    phase.title as phase_title,
    light.topic_area_code,
    coalesce(topic_area.title, light.topic_area_code) as topic_area,
    light.working_group_code,
    working_group.title as working_group,
    working_group.lead as working_group_lead,
    light.lead_unit,
    measure.starts_on,
    measure.ends_on,
    measure.supersedes,
    light.goal_codes,
    light.state,
    stated.state_on,
    stated.state_reason,
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
    light.evaluated_on,
    light.elapsed,
    light.light_effect,
    light.indicators,
    light.indicators_assessed,
    light.mean_position,
    light.positions,
    light.worst_indicator_code,
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
    funds.planned_eur,
    funds.planned_to_date_eur,
    funds.spent_eur,
    funds.forecast_eur,
    funds.grants_eur
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
left join indicator_light($on::date, $known_at::timestamp) as worst
    on
        light.plan_code = worst.plan_code
        and light.worst_indicator_code = worst.indicator_code
left join stated on light.measure_code = stated.measure_code
left join funds on light.measure_code = funds.measure_code
where
    light.plan_code = $plan
    and ($phase::integer is null or light.phase = $phase::integer)
    and ($area::varchar is null or light.topic_area_code = $area::varchar)
order by light.phase, light.topic_area_code, light.measure_code
